//! See `image_and_repository_set.md`.

use super::sites::{containers, entry, proxy_specs};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::release::Feature;
use crate::value::Node;

/// One container with both `image` and `imageRepository`.
pub const RULE: Rule =
    Rule { id: "image-and-repository-set", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "The API server refuses the object. Keep imageRepository to follow the release's own Envoy, or image \
    to pin one.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    if !input.release.has(Feature::ImageRepository) {
        return;
    }
    for site in proxy_specs(input).filter(|site| site.validated) {
        containers(site.spec).for_each(|container| look(input, findings, container));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, container: &Node) {
    let both = entry(container, "image").zip(entry(container, "imageRepository"));
    let Some((image, repository)) = both else { return };
    let Some(span) = image.key_origin.span() else { return };
    findings
        .report(span, "`image` and `imageRepository` are both set, and only one may be")
        .help(HELP)
        .related(repository.key_origin.span(), "the other one")
        .fix(edits::remove(input, container, image, "remove image, and follow the release's Envoy"))
        .fix(edits::remove(input, container, repository, "remove imageRepository, and pin the image"));
}
