//! See `value_out_of_range.md`.

use super::violations::{Sort, report};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Group, Severity};

/// A value that is too small, too large or too long, or a list or map with too much in it.
pub const RULE: Rule =
    Rule { id: "value-out-of-range", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    report(input, findings, Sort::Amount);
}
