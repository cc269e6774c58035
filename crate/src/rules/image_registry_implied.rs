//! See `image_registry_implied.md`.

use super::advice::{Advice, images};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};

/// An image that names no registry.
pub const RULE: Rule =
    Rule { id: "image-registry-implied", group: Group::Image, severity: Severity::Info, since: "0.1.0", check };

const HELP: &str = "Docker Hub limits how much is pulled, and a mirror or a policy that goes by the registry does not see \
    this one. Write the registry out.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for found in images(input).iter().filter(|found| found.advice == Advice::NoRegistry) {
        findings
            .report(found.span, format!("no registry is named, so this is pulled as `{}`", found.reference.normalized()))
            .help(HELP)
            .fix(edits::write(input, &found.image.entry.value.origin, Some(found.reference.normalized())));
    }
}
