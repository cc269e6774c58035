//! See `inconsistent_fields.md`.

use super::violations::{Sort, report};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// Fields that do not go together.
pub const RULE: Rule =
    Rule { id: "inconsistent-fields", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    report(input, findings, Sort::Relation);
}
