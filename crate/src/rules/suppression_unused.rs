//! See `suppression_unused.md`.

use super::settle::can_be_silenced;
use super::{ALL, Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// A comment that ignores a finding that is not there.
pub const RULE: Rule =
    Rule { id: "suppression-unused", group: Group::Policy, severity: Severity::Warning, since: "0.1.0", check };

/// Says it of every comment; those that ignored something are taken out again, once all rules have spoken.
fn check(input: &Input<'_>, findings: &mut Findings) {
    for ignore in input.ignores.iter().filter(|ignore| can_be_silenced(ignore.rule)) {
        if ALL.iter().any(|rule| rule.id == ignore.rule) {
            let (place, help) = match ignore.document {
                true => ("this document", "It is for the YAML document that it stands in, from `---` on. "),
                false => ("its line", ""),
            };
            findings
                .report(ignore.span, format!("this comment ignores `{}`, which says nothing of {place}", ignore.rule))
                .help([help, "Take the name out: it would hide the next finding of this kind."].concat());
        }
    }
}
