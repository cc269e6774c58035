//! Deployment and DaemonSet.

use super::metadata::overlay;
use super::{Builder, Object, PatchFailure, patch};
use crate::release::Feature;
use crate::value::{Entry, Map, Node};

type Built = Result<Option<Object>, PatchFailure>;

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

fn workload(builder: &mut Builder<'_>, kind: &'static str, field: &'static str) -> Result<Object, PatchFailure> {
    let name = builder.name_or(&[field, "name"]);
    // Before the pod is built: from then on the pod's labels are in.
    let metadata = builder.metadata(name, builder.object_labels(), builder.infra.annotations.clone());
    let stable = builder.stable_selector();
    let containers = builder.containers(field);
    let template = template(builder, field, containers);
    let selector = if builder.release.has(Feature::StableSelector) { stable } else { builder.object_labels() };
    let mut spec = Map::new();
    let mut match_labels = Map::new();
    match_labels.set("matchLabels", builder.built_map(selector));
    spec.set("selector", builder.built_map(match_labels));
    spec.set("template", template);
    let object = builder.object("apps/v1", kind, metadata, vec![("spec", builder.built_map(spec))]);
    patch::apply(object, builder.kubernetes(&[field, "patch"]))
}

fn template(builder: &mut Builder<'_>, field: &'static str, containers: Node) -> Node {
    let mut metadata = Map::new();
    let annotations = pod_annotations(builder, field);
    if !annotations.is_empty() {
        metadata.set("annotations", builder.built_map(annotations));
    }
    let labels = builder.pod_labels(field);
    metadata.set("labels", builder.built_map(labels));
    let mut spec = Map::new();
    spec.set("containers", containers);
    if let Some(secrets) = builder.pull_secrets(field) {
        spec.set("imagePullSecrets", secrets);
    }
    if let Some(init) = builder.kubernetes(&[field, "initContainers"]) {
        spec.set("initContainers", init.clone());
    }
    let mut template = Map::new();
    template.set("metadata", builder.built_map(metadata));
    template.set("spec", builder.built_map(spec));
    builder.built_map(template)
}

/// Those for Prometheus unless its endpoint is off, those of the infrastructure, those of the pod; the later ones win,
/// but in old releases those for Prometheus do.
fn pod_annotations(builder: &Builder<'_>, field: &str) -> Map {
    let spec = builder.infra.effective.spec.as_ref();
    let off = spec.and_then(|spec| spec.at(&["telemetry", "metrics", "prometheus", "disable"])).and_then(Node::as_bool);
    let mut prometheus = Map::new();
    for (key, value) in PROMETHEUS.into_iter().filter(|_| off != Some(true)) {
        prometheus.set(key, builder.text(value, "annotations for Prometheus"));
    }
    let own: Vec<Entry> = builder.strings(&[field, "pod", "annotations"]);
    let users = overlay(builder.infra.annotations.clone(), &own);
    match builder.release.has(Feature::UserPrometheusAnnotations) {
        true => overlay(prometheus, users.entries()),
        false => overlay(users, prometheus.entries()),
    }
}

const PROMETHEUS: [(&str, &str); 3] =
    [("prometheus.io/path", "/stats/prometheus"), ("prometheus.io/port", "19001"), ("prometheus.io/scrape", "true")];
