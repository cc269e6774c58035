//! ServiceAccount, ConfigMap, Service, HorizontalPodAutoscaler, PodDisruptionBudget.

use super::metadata::overlay;
use super::{Builder, Object, PatchFailure, patch};
use crate::release::Feature;
use crate::value::{Map, Node};

type Built = Result<Option<Object>, PatchFailure>;

impl Builder<'_> {
    /// `apiVersion`, `kind`, `metadata` and what follows.
    pub(crate) fn object(
        &self,
        api_version: &'static str,
        kind: &'static str,
        metadata: Node,
        rest: Vec<(&'static str, Node)>,
    ) -> Object {
        let mut map = Map::new();
        map.set("apiVersion", self.text(api_version, "object"));
        map.set("kind", self.text(kind, "object"));
        map.set("metadata", metadata);
        rest.into_iter().for_each(|(key, node)| map.set(key, node));
        Object { kind, node: self.built_map(map) }
    }

    fn spec(&self, fields: Vec<(&'static str, Node)>) -> Node {
        let mut spec = Map::new();
        fields.into_iter().for_each(|(key, node)| spec.set(key, node));
        self.built_map(spec)
    }
}

pub(super) fn service_account(builder: &mut Builder<'_>) -> Built {
    let name = builder.name_or(&["envoyServiceAccount", "name"]);
    let metadata = builder.metadata(name, builder.object_labels(), builder.infra.annotations.clone());
    Ok(Some(builder.object("v1", "ServiceAccount", metadata, Vec::new())))
}

pub(super) fn config_map(builder: &mut Builder<'_>) -> Built {
    let metadata = builder.metadata(builder.name(), builder.object_labels(), builder.infra.annotations.clone());
    Ok(Some(builder.object("v1", "ConfigMap", metadata, Vec::new())))
}

/// Its annotations beat those of the infrastructure; its selector has every label of the pod.
pub(super) fn service(builder: &mut Builder<'_>) -> Built {
    let name = builder.name_or(&["envoyService", "name"]);
    let selector = builder.object_labels();
    let labels = overlay(selector.clone(), &builder.strings(&["envoyService", "labels"]));
    let annotations = overlay(builder.infra.annotations.clone(), &builder.strings(&["envoyService", "annotations"]));
    let metadata = builder.metadata(name, labels, annotations);
    let spec = builder.spec(vec![("selector", builder.built_map(selector))]);
    let object = builder.object("v1", "Service", metadata, vec![("spec", spec)]);
    patch::apply(object, builder.kubernetes(&["envoyService", "patch"])).map(Some)
}

pub(super) fn horizontal_pod_autoscaler(builder: &mut Builder<'_>) -> Built {
    if builder.kubernetes(&["envoyHpa"]).is_none() {
        return Ok(None);
    }
    let name = builder.name_or(&["envoyHpa", "name"]);
    let labels = if builder.release.has(Feature::StableLabelsOnScaling) {
        builder.stable_selector()
    } else {
        builder.labels.clone()
    };
    let metadata = builder.metadata(name, labels, builder.infra.annotations.clone());
    let target = builder.spec(vec![
        ("apiVersion", builder.text("apps/v1", "object")),
        ("kind", builder.text("Deployment", "object")),
        ("name", builder.name_or(&["envoyDeployment", "name"])),
    ]);
    let spec = builder.spec(vec![("scaleTargetRef", target)]);
    let object = builder.object("autoscaling/v2", "HorizontalPodAutoscaler", metadata, vec![("spec", spec)]);
    patch::apply(object, builder.kubernetes(&["envoyHpa", "patch"])).map(Some)
}

/// It is only created with a bound or a patch.
pub(super) fn pod_disruption_budget(builder: &mut Builder<'_>) -> Built {
    let given = |field| builder.kubernetes(&["envoyPDB", field]).is_some();
    if !["minAvailable", "maxUnavailable", "patch"].into_iter().any(given) {
        return Ok(None);
    }
    let name = builder.name_or(&["envoyPDB", "name"]);
    let selector = builder.stable_selector();
    let labels = if builder.release.has(Feature::StableLabelsOnScaling) { selector.clone() } else { Map::new() };
    let annotations = builder.infra.annotations.clone();
    let annotations = if builder.release.has(Feature::BudgetAnnotations) { annotations } else { Map::new() };
    let metadata = builder.metadata(name, labels, annotations);
    let spec = builder.spec(vec![("selector", builder.spec(vec![("matchLabels", builder.built_map(selector))]))]);
    let object = builder.object("policy/v1", "PodDisruptionBudget", metadata, vec![("spec", spec)]);
    patch::apply(object, builder.kubernetes(&["envoyPDB", "patch"])).map(Some)
}
