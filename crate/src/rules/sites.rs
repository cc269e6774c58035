//! Where users write what rules look at.

use super::{Findings, Input, edits};
use crate::image::{self, ReferenceError};
use crate::read::{Document, Kind};
use crate::release::Feature;
use crate::resolve::Infra;
use crate::text::Gather as _;
use crate::value::{Entry, Node};

/// A spec of EnvoyProxy: an object's, or the default in the controller's configuration, which nobody validates.
#[derive(Debug, Clone, Copy)]
pub struct ProxySpec<'a> {
    /// The spec.
    pub spec: &'a Node,
    /// True when the API server validates it.
    pub validated: bool,
}

/// Every spec of EnvoyProxy in the files that the release reads. A list, as are the other sites: chains of closures
/// would be in the module once for each rule that goes through them.
pub fn proxy_specs<'a>(input: &Input<'a>) -> std::vec::IntoIter<ProxySpec<'a>> {
    let mut specs = Vec::new();
    for spec in input.of_kind(Kind::EnvoyProxy).filter_map(Document::spec) {
        specs.push(ProxySpec { spec, validated: true });
    }
    if input.release.has(Feature::ConfigDefaultSpec) {
        for spec in input.of_kind(Kind::EnvoyGateway).filter_map(|config| config.root.get("envoyProxy")) {
            specs.push(ProxySpec { spec, validated: false });
        }
    }
    specs.into_iter()
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
    /// The spec of EnvoyProxy that holds it.
    pub spec: Option<&'a Node>,
}

/// Every text that names an image, of EnvoyProxies and in the controller's configuration, unless a tool fills it in.
pub fn image_texts<'a>(input: &Input<'a>) -> std::vec::IntoIter<ImageText<'a>> {
    let repositories = input.release.has(Feature::ImageRepository);
    // In a release with repositories an empty text counts as left out, where it gets past the API server.
    let counts = |image: &ImageText<'_>| match repositories {
        true => image.validated || !image.text.is_empty(),
        false => !image.repository,
    };
    let mut images = Vec::new();
    for ProxySpec { spec, validated } in proxy_specs(input) {
        for container in containers(spec) {
            for text in ["image", "imageRepository"].into_iter().filter_map(|field| text(container, field)) {
                images.extend(Some(ImageText { proxy: true, validated, spec: Some(spec), ..text }).filter(counts));
            }
        }
    }
    config_images(input, &mut images);
    images.retain(|image| !input.is_placeholder_text(image.text));
    images.into_iter()
}

/// These, and those that patches and further containers of EnvoyProxies and of the rate limit service name.
pub fn all_images<'a>(input: &Input<'a>) -> Vec<ImageText<'a>> {
    let mut texts: Vec<ImageText> = image_texts(input).gather();
    for part in parts(input) {
        for container in part.containers() {
            let proxy = part.proxy && container.str_at(&["name"]) == Some("envoy");
            let text = text(container, "image").filter(|image| !input.is_placeholder_text(image.text));
            texts.extend(text.map(|text| ImageText { proxy, ..text }));
        }
    }
    texts
}

/// The images of the shutdown manager and of the rate limit service.
fn config_images<'a>(input: &Input<'a>, images: &mut Vec<ImageText<'a>>) {
    for config in input.of_kind(Kind::EnvoyGateway) {
        for part in [&["shutdownManager"][..], &["rateLimitDeployment", "container"]] {
            let container = config.root.at(&["provider", "kubernetes"]).and_then(|provider| provider.at(part));
            images.extend(container.and_then(|container| text(container, "image")));
        }
    }
}

/// The text of a field that names an image.
pub fn text<'a>(container: &'a Node, field: &str) -> Option<ImageText<'a>> {
    let entry = entry(container, field)?;
    let text = entry.value.as_str()?;
    Some(ImageText { text, entry, container, repository: field != "image", proxy: false, validated: false, spec: None })
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
pub fn label_maps<'a>(input: &Input<'a>) -> std::vec::IntoIter<LabelMap<'a>> {
    let mut maps = Vec::new();
    for gateway in input.of_kind(Kind::Gateway) {
        let node = gateway.root.at(&["spec", "infrastructure"]);
        maps_of(node, "the Gateway, or in old releases each of its objects", true, &mut maps);
    }
    for ProxySpec { spec, validated } in proxy_specs(input) {
        const PARTS: [(&[&str], &str); 3] = [
            (&["envoyDeployment", "pod"], "the Deployment of the pods"),
            (&["envoyDaemonSet", "pod"], "the DaemonSet of the pods"),
            (&["envoyService"], "the Service"),
        ];
        let kubernetes = spec.at(&["provider", "kubernetes"]);
        for (path, refused) in PARTS {
            maps_of(kubernetes.and_then(|kubernetes| kubernetes.at(path)), refused, validated, &mut maps);
        }
    }
    maps.into_iter()
}

fn maps_of<'a>(node: Option<&'a Node>, refused: &'static str, validated: bool, maps: &mut Vec<LabelMap<'a>>) {
    let Some(node) = node else { return };
    for field in ["labels", "annotations"] {
        let entries = node.get(field).map_or(&[][..], Node::entries);
        maps.push(LabelMap { entries, labels: field == "labels", refused, validated });
    }
}

/// A sentence with words in its gaps, which are written `~`. Most sentences of rules are shorter with it than as formats.
pub fn fill(sentence: &str, words: &[&str]) -> String {
    let mut words = words.iter();
    let mut parts = sentence.split('~');
    let mut text = String::from(parts.next().unwrap_or(""));
    for part in parts {
        text.push_str(words.next().unwrap_or(&""));
        text.push_str(part);
    }
    text
}

/// What counts for each proxy below `provider.kubernetes`.
pub fn kubernetes<'a>(input: &Input<'a>) -> Vec<(&'a Infra<'a>, &'a Node)> {
    let mut all = Vec::new();
    for (infra, _) in input.proxies() {
        let kubernetes = infra.effective.spec.as_ref().and_then(|spec| spec.at(&["provider", "kubernetes"]));
        all.extend(kubernetes.map(|kubernetes| (infra, kubernetes)));
    }
    all
}

/// True for documents that one cluster gets, as far as is known: the files say so, or they stand in one plain folder.
pub fn share_a_cluster(input: &Input<'_>, a: &Document, b: &Document) -> bool {
    let folder = |document: &Document| {
        let path = input.files.get(document.file.0 as usize).map_or("", |facts| &facts.path);
        path.rsplit_once('/').map_or("", |(folder, _)| folder)
    };
    let context = &input.model.context;
    context.are_together(a, b) || !context.is_kustomized(a) && !context.is_kustomized(b) && folder(a) == folder(b)
}

/// A part of a spec that an object is made of, and that can hold a patch of it.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The kind of the object.
    pub kind: &'static str,
    /// What is written about it.
    pub node: &'a Node,
    /// True for a proxy, false for the rate limit service.
    pub proxy: bool,
}

const PARTS: [(&str, &str, bool); 8] = [
    ("envoyDeployment", "Deployment", true),
    ("envoyDaemonSet", "DaemonSet", true),
    ("envoyService", "Service", true),
    ("envoyHpa", "HorizontalPodAutoscaler", true),
    ("envoyPDB", "PodDisruptionBudget", true),
    ("rateLimitDeployment", "Deployment", false),
    ("rateLimitHpa", "HorizontalPodAutoscaler", false),
    ("rateLimitPDB", "PodDisruptionBudget", false),
];

/// Everything that is written about objects: in every EnvoyProxy spec, and about the rate limit service.
pub fn parts<'a>(input: &Input<'a>) -> Vec<Part<'a>> {
    let mut all = Vec::new();
    let mut take = |root: &'a Node, of_proxy: bool| {
        let Some(kubernetes) = root.at(&["provider", "kubernetes"]) else { return };
        for (field, kind, proxy) in PARTS {
            let node = kubernetes.get(field).filter(|_| proxy == of_proxy);
            all.extend(node.map(|node| Part { kind, node, proxy }));
        }
    };
    proxy_specs(input).for_each(|site| take(site.spec, true));
    input.of_kind(Kind::EnvoyGateway).for_each(|config| take(&config.root, false));
    all
}

impl<'a> Part<'a> {
    /// What its patch puts over the object.
    pub fn patch(&self) -> Option<&'a Node> {
        self.node.at(&["patch", "value"])
    }

    /// True for what pods are made of.
    pub fn has_pods(&self) -> bool {
        matches!(self.kind, "Deployment" | "DaemonSet")
    }

    /// What its patch says of the pods.
    pub fn patched_pod(&self) -> Option<&'a Node> {
        self.patch()?.at(&["spec", "template", "spec"]).filter(|_| self.has_pods())
    }

    /// The containers that its user writes: in the patch, and those that run first.
    pub fn containers(&self) -> Vec<&'a Node> {
        let mut all = Vec::new();
        for (holder, field) in [
            (self.patched_pod(), "containers"),
            (self.patched_pod(), "initContainers"),
            (Some(self.node), "initContainers"),
        ] {
            all.extend(holder.and_then(|holder| holder.get(field)).map_or(&[][..], Node::items));
        }
        all
    }
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

/// Says that a text is no image reference, and what may be meant.
pub fn not_an_image(input: &Input<'_>, findings: &mut Findings, image: &Node, error: &ReferenceError, why: [&str; 2]) {
    let Some((text, span)) = image.as_str().zip(image.origin.span()) else { return };
    let [what, help] = why;
    findings.report(span, format!("{} is not a valid {what}: {error}", shown(text))).help(help).fix(edits::write(
        input,
        &image.origin,
        image::nearest(text),
    ));
}

/// True when an image text is only wrong in its digest; `digest-invalid` says so then.
pub fn wrong_in_digest(text: &str, error: &ReferenceError) -> bool {
    image::split(text).digest.is_some_and(|digest| digest.at <= error.at)
}
