//! See `image_mutable_tag.md`.

use super::image_rejected_by_release::rejected;
use super::{Findings, Input, Rule, sites};
use crate::context::Dialect;
use crate::diagnostic::{Group, Severity};
use crate::image::{self, Moving, Reference};
use crate::render::{ENVOY, SHUTDOWN_MANAGER};
use crate::value::Node;

/// An image whose tag will point to another image one day.
pub const RULE: Rule =
    Rule { id: "image-mutable-tag", group: Group::Image, severity: Severity::Warning, since: "0.1.0", check };

const HELP: &str = "Each node keeps the image that it pulled first, so proxies of one Gateway can run different ones. \
    Name a full version, or a digest.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for image in sites::all_images(input) {
        if image.repository || rejected(input, &image) {
            continue;
        }
        let Ok(reference) = Reference::parse_normalized(image.text.to_string()) else { continue };
        let tag = reference.tag().filter(|_| reference.digest().is_none());
        // How others count the versions of their images is not known.
        let name = image.container.str_at(&["name"]).unwrap_or(ENVOY);
        let is_own = [ENVOY, SHUTDOWN_MANAGER, "envoy-ratelimit"].contains(&name);
        let tag = tag.filter(|tag| is_own || image::moving(Some(tag)) == Some(Moving::Channel));
        tag.into_iter().for_each(|tag| look(findings, tag, &image.entry.value));
    }
    if input.settings.dialect == Dialect::Structured {
        let containers = sites::proxy_specs(input).flat_map(|site| sites::containers(site.spec));
        containers.for_each(|container| structured(input, findings, container));
    }
}

fn look(findings: &mut Findings, tag: &str, node: &Node) {
    let Some((moving, span)) = image::moving(Some(tag)).zip(node.origin.span()) else { return };
    findings.report(span, format!("`{tag}` does not pin an image: {moving}")).help(HELP);
}

/// The tags that the structured forms give by themselves; a digest beside them pins.
fn structured(input: &Input<'_>, findings: &mut Findings, container: &Node) {
    if container.at(&["imageSpec", "digest"]).is_some() {
        return;
    }
    for node in [&["tag"][..], &["imageSpec", "tag"]].into_iter().filter_map(|path| container.at(path)) {
        let tag = node.as_str().filter(|tag| !tag.is_empty() && !input.is_placeholder_text(tag));
        tag.into_iter().for_each(|tag| look(findings, tag, node));
    }
}
