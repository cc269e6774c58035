//! ServiceAccount, ConfigMap, Service, HorizontalPodAutoscaler, PodDisruptionBudget.

use super::metadata::overlay;
use super::{Builder, Built, Cause, Failure, Fill, patch};
use crate::release::Feature;
use crate::value::{Map, Node};

pub(super) fn service_account(builder: &mut Builder<'_>) -> Built {
    let name = builder.service_account_name();
    let metadata = builder.metadata(name, builder.object_labels(), builder.infra.annotations.clone());
    let fill = Fill { user: None, flags: &[], holes: vec![("metadata", Some(metadata))] };
    Ok(Some(builder.scene.object("ServiceAccount", &fill)))
}

pub(super) fn config_map(builder: &mut Builder<'_>) -> Built {
    let metadata = builder.metadata(builder.name.clone(), builder.object_labels(), builder.infra.annotations.clone());
    let flags: &[&str] = if builder.infra.in_gateway_namespace { &["gateway-namespace"] } else { &[] };
    let fill = Fill { user: None, flags, holes: vec![("metadata", Some(metadata))] };
    Ok(Some(builder.scene.object("ConfigMap", &fill)))
}

/// Its annotations beat those of the infrastructure; its selector has every label of the pod.
pub(super) fn service(builder: &mut Builder<'_>) -> Built {
    let name = builder.name_or(&["envoyService", "name"]);
    let selector = builder.object_labels();
    let labels = overlay(selector.clone(), &builder.strings(&["envoyService", "labels"]));
    let annotations = overlay(builder.infra.annotations.clone(), &builder.strings(&["envoyService", "annotations"]));
    let kind = builder.kubernetes(&["envoyService", "type"]).and_then(Node::as_str).unwrap_or("LoadBalancer");
    let flags: &[&str] = match kind {
        "LoadBalancer" => &["load-balancer", "external"],
        "NodePort" if builder.scene.release.has(Feature::NodePortTrafficPolicy) => &["external"],
        _ => &[],
    };
    let mut holes = vec![
        ("metadata", Some(builder.metadata(name, labels, annotations))),
        ("ports", Some(builder.ports())),
        ("selector", Some(builder.built_map(selector))),
    ];
    holes.extend(builder.addresses(kind == "ClusterIP"));
    holes.extend(builder.ip_family());
    let fill = Fill { user: builder.kubernetes(&["envoyService"]), flags, holes };
    let object = builder.scene.object("Service", &fill);
    patch::apply(object, builder.kubernetes(&["envoyService", "patch"]), builder.scene).map(Some)
}

impl Builder<'_> {
    fn ports(&self) -> Node {
        let mut ports = Vec::new();
        for port in &self.infra.ports {
            let mut map = Map::new();
            map.set("name", port.name.clone());
            map.set("port", port.port.clone());
            map.set("protocol", self.scene.text(if port.udp { "UDP" } else { "TCP" }, "protocol"));
            map.set("targetPort", port.target.clone());
            ports.push(self.built_map(map));
        }
        Node::list(ports, self.scene.built_in("ports"))
    }

    /// A ClusterIP Service takes the first address, the others all as external ones.
    fn addresses(&self, cluster: bool) -> Vec<(&'static str, Option<Node>)> {
        let list = |items: &[Node]| Some(Node::list(items.to_vec(), self.scene.built_in("addresses")));
        match self.infra.addresses.as_slice() {
            [] => Vec::new(),
            [first, ..] if cluster => {
                vec![("clusterIP", Some(first.clone())), ("clusterIPs", list(std::slice::from_ref(first)))]
            }
            all => vec![("externalIPs", list(all))],
        }
    }

    fn ip_family(&self) -> Vec<(&'static str, Option<Node>)> {
        let (policy, families): (_, &[&str]) = match self.spec(&["ipFamily"]).and_then(Node::as_str) {
            Some("IPv6") => ("SingleStack", &["IPv6"]),
            Some("DualStack") => ("RequireDualStack", &["IPv4", "IPv6"]),
            _ => return Vec::new(),
        };
        let text = |text: &&'static str| self.scene.text(text, "IP family");
        let families = Node::list(families.iter().map(text).collect(), self.scene.built_in("IP family"));
        vec![("ipFamilyPolicy", Some(text(&policy))), ("ipFamilies", Some(families))]
    }
}

/// Beside a DaemonSet alone the program crashes on it.
pub(super) fn horizontal_pod_autoscaler(builder: &mut Builder<'_>) -> Built {
    let Some(user) = builder.kubernetes(&["envoyHpa"]) else { return Ok(None) };
    let kind = "HorizontalPodAutoscaler";
    let has = |field| builder.kubernetes(&[field]).is_some();
    if has("envoyDaemonSet") && !has("envoyDeployment") {
        return Err(Failure { kind, cause: Cause::Crash(user.origin.clone()) });
    }
    let name = builder.name_or(&["envoyHpa", "name"]);
    let labels = if builder.scene.release.has(Feature::StableLabelsOnScaling) {
        builder.stable_selector()
    } else {
        builder.labels.clone()
    };
    let metadata = builder.metadata(name, labels, builder.infra.annotations.clone());
    let target = builder.name_or(&["envoyDeployment", "name"]);
    let holes = vec![("metadata", Some(metadata)), ("target", Some(target))];
    let object = builder.scene.object(kind, &Fill { user: Some(user), flags: &[], holes });
    patch::apply(object, user.get("patch"), builder.scene).map(Some)
}

/// It is only created with a bound or a patch.
pub(super) fn pod_disruption_budget(builder: &mut Builder<'_>) -> Built {
    let Some(user) = builder.kubernetes(&["envoyPDB"]) else { return Ok(None) };
    let given = |field| user.get(field).is_some();
    let without_minimum = builder.scene.release.has(Feature::BudgetWithoutMinimum);
    if !given("minAvailable") && !(without_minimum && (given("maxUnavailable") || given("patch"))) {
        return Ok(None);
    }
    let name = builder.name_or(&["envoyPDB", "name"]);
    let selector = builder.stable_selector();
    let release = builder.scene.release;
    let labels = if release.has(Feature::StableLabelsOnScaling) { selector.clone() } else { Map::new() };
    let annotations = builder.infra.annotations.clone();
    let annotations = if release.has(Feature::BudgetAnnotations) { annotations } else { Map::new() };
    let metadata = builder.metadata(name, labels, annotations);
    let holes = vec![("metadata", Some(metadata)), ("selector", Some(builder.scene.match_labels(selector)))];
    let flags: &[&str] = match (given("minAvailable"), given("maxUnavailable")) {
        (false, true) => &["bounded-above"],
        _ => &["bounded-below"],
    };
    let object = builder.scene.object("PodDisruptionBudget", &Fill { user: Some(user), flags, holes });
    patch::apply(object, user.get("patch"), builder.scene).map(Some)
}
