//! What the policies of a team look at: images that run, labels that objects carry.

use super::{Findings, Input, decisions, sites};
use crate::image::Reference;
use crate::render::{Object, Rendering};
use crate::resolve::Infra;
use crate::text::Span;
use crate::value::{Entry, Node};

/// An image that runs, or would if a Gateway used what names it.
pub struct Image<'a> {
    /// The image.
    pub reference: Reference,
    /// Where it is written, or else the Gateway.
    pub span: Span,
    /// What the team says of images there.
    pub policy: &'a Node,
    /// The names of the secrets of its pods; none where there are no pods.
    pub secrets: Option<&'a [Node]>,
}

/// The images that a policy is about.
pub fn images<'a>(input: &Input<'a>, policy: &str) -> Vec<Image<'a>> {
    let mut images = Vec::new();
    let Some(team) = input.team else { return images };
    let mut add = |text: &str, span: Option<Span>, secrets| {
        let policy = span.and_then(|span| team.policy(span.file, policy));
        let reference = Reference::parse_normalized(text.to_string()).ok();
        if let (Some(span), Some(policy), Some(reference)) = (span, policy, reference) {
            images.push(Image { reference, span, policy, secrets });
        }
    };
    for (infra, rendering) in input.proxies() {
        for pod in rendering.objects.iter().filter_map(|object| object.node.at(&["spec", "template", "spec"])) {
            let secrets = pod.get("imagePullSecrets").map_or(&[][..], Node::items);
            for list in ["initContainers", "containers"] {
                for image in pod.get(list).map_or(&[][..], Node::items).iter().filter_map(|one| one.get("image")) {
                    let text = image.as_str().filter(|text| !input.is_placeholder_text(text)).unwrap_or("");
                    add(text, image.origin.span().or_else(|| place(input, infra)), Some(secrets));
                }
            }
        }
    }
    let used = decisions::used(input);
    for image in sites::image_texts(input) {
        if image.spec.and_then(|spec| spec.origin.span()).is_some_and(|span| used.has(span)) {
            continue;
        }
        let tag = if image.repository { [":", input.release.images.envoy_tag()].concat() } else { String::new() };
        add(&[image.text, &tag].concat(), image.entry.value.origin.span(), None);
    }
    images
}

/// Says that a policy of the team, which stands at `policy`, objects to the bytes of `span`.
pub fn say(findings: &mut Findings, span: Span, message: String, help: &str, policy: &Node) {
    findings.report(span, message).help(help).related(policy.origin.span(), "the team wants it so");
}

/// The place of what is created: the name of its Gateway.
pub fn place(input: &Input<'_>, infra: &Infra<'_>) -> Option<Span> {
    let gateway = input.resolved.gateways.get(*infra.gateways.first()?)?;
    gateway.object.document.name_origin().span()
}

/// The labels of an object, and those of its pods where it makes any.
pub fn labels(object: &Object) -> [&[Entry]; 2] {
    let paths: [&[&str]; 2] = [&["metadata", "labels"], &["spec", "template", "metadata", "labels"]];
    paths.map(|path| object.node.at(path).map_or(&[][..], Node::entries))
}

/// The created objects, each with what it is created for.
pub fn objects<'a>(input: &Input<'a>) -> Vec<(&'a Infra<'a>, &'a Object)> {
    let mut all = Vec::new();
    if input.team.is_some() {
        for (infra, Rendering { objects, .. }) in input.proxies() {
            all.extend(objects.iter().map(|object| (infra, object)));
        }
    }
    all
}
