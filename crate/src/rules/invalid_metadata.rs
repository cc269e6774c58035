//! See `invalid_metadata.md`.

use super::violations::{Sort, report};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// Metadata that no object can have.
pub const RULE: Rule =
    Rule { id: "invalid-metadata", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    report(input, findings, Sort::Metadata);
}
