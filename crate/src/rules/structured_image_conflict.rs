//! See `structured_image_conflict.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// Forms of the structured dialect that contradict one another, or give no image reference.
pub const RULE: Rule =
    Rule { id: "structured-image-conflict", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for (_, rendering) in input.proxies() {
        for problem in rendering.image.iter().flat_map(|decision| &decision.problems) {
            let Some(span) = problem.origin.span() else { continue };
            findings
                .report(span, problem.message.clone())
                .help("Of the structured forms one names the repository, and tag and digest are each given once.");
        }
    }
}
