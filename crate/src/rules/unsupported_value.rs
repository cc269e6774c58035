//! See `unsupported_value.md`.

use super::violations::{Sort, report};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// A value that is not one of those that the field takes.
pub const RULE: Rule =
    Rule { id: "unsupported-value", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    report(input, findings, Sort::Choice);
}
