//! Where users write what rules look at.

use super::Input;
use crate::image::{self, ReferenceError};
use crate::read::{Document, Kind};
use crate::release::Feature;
use crate::value::{Entry, Node};

/// A spec of EnvoyProxy: an object's, or the default in the controller's configuration, which nobody validates.
#[derive(Debug, Clone, Copy)]
pub struct ProxySpec<'a> {
    /// The spec.
    pub spec: &'a Node,
    /// True when the API server validates it.
    pub validated: bool,
}

/// Every spec of EnvoyProxy in the files that the release reads.
pub fn proxy_specs<'a>(input: &Input<'a>) -> impl Iterator<Item = ProxySpec<'a>> {
    let objects = input.of_kind(Kind::EnvoyProxy).filter_map(Document::spec);
    let reads_default = input.release.has(Feature::ConfigDefaultSpec);
    let configs = input.of_kind(Kind::EnvoyGateway).filter(move |_| reads_default);
    let defaults = configs.filter_map(|config| config.root.get("envoyProxy"));
    let object = objects.map(|spec| ProxySpec { spec, validated: true });
    object.chain(defaults.map(|spec| ProxySpec { spec, validated: false }))
}

/// The two workloads of an EnvoyProxy.
pub const WORKLOADS: [&str; 2] = ["envoyDeployment", "envoyDaemonSet"];

/// The `container` of each workload of a spec.
pub fn containers(spec: &Node) -> impl Iterator<Item = &Node> {
    WORKLOADS.into_iter().filter_map(|workload| spec.at(&["provider", "kubernetes", workload, "container"]))
}

/// The entry of a map, where it has a value.
pub fn entry<'a>(map: &'a Node, key: &str) -> Option<&'a Entry> {
    map.as_map()?.entry(key).filter(|entry| !entry.value.is_null())
}

/// A text that names an image.
#[derive(Debug, Clone, Copy)]
pub struct ImageText<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it stands.
    pub entry: &'a Entry,
    /// The map that holds it.
    pub container: &'a Node,
    /// True for `imageRepository`, to which the release's tag is appended.
    pub repository: bool,
    /// True for the proxy's own image, which can also be given as a repository.
    pub proxy: bool,
    /// True when the API server checks it against the patterns of the release.
    pub validated: bool,
}

/// Every text that names an image, of EnvoyProxies and in the controller's configuration, unless a tool fills it in.
pub fn image_texts<'a>(input: &Input<'a>) -> impl Iterator<Item = ImageText<'a>> {
    let container = |site: ProxySpec<'a>| containers(site.spec).map(move |container| (container, site.validated));
    let proxies = proxy_specs(input).flat_map(container).flat_map(|(container, validated)| {
        let text = move |field| Some(ImageText { proxy: true, validated, ..text(container, field)? });
        ["image", "imageRepository"].into_iter().filter_map(text)
    });
    let repositories = input.release.has(Feature::ImageRepository);
    // In a release with repositories an empty text counts as left out, where it gets past the API server.
    let counts = move |image: &ImageText<'_>| match repositories {
        true => image.validated || !image.text.is_empty(),
        false => !image.repository,
    };
    proxies.filter(counts).chain(config_images(input)).filter(|image| !input.is_placeholder_text(image.text))
}

/// The images of the shutdown manager and of the rate limit service.
fn config_images<'a>(input: &Input<'a>) -> impl Iterator<Item = ImageText<'a>> {
    let providers = input.of_kind(Kind::EnvoyGateway).filter_map(|config| config.root.at(&["provider", "kubernetes"]));
    let parts = [&["shutdownManager"][..], &["rateLimitDeployment", "container"]];
    providers.flat_map(move |provider| parts.into_iter().filter_map(|path| text(provider.at(path)?, "image")))
}

fn text<'a>(container: &'a Node, field: &str) -> Option<ImageText<'a>> {
    let entry = entry(container, field)?;
    let text = entry.value.as_str()?;
    Some(ImageText { text, entry, container, repository: field != "image", proxy: false, validated: false })
}

/// A map of labels or annotations that ends up on created objects.
#[derive(Debug, Clone, Copy)]
pub struct LabelMap<'a> {
    /// Its entries.
    pub entries: &'a [Entry],
    /// Labels, or annotations.
    pub labels: bool,
    /// What the API server refuses for a wrong one.
    pub refused: &'static str,
    /// True when the API server reads it, and refuses a value that is no text; else the controller does.
    pub validated: bool,
}

/// Every map of labels or annotations: of a Gateway's infrastructure, of pods and Services.
pub fn label_maps<'a>(input: &Input<'a>) -> impl Iterator<Item = LabelMap<'a>> {
    let infrastructures =
        input.of_kind(Kind::Gateway).filter_map(|gateway| gateway.root.at(&["spec", "infrastructure"]));
    let gateways =
        infrastructures.flat_map(|node| maps_of(node, "the Gateway, or in old releases each of its objects", true));
    gateways.chain(proxy_specs(input).flat_map(|site| maps_of_proxy(site)))
}

fn maps_of_proxy<'a>(site: ProxySpec<'a>) -> impl Iterator<Item = LabelMap<'a>> {
    const PARTS: [(&[&str], &str); 3] = [
        (&["envoyDeployment", "pod"], "the Deployment of the pods"),
        (&["envoyDaemonSet", "pod"], "the DaemonSet of the pods"),
        (&["envoyService"], "the Service"),
    ];
    let kubernetes = site.spec.at(&["provider", "kubernetes"]);
    let node = move |(path, refused): (&'static [&str], _)| Some((kubernetes?.at(path)?, refused));
    PARTS.into_iter().filter_map(node).flat_map(move |(node, refused)| maps_of(node, refused, site.validated))
}

fn maps_of<'a>(node: &'a Node, refused: &'static str, validated: bool) -> impl Iterator<Item = LabelMap<'a>> {
    ["labels", "annotations"].into_iter().map(move |field| {
        let entries = node.get(field).map_or(&[][..], Node::entries);
        LabelMap { entries, labels: field == "labels", refused, validated }
    })
}

/// A text as a message shows it: in backquotes, on one line.
pub fn shown(text: &str) -> String {
    if text.is_empty() {
        return "an empty text".to_string();
    }
    let mut shown = String::from("`");
    for c in text.chars() {
        match c.is_control() {
            true => shown.extend(c.escape_default()),
            false => shown.push(c),
        }
    }
    shown + "`"
}

/// True when an image text is only wrong in its digest; `digest-invalid` says so then.
pub fn wrong_in_digest(text: &str, error: &ReferenceError) -> bool {
    image::split(text).digest.is_some_and(|digest| digest.at <= error.at)
}
