//! See `chart_value_refused.md`.

use super::{Findings, Input, Rule, values, violations};
use crate::diagnostic::{Group, Severity};
use crate::schema::{Problem, Suggestion, Type, Violation};

/// A value with which the chart can't be installed.
pub const RULE: Rule =
    Rule { id: "chart-value-refused", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for violation in values::of(input, false) {
        let mut words = violations::words(input, violation);
        let (severity, fate) = fate(violation);
        match &violation.problem {
            Problem::Type { found: "null", .. } => {
                words.message = format!("a null takes all of `{}` away", violation.name());
                words.help = Some("Leave the key out, or give it what it needs; `{}` changes nothing.".to_string());
            }
            Problem::Type { found: "a string", .. } => words.help = None,
            Problem::Type { read: Some(reading), .. } if is_parameter(input, violation) => {
                words.help = Some(format!("Helm takes the parameter for {reading}; `forceString: true` keeps it text."));
                words.suggestion = Suggestion::None;
            }
            _ => {}
        }
        values::say(input, findings, violation, words, fate, severity);
    }
}

/// True for a text that Helm has typed.
fn is_parameter(input: &Input<'_>, violation: &Violation) -> bool {
    violation.origin.span().is_some_and(|span| input.slice(span).starts_with(['"', '\'']))
}

/// What becomes of it.
fn fate(violation: &Violation) -> (Severity, &'static str) {
    match violation.problem {
        Problem::Type { expected: Type::Group, .. } => {
            (RULE.severity, "The chart's templates look into it, and the installation fails.")
        }
        // The template takes anything but a whole number for 0, and then makes no PodDisruptionBudget.
        Problem::Type { expected: Type::Integer, found: "a string", .. }
            if violation.field.starts_with("podDisruptionBudget.") =>
        {
            (Severity::Warning, "The chart makes no PodDisruptionBudget then.")
        }
        Problem::Type { .. } if matches!(violation.name(), "enabled" | "createNamespace") => {
            (Severity::Warning, "The chart takes any text for `true`.")
        }
        _ => (RULE.severity, "What the chart makes of it is not valid, or not what is meant."),
    }
}
