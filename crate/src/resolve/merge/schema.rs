//! Which lists of Kubernetes objects are merged by which key.

/// What kind of object is merged: it decides a few lists and what lies below free-form values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A Deployment, DaemonSet, Service, HorizontalPodAutoscaler or PodDisruptionBudget: a `patch` is applied.
    Object,
    /// Levels of EnvoyProxy: `mergeType`.
    EnvoyProxy,
}

/// How two lists of one field meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListMerge {
    /// The patch's list replaces the other.
    Replace,
    /// Items are matched by this key.
    ByKey(&'static str),
    /// A set of plain values.
    Set,
}

/// How the lists of `field` meet, where `parent` is the field that holds the map around it ("containers" for an item of it).
///
/// Source: the `patchStrategy` and `patchMergeKey` tags of Kubernetes' types (core/v1, apps/v1) and of the EnvoyProxy
/// types of Envoy Gateway v1.0–v1.9; they are the same in all of these releases.
pub fn list_merge(shape: Shape, parent: &str, field: &str) -> ListMerge {
    let in_container = matches!(parent, "containers" | "initContainers" | "ephemeralContainers" | "container");
    match field {
        "containers" | "initContainers" | "ephemeralContainers" | "volumes" | "imagePullSecrets" => {
            ListMerge::ByKey("name")
        }
        "resourceClaims" | "schedulingGates" if shape == Shape::Object => ListMerge::ByKey("name"),
        "env" if in_container => ListMerge::ByKey("name"),
        "volumeMounts" if in_container => ListMerge::ByKey("mountPath"),
        "volumeDevices" if in_container => ListMerge::ByKey("devicePath"),
        "ports" if in_container => ListMerge::ByKey("containerPort"),
        "ports" if parent == "spec" && shape == Shape::Object => ListMerge::ByKey("port"),
        "topologySpreadConstraints" => ListMerge::ByKey("topologyKey"),
        "hostAliases" => ListMerge::ByKey("ip"),
        "ownerReferences" => ListMerge::ByKey("uid"),
        "finalizers" if parent == "metadata" => ListMerge::Set,
        _ => ListMerge::Replace,
    }
}

/// True for a map that a patch replaces whole (`patchStrategy: replace`): a PodDisruptionBudget's selector.
pub fn replaces_map(object: &str, field: &str) -> bool {
    object == "PodDisruptionBudget" && field == "selector"
}

/// True for a field whose value has no structure: levels of EnvoyProxy can't be merged below it.
pub fn is_free_form(shape: Shape, parent: &str, field: &str) -> bool {
    shape == Shape::EnvoyProxy && parent == "patch" && field == "value"
}
