//! See `chart_value_ignored.md`.

use super::{Findings, Input, Rule, values, violations};
use crate::diagnostic::{Group, Severity};
use crate::schema::Problem;

/// A value that the chart of the release does not have.
pub const RULE: Rule =
    Rule { id: "chart-value-ignored", group: Group::Config, severity: Severity::Warning, since: "0.1.0", check };

const IGNORED: &str = "Helm ignores it without a word.";

fn check(input: &Input<'_>, findings: &mut Findings) {
    for violation in values::of(input, true) {
        let mut words = violations::words(input, violation);
        if let Problem::Unknown { name, known, .. } = &violation.problem
            && known.is_empty()
        {
            words.message = format!("the gateway-helm chart has no value `{name}` here");
        }
        values::say(input, findings, violation, words, IGNORED, RULE.severity);
    }    for (node, why) in input.model.context.idle_values(input.release) {
        let Some(span) = node.origin.span() else { continue };
        findings.report(span, "this value of the gateway-helm chart changes nothing").help(why);
    }
}
