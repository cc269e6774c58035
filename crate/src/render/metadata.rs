//! Labels, selectors and annotations.

use super::Builder;
use crate::labels::keys;
use crate::release::Feature;
use crate::value::{Entry, Map, Node, Origin};

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
        if !self.release.has(Feature::StableSelector) {
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
        entries.filter(|entry| entry.value.as_str().is_some()).cloned().collect()
    }

    fn app_labels(&self) -> Map {
        let mut labels = Map::new();
        for (key, value) in APP_LABELS {
            labels.set(key, self.text(value, "labels of proxy objects"));
        }
        if self.infra.bare_name && self.release.has(Feature::GatewayNameLabel) {
            let name = self.name();
            let origin = Origin::derived("standard Gateway label", vec![name.origin.clone()]);
            labels.set(keys::GATEWAY_NAME, Node { origin, ..name });
        }
        labels
    }

    /// `metadata` with a name, the namespace, labels and annotations; empty maps are left out.
    pub(crate) fn metadata(&self, name: Node, labels: Map, annotations: Map) -> Node {
        let mut metadata = Map::new();
        if !annotations.is_empty() {
            metadata.set("annotations", self.built_map(annotations));
        }
        if !labels.is_empty() {
            metadata.set("labels", self.built_map(labels));
        }
        metadata.set("name", name);
        metadata.set("namespace", self.infra.namespace.clone());
        self.built_map(metadata)
    }

    /// A map of this release's making.
    pub(crate) fn built_map(&self, map: Map) -> Node {
        Node::map(map, self.built_in("object"))
    }
}

/// `base` with `entries` put over it.
pub(crate) fn overlay<'e>(mut base: Map, entries: impl IntoIterator<Item = &'e Entry>) -> Map {
    entries.into_iter().for_each(|entry| base.put(entry.clone()));
    base
}
