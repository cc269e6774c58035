//! See `structured_image_conflict.md`.

use super::decisions::choices;
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};

/// Forms of the structured dialect that contradict one another, or give no image reference.
pub const RULE: Rule =
    Rule { id: "structured-image-conflict", group: Group::Image, severity: Severity::Error, since: "0.1.0", check };

const HELP: &str = "Only one of the forms names the repository, and tag and digest are each given once. Keep the ones \
    that are meant.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for choice in choices(input) {
        for problem in &choice.decision.problems {
            let Some(span) = problem.origin.span() else { continue };
            let (help, fix) = match problem.is_bare {
                true => ("YAML does not read it as text.", edits::quote(input, &problem.origin)),
                false => (HELP, None),
            };
            findings.report(span, problem.message.clone()).help(help).fix(fix);
        }
    }
}
