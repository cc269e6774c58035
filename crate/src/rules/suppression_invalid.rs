//! See `suppression_invalid.md`.

use super::settle::can_be_silenced;
use super::{ALL, Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::text::nearest_of;

/// A comment that is to ignore findings and names no rule that it can, or no reason.
pub const RULE: Rule =
    Rule { id: "suppression-invalid", group: Group::Policy, severity: Severity::Warning, since: "0.1.0", check };

const FORM: &str = "Write `# gatelint-ignore RULE: reason`.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for ignore in input.ignores {
        let (rule, span) = (ignore.rule, ignore.span);
        if rule.is_empty() {
            findings.report(span, "this comment is to ignore a finding and names no rule").help(FORM);
        } else if !ALL.iter().any(|known| known.id == rule) {
            let near = nearest_of(rule, ALL.iter().map(|known| known.id));
            let help = near.map_or("`gatelint rules` lists them.".to_string(), |near| format!("Did you mean {near}?"));
            findings.report(span, format!("there is no rule `{rule}` to ignore")).help(help);
        } else if !can_be_silenced(rule) {
            let help = "Where a file can't be read, nothing else can be said of it.";
            findings.report(span, format!("`{rule}` can't be ignored")).help(help);
        } else if !ignore.reason {
            findings.report(span, format!("this comment ignores `{rule}` and does not say why")).help(FORM);
        }
    }
}
