//! See `baseline_stale.md`.

use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::Kind;
use crate::value::Node;

/// An entry of the baseline whose finding is gone.
pub const RULE: Rule =
    Rule { id: "baseline-stale", group: Group::Policy, severity: Severity::Info, since: "0.1.0", check };

/// Says it of every entry; those that are still found are taken out again, once all rules have spoken.
fn check(input: &Input<'_>, findings: &mut Findings) {
    for document in input.of_kind(Kind::Baseline) {
        for entry in document.root.get("findings").map_or(&[][..], Node::items) {
            let Some(span) = entry.origin.span() else { continue };
            findings
                .report(span, "what this entry stands for is no longer there, or not as often")
                .help("Write the baseline anew, so that it does not hide the finding when it comes back.");
        }
    }
}
