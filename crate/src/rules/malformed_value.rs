//! See `malformed_value.md`.

use super::violations::{Sort, report};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// A text or number that is not of the form that its field takes.
pub const RULE: Rule =
    Rule { id: "malformed-value", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    report(input, findings, Sort::Form);
}
