//! Deployment and DaemonSet.

use super::metadata::overlay;
use super::{Builder, Built, Cause, Failure, Fill, Object, patch};
use crate::release::Feature;
use crate::text::Gather as _;
use crate::value::{Entry, Map, Node, Origin};

/// A Deployment is what runs unless a DaemonSet is asked for. By merging, both can be asked for, and both are created.
pub(super) fn deployment(builder: &mut Builder<'_>) -> Built {
    let asked = builder.kubernetes(&["envoyDeployment"]).is_some();
    if !asked && builder.kubernetes(&["envoyDaemonSet"]).is_some() {
        return Ok(None);
    }
    workload(builder, "Deployment", "envoyDeployment").map(Some)
}

pub(super) fn daemon_set(builder: &mut Builder<'_>) -> Built {
    if builder.kubernetes(&["envoyDaemonSet"]).is_none() {
        return Ok(None);
    }
    workload(builder, "DaemonSet", "envoyDaemonSet").map(Some)
}

fn workload(builder: &mut Builder<'_>, kind: &'static str, field: &'static str) -> Result<Object, Failure> {
    if let Some(provider) = builder.other_provider() {
        let cause = if provider.as_map().is_some() { Cause::NoType } else { Cause::Provider };
        return Err(Failure { kind, cause: cause(provider.origin.clone()) });
    }
    let release = builder.scene.release;
    if let Some(reference) = without_port(builder) {
        let stops = release.has(Feature::ResolvedMetricSinks);
        let cause = if stops { Cause::Port } else { Cause::PortCrash };
        return Err(Failure { kind, cause: cause(reference.origin.clone()) });
    }
    let unusable = |bootstrap| builder.scene.bootstraps.refused(bootstrap, true, release);
    let is_known = |bootstrap: &&Node| !builder.scene.settings.has_placeholder(bootstrap);
    if let Some(invalid) = builder.spec(&["bootstrap"]).filter(is_known).and_then(unusable) {
        return Err(Failure { kind, cause: Cause::Bootstrap(invalid.node.origin, invalid.why) });
    }
    let shutdown = builder.shutdown(kind)?;
    let name = builder.name_or(&[field, "name"]);
    // Before the pod is built: from then on the pod's labels are in.
    let metadata = builder.metadata(name, builder.object_labels(), builder.infra.annotations.clone());
    let stable = builder.stable_selector();
    let pod = builder.pod_metadata(field);
    let selector = if builder.scene.release.has(Feature::StableSelector) { stable } else { builder.object_labels() };
    let image = builder.envoy_image(field);
    let controller = &builder.scene.controller_namespace;
    let flags = builder.flags(kind);
    let mut fill = Fill::new(builder.kubernetes(&[field]), &flags);
    fill.put("metadata", metadata);
    fill.put("selector", builder.scene.match_labels(selector));
    fill.put("pod", pod);
    fill.put("args", builder.arguments(shutdown));
    fill.put("image", image);
    fill.put("pullPolicy", builder.pull_policy(field));
    fill.put("ifNotPresent", builder.if_not_present());
    fill.put("shutdownArgs", builder.shutdown_arguments(shutdown));
    fill.put("shutdownCommand", builder.shutdown_command(shutdown));
    fill.put("shutdownImage", builder.shutdown_image());
    fill.put_some("pullSecrets", builder.pull_secrets(field));
    fill.put("serviceAccount", builder.pod_account(field));
    fill.put("gracePeriod", builder.grace_period(shutdown));
    fill.put("controller", controller.clone());
    fill.put("audience", audience(controller, &builder.scene.dns_domain));
    fill.put("name", builder.name.clone());
    let object = builder.scene.object(kind, &fill);
    patch::apply(object, builder.kubernetes(&[field, "patch"]), builder.scene)
}

/// A backend of metrics that has no port, where the bootstrap asks for one. Newer releases ask only where they could not
/// find out all by themselves.
fn without_port<'b>(builder: &'b Builder<'_>) -> Option<&'b Node> {
    if builder.infra.telemetry.is_none() && builder.scene.release.has(Feature::ResolvedMetricSinks) {
        return None;
    }
    let sinks = builder.spec(&["telemetry", "metrics", "sinks"]).map_or(&[][..], Node::items).iter();
    let mut first = sinks.filter_map(|sink| sink.at(&["openTelemetry", "backendRefs"])?.items().first());
    first.find(|reference| reference.get("port").is_none_or(Node::is_null))
}

/// Whom the token of the pod is for: the controller's Service.
fn audience(controller: &Node, domain: &Node) -> Node {
    let text = |node: &Node| node.as_str().unwrap_or("").to_string();
    let origin = Origin::derived("controller's Service", vec![controller.origin.clone(), domain.origin.clone()]);
    Node::string(format!("envoy-gateway.{}.svc.{}", text(controller), text(domain)), origin)
}

impl Builder<'_> {
    fn flags(&self, kind: &str) -> Vec<&'static str> {
        let scaled = self.kubernetes(&["envoyHpa"]).is_some() && self.scene.release.has(Feature::HpaOwnsReplicas);
        let all = [
            ("gateway-namespace", self.infra.in_gateway_namespace),
            ("prometheus", self.prometheus()),
            ("scaled", scaled),
            ("daemon-set", kind == "DaemonSet"),
        ];
        all.into_iter().filter(|(_, up)| *up).map(|(flag, _)| flag).gather()
    }

    fn prometheus(&self) -> bool {
        self.spec(&["telemetry", "metrics", "prometheus", "disable"]).and_then(Node::as_bool) != Some(true)
    }

    /// The name of the ServiceAccount.
    pub(super) fn service_account_name(&self) -> Node {
        self.name_or(&["envoyServiceAccount", "name"])
    }

    /// The ServiceAccount of the pods. Some releases overlook a DaemonSet's.
    fn pod_account(&self, field: &str) -> Node {
        let overlooked = field == "envoyDaemonSet" && !self.scene.release.has(Feature::DaemonSetServiceAccountName);
        if overlooked { self.name.clone() } else { self.service_account_name() }
    }

    fn pod_metadata(&mut self, field: &'static str) -> Node {
        let mut metadata = Map::new();
        let annotations = pod_annotations(self, field);
        if !annotations.is_empty() {
            metadata.set("annotations", self.built_map(annotations));
        }
        let labels = self.pod_labels(field);
        metadata.set("labels", self.built_map(labels));
        self.built_map(metadata)
    }
}

/// Those for Prometheus unless its endpoint is off, those of the infrastructure, those of the pod; the later ones win,
/// but in old releases those for Prometheus do.
fn pod_annotations(builder: &Builder<'_>, field: &str) -> Map {
    let prometheus = if builder.prometheus() { PROMETHEUS.as_slice() } else { &[] };
    let prometheus = builder.scene.texts(prometheus, "annotations for Prometheus");
    let own: Vec<Entry> = builder.strings(&[field, "pod", "annotations"]);
    let users = overlay(builder.infra.annotations.clone(), &own);
    match builder.scene.release.has(Feature::UserPrometheusAnnotations) {
        true => overlay(prometheus, users.entries()),
        false => overlay(users, prometheus.entries()),
    }
}

const PROMETHEUS: [(&str, &str); 3] =
    [("prometheus.io/path", "/stats/prometheus"), ("prometheus.io/port", "19001"), ("prometheus.io/scrape", "true")];
