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

/// Shows the images that a policy is about, one after the other.
pub fn images(
    input: &Input<'_>,
    findings: &mut Findings,
    policy: &str,
    look: fn(&Input<'_>, &mut Findings, &Image<'_>),
) {
    let Some(team) = input.team else { return };
    let mut show = |text: &str, span: Option<Span>, secrets| {
        let Some((span, policy)) = span.and_then(|span| Some((span, team.policy(span.file, policy)?))) else { return };
        if let Ok(reference) = Reference::parse_normalized(text.to_string()) {
            look(input, findings, &Image { reference, span, policy, secrets });
        }
    };
    let mut all = Vec::new();
    for (infra, object) in objects(input) {
        all.push((object, place(input, infra)));
    }
    let limited = input.resolved.config.root().and_then(|root| root.get("rateLimit"));
    for object in input.rate_limit().map_or(&[][..], |rendering| &rendering.objects) {
        all.push((object, limited.and_then(|limited| limited.head().span())));
    }
    for (object, place) in all {
        let Some(pod) = object.pod() else { continue };
        let secrets = pod.get("imagePullSecrets").map_or(&[][..], Node::items);
        for list in ["initContainers", "containers"] {
            for container in pod.get(list).map_or(&[][..], Node::items) {
                let Some(image) = container.get("image").filter(|image| !input.is_placeholder(image)) else { continue };
                let span = image.origin.span().or(place);
                show(image.as_str().unwrap_or(""), span, Some(secrets));
            }
        }
    }
    // What nobody uses yet.
    for container in sites::parts(input).iter().flat_map(|part| part.containers()) {
        let image = container.get("image").filter(|image| !input.is_placeholder(image));
        let Some(text) = image.and_then(Node::as_str) else { continue };
        show(text, image.and_then(|image| image.origin.span()), None);
    }
    let used = decisions::used(input);
    for image in sites::image_texts(input) {
        if image.spec.and_then(|spec| spec.origin.span()).is_some_and(|span| used.has(span)) {
            continue;
        }
        let mut text = image.text.to_string();
        if image.repository {
            text.push(':');
            text.push_str(input.release.images.envoy_tag());
        }
        show(&text, image.entry.value.origin.span(), None);
    }
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

/// The labels of an object, or those of the pods that it makes.
pub fn labels(object: &Object, pods: bool) -> &[Entry] {
    let node = if pods { object.node.at(&["spec", "template"]) } else { Some(&object.node) };
    node.and_then(|node| node.at(&["metadata", "labels"])).map_or(&[][..], Node::entries)
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
