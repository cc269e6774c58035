//! See `suppression_invalid.md`.

use super::settle::can_be_silenced;
use super::{ALL, Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};
use crate::read::NOTE;
use crate::text::nearest_of;

/// A comment that is to ignore findings and names no rule that it can, or no reason.
pub const RULE: Rule =
    Rule { id: "suppression-invalid", group: Group::Policy, severity: Severity::Warning, since: "0.1.0", check };

const FORM: &str = "Write `# gatelint-ignore RULE: reason`.";
const OTHERS: &str = "It ignores nothing. `# gatelint-ignore RULE: reason` is for its line or the next one, `# gatelint-ignore-document RULE: reason` for the document that it stands in.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for ignore in input.ignores {
        let rule = ignore.rule;
        let (wrong, help) = if rule.is_empty() {
            ("this comment is to ignore a finding and names no rule", FORM.to_string())
        } else if rule.starts_with(NOTE) {
            ("there is no comment of this name", OTHERS.to_string())
        } else if !ALL.iter().any(|known| known.id == rule) {
            let near = nearest_of(rule, ALL.iter().map(|known| known.id));
            let help = near.map_or("`gatelint rules` lists them.".to_string(), |near| ["Did you mean ", near, "?"].concat());
            ("there is no rule of this name to ignore", help)
        } else if !can_be_silenced(rule) {
            ("this rule can't be ignored", "Where a file can't be read, nothing else can be said of it.".to_string())
        } else if !ignore.reason {
            ("this comment ignores the rule and does not say why", FORM.to_string())
        } else {
            continue;
        };
        findings.report(ignore.span, wrong).help(help);
    }
}
