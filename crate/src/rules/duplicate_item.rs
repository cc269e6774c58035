//! See `duplicate_item.md`.

use super::violations::{Sort, report};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// An item that is in its list already.
pub const RULE: Rule =
    Rule { id: "duplicate-item", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    report(input, findings, Sort::Duplicate);
}
