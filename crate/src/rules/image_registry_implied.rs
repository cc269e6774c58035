//! See `image_registry_implied.md`.

use super::advice::{Advice, images};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::image::Reference;

/// An image that names no registry.
pub const RULE: Rule =
    Rule { id: "image-registry-implied", group: Group::Image, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "Docker Hub limits how much is pulled, and mirrors and policies that go by the registry see none here. \
    Write it out.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (image, span) in images(input, Advice::NoRegistry) {
        let whole = Reference::parse_normalized(image.text.to_string()).ok().map(|reference| reference.normalized());
        let fix = edits::write(input, &image.entry.value.origin, whole);
        findings.report(span, "no registry is named, so this comes from docker.io").help(HELP).fix(fix);
    }
}
