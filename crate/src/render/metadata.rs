//! Labels, selectors and annotations.

use super::{Builder, Scene};
use crate::labels::keys;
use crate::release::Feature;
use crate::text::Gather as _;
use crate::value::{Edited, Entry, Map, Node, Origin};

/// The labels that every object of a proxy has, before others are laid over them.
const APP_LABELS: [(&str, &str); 3] =
    [(keys::APP_NAME, "envoy"), (keys::APP_COMPONENT, "proxy"), (keys::APP_MANAGED_BY, "envoy-gateway")];

/// The owner labels, which a selector keeps.
const OWNER_LABELS: [&str; 3] = [keys::OWNING_GATEWAY_NAME, keys::OWNING_GATEWAY_NAMESPACE, keys::OWNING_GATEWAY_CLASS];

impl Builder<'_> {
    /// The labels of an object: those of every object, the standard Gateway label where the release and mode have it,
    /// and over them the infrastructure and owner labels.
    pub(crate) fn object_labels(&self) -> Map {
        overlay(self.app_labels(), self.labels.entries())
    }

    /// The selector of Deployment, DaemonSet and PodDisruptionBudget: of the own labels only those of the owner.
    /// Old releases select by every label.
    pub(crate) fn stable_selector(&self) -> Map {
        if !self.scene.release.has(Feature::StableSelector) {
            return self.object_labels();
        }
        let owner = self.labels.entries().iter().filter(|entry| OWNER_LABELS.contains(&&*entry.key));
        overlay(self.app_labels(), owner)
    }

    /// The labels of the pod. They stay in the infrastructure labels, and so reach the Service and its selector.
    pub(crate) fn pod_labels(&mut self, workload: &str) -> Map {
        let own = self.strings(&[workload, "pod", "labels"]);
        self.labels = overlay(std::mem::take(&mut self.labels), own.iter());
        self.object_labels()
    }

    /// The entries of a map of strings at a path below `provider.kubernetes`.
    pub(crate) fn strings(&self, path: &[&str]) -> Vec<Entry> {
        let entries = self.kubernetes(path).map_or(&[][..], Node::entries).iter();
        entries.filter(|entry| entry.value.as_str().is_some()).cloned().gather()
    }

    fn app_labels(&self) -> Map {
        let mut labels = self.scene.texts(&APP_LABELS, "labels of proxy objects");
        if self.infra.bare_name && self.scene.release.has(Feature::GatewayNameLabel) {
            let name = self.name.clone();
            let origin = Origin::derived("standard Gateway label", vec![name.origin.clone()]);
            labels.set(keys::GATEWAY_NAME, Node { origin, ..name });
        }
        labels
    }

    /// `metadata` with a name, the namespace, labels, annotations and owner.
    pub(crate) fn metadata(&self, name: Node, labels: Map, annotations: Map) -> Node {
        let owner = self.infra.owner.as_ref();
        let owner = owner.map(|(kind, name)| ("gateway.networking.k8s.io/v1", *kind, name.clone()));
        self.scene.metadata(name, self.infra.namespace.clone(), labels, annotations, owner)
    }

    /// A map of this release's making.
    pub(crate) fn built_map(&self, map: Map) -> Node {
        self.scene.built_map(map)
    }
}

impl Scene<'_> {
    /// `metadata`; empty maps are left out. An owner is its API version, kind and name.
    pub(super) fn metadata(
        &self,
        name: Node,
        namespace: Node,
        labels: Map,
        annotations: Map,
        owner: Option<(&'static str, &'static str, Node)>,
    ) -> Node {
        let mut metadata = Map::new();
        if !annotations.is_empty() {
            metadata.set("annotations", self.built_map(annotations));
        }
        if !labels.is_empty() {
            metadata.set("labels", self.built_map(labels));
        }
        metadata.set("name", name);
        metadata.set("namespace", namespace);
        if let Some((api_version, kind, name)) = owner {
            metadata.set("ownerReferences", self::owner(api_version, kind, name, self));
        }
        self.built_map(metadata)
    }

    /// A map of this release's making.
    pub(super) fn built_map(&self, map: Map) -> Node {
        Node::map(map, self.built_in("object"))
    }

    /// A map of texts that are built in.
    pub(super) fn texts(&self, entries: &[(&'static str, &'static str)], name: &'static str) -> Map {
        let mut map = Map::new();
        entries.iter().for_each(|(key, value)| map.set(*key, self.text(value, name)));
        map
    }

    /// A selector by labels.
    pub(super) fn match_labels(&self, labels: Map) -> Node {
        let mut selector = Map::new();
        selector.set("matchLabels", self.built_map(labels));
        self.built_map(selector)
    }
}

/// `ownerReferences` with one owner, whose uid only the cluster knows.
fn owner(api_version: &'static str, kind: &'static str, name: Node, scene: &Scene<'_>) -> Node {
    let origin = scene.built_in("owner reference");
    let mut owner = Map::new();
    owner.set("apiVersion", Node::string(api_version, origin.clone()));
    owner.set("kind", Node::string(kind, origin.clone()));
    owner.set("name", name);
    owner.set("uid", Node::string("00000000-0000-0000-0000-000000000000", origin.clone()));
    Node::list(vec![Node::map(owner, origin.clone())], origin)
}

/// `base` with `entries` put over it.
pub(crate) fn overlay<'e>(base: Map, entries: impl IntoIterator<Item = &'e Entry>) -> Map {
    let mut laid = Edited::of(&base);
    entries.into_iter().for_each(|entry| laid.put(entry.clone()));
    laid.done()
}
