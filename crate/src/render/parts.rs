//! ServiceAccount, ConfigMap, Service, HorizontalPodAutoscaler, PodDisruptionBudget.

use super::metadata::overlay;
use super::{Builder, Built, Cause, Failure, Fill, patch};
use crate::release::Feature;
use crate::value::{Map, Node};

pub(super) fn service_account(builder: &mut Builder<'_>) -> Built {
    let name = builder.service_account_name();
    let metadata = builder.metadata(name, builder.object_labels(), builder.infra.annotations.clone());
    let mut fill = Fill::new(None, &[]);
    fill.put("metadata", metadata);
    Ok(Some(builder.scene.object("ServiceAccount", &fill)))
}

pub(super) fn config_map(builder: &mut Builder<'_>) -> Built {
    let metadata = builder.metadata(builder.name.clone(), builder.object_labels(), builder.infra.annotations.clone());
    let flags: &[&str] = if builder.infra.in_gateway_namespace { &["gateway-namespace"] } else { &[] };
    let mut fill = Fill::new(None, flags);
    fill.put("metadata", metadata);
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
    let mut fill = Fill::new(builder.kubernetes(&["envoyService"]), flags);
    fill.put("metadata", builder.metadata(name, labels, annotations));
    fill.put("ports", builder.ports());
    fill.put("selector", builder.built_map(selector));
    builder.addresses(&mut fill, kind == "ClusterIP");
    builder.ip_family(&mut fill);
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
    fn addresses(&self, fill: &mut Fill<'_>, cluster: bool) {
        let list = |items: &[Node]| Node::list(items.to_vec(), self.scene.built_in("addresses"));
        match self.infra.addresses.as_slice() {
            [] => {}
            [first, ..] if cluster => {
                fill.put("clusterIP", first.clone());
                fill.put("clusterIPs", list(std::slice::from_ref(first)));
            }
            all => fill.put("externalIPs", list(all)),
        }
    }

    fn ip_family(&self, fill: &mut Fill<'_>) {
        let (policy, families): (_, &[&'static str]) = match self.spec(&["ipFamily"]).and_then(Node::as_str) {
            Some("IPv6") => ("SingleStack", &["IPv6"]),
            Some("DualStack") => ("RequireDualStack", &["IPv4", "IPv6"]),
            _ => return,
        };
        let mut list = Vec::new();
        for family in families {
            list.push(self.scene.text(family, "IP family"));
        }
        fill.put("ipFamilyPolicy", self.scene.text(policy, "IP family"));
        fill.put("ipFamilies", Node::list(list, self.scene.built_in("IP family")));
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
    let mut fill = Fill::new(Some(user), &[]);
    fill.put("metadata", metadata);
    fill.put("target", target);
    let object = builder.scene.object(kind, &fill);
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
    let flags: &[&str] = match (given("minAvailable"), given("maxUnavailable")) {
        (false, true) => &["bounded-above"],
        _ => &["bounded-below"],
    };
    let mut fill = Fill::new(Some(user), flags);
    fill.put("metadata", metadata);
    fill.put("selector", builder.scene.match_labels(selector));
    let object = builder.scene.object("PodDisruptionBudget", &fill);
    patch::apply(object, user.get("patch"), builder.scene).map(Some)
}
