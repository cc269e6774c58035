//! Where users write what rules look at.

use super::Input;
use crate::image::{self, ReferenceError};
use crate::read::{Document, Kind};
use crate::value::{Entry, Node};

/// A spec of EnvoyProxy: an object's, or the default in the controller's configuration, which nobody validates.
#[derive(Debug, Clone, Copy)]
pub struct ProxySpec<'a> {
    /// The spec.
    pub spec: &'a Node,
    /// True when the API server validates it.
    pub validated: bool,
}

/// Every spec of EnvoyProxy in the files.
pub fn proxy_specs<'a>(input: &Input<'a>) -> impl Iterator<Item = ProxySpec<'a>> {
    let objects = input.of_kind(Kind::EnvoyProxy).filter_map(Document::spec);
    let defaults = input.of_kind(Kind::EnvoyGateway).filter_map(|config| config.root.get("envoyProxy"));
    let object = objects.map(|spec| ProxySpec { spec, validated: true });
    object.chain(defaults.map(|spec| ProxySpec { spec, validated: false }))
}

/// The two workloads of an EnvoyProxy.
pub const WORKLOADS: [&str; 2] = ["envoyDeployment", "envoyDaemonSet"];

/// The `container` of each workload of a spec.
pub fn containers(spec: &Node) -> impl Iterator<Item = &Node> {
    WORKLOADS.into_iter().filter_map(|workload| spec.at(&["provider", "kubernetes", workload, "container"]))
}

/// A text that names an image.
#[derive(Debug, Clone, Copy)]
pub struct ImageText<'a> {
    /// The text.
    pub node: &'a Node,
    /// True for `imageRepository`, to which the release's tag is appended.
    pub repository: bool,
    /// True when the API server checks it against the patterns of the release.
    pub validated: bool,
}

/// Every non-empty text that names an image: of EnvoyProxies, and in the controller's configuration.
pub fn image_texts<'a>(input: &Input<'a>) -> Vec<ImageText<'a>> {
    let mut texts = Vec::new();
    for site in proxy_specs(input) {
        for container in containers(site.spec) {
            let mut add = |field: &str, repository| {
                let node = container.get(field).filter(|node| node.as_str().is_some_and(|text| !text.is_empty()));
                texts.extend(node.map(|node| ImageText { node, repository, validated: site.validated }));
            };
            add("image", false);
            add("imageRepository", true);
        }
    }
    let config = input.of_kind(Kind::EnvoyGateway).map(|config| &config.root);
    for root in config {
        for path in [&["shutdownManager", "image"][..], &["rateLimitDeployment", "container", "image"][..]] {
            let node = root.at(&["provider", "kubernetes"]).and_then(|node| node.at(path));
            let node = node.filter(|node| node.as_str().is_some_and(|text| !text.is_empty()));
            texts.extend(node.map(|node| ImageText { node, repository: false, validated: false }));
        }
    }
    texts
}

/// A map of labels or annotations that ends up on created objects.
#[derive(Debug, Clone, Copy)]
pub struct LabelMap<'a> {
    /// Its entries.
    pub entries: &'a [Entry],
    /// Labels, or annotations.
    pub labels: bool,
    /// What carries them.
    pub on: &'static str,
}

/// Every map of labels or annotations: of a Gateway's infrastructure, of pods and Services.
pub fn label_maps<'a>(input: &Input<'a>) -> Vec<LabelMap<'a>> {
    let mut maps = Vec::new();
    let mut add = |node: Option<&'a Node>, on| {
        for field in ["labels", "annotations"] {
            let entries = node.and_then(|node| node.get(field)).map_or(&[][..], Node::entries);
            maps.push(LabelMap { entries, labels: field == "labels", on });
        }
    };
    for gateway in input.of_kind(Kind::Gateway) {
        add(gateway.root.at(&["spec", "infrastructure"]), "every object of the Gateway");
    }
    for site in proxy_specs(input) {
        let kubernetes = site.spec.at(&["provider", "kubernetes"]);
        for workload in WORKLOADS {
            add(kubernetes.and_then(|node| node.at(&[workload, "pod"])), "the pods");
        }
        add(kubernetes.and_then(|node| node.get("envoyService")), "the Service");
    }
    maps
}

/// True when an image text is only wrong in its digest; `digest-invalid` says so then.
pub fn wrong_in_digest(text: &str, error: &ReferenceError) -> bool {
    image::split(text).digest.is_some_and(|digest| digest.at <= error.at)
}
