//! See `missing_field.md`.

use super::violations::{Sort, report};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// A field that has to be there and is not.
pub const RULE: Rule =
    Rule { id: "missing-field", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    report(input, findings, Sort::Missing);
}
