//! See `config_value_unchecked.md`.

use super::sites::fill;
use super::{Findings, Input, Rule, configs, edits};
use crate::diagnostic::{Group, Severity};
use crate::schema::config::{Problem, Unchecked};

/// A value of the configuration that the controller takes without looking at it, and that is wrong.
pub const RULE: Rule =
    Rule { id: "config-value-unchecked", group: Group::Schema, severity: Severity::Warning, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for site in configs::sites(input).iter().filter(|site| site.is_readable(input)) {
        for unchecked in site.config(input).unchecked(input.releases) {
            report(input, findings, &unchecked);
        }
    }
}

fn report(input: &Input<'_>, findings: &mut Findings, unchecked: &Unchecked) {
    let Some(span) = unchecked.at.span() else { return };
    let (message, todo) = words(input, &unchecked.problem);
    let (severity, then) = match (unchecked.stops, &unchecked.problem) {
        (_, Problem::DeployWithoutType) => (Severity::Error, "The controller starts, and crashes as soon as it looks at a Gateway."),
        (true, _) => (Severity::Error, "The controller reads its configuration without looking at this, and stops when it comes to use it."),
        (false, _) => (Severity::Warning, "The controller takes it without a word and goes on as if it were not there."),
    };
    let near = match &unchecked.problem {
        Problem::Word { near, .. } => near.map(str::to_string),
        _ => None,
    };
    findings
        .report(span, message)
        .severity(severity)
        .help(format!("{then} {todo}"))
        .field(unchecked.field.clone())
        .fix(edits::write(input, &unchecked.at, near));
}

fn words(input: &Input<'_>, problem: &Problem) -> (String, String) {
    match problem {
        Problem::Duration(text) => (format!("`{text}` is not a duration"), "Write one like 500ms, 10s or 1h30m.".to_string()),
        Problem::Order { longer, times, than } => (
            fill("`~` has to be longer than ~`~`", &[longer, times, than]),
            "Left out, `leaseDuration` is 15s, `renewDeadline` 10s and `retryPeriod` 2s.".to_string(),
        ),
        Problem::DeployWithoutType => ("deploy has no type".to_string(), "Write `type: ControllerNamespace`, or take `deploy` out.".to_string()),
        Problem::Word { text, words, known, .. } => {
            let why = if known.is_empty() { "nothing knows this word here".to_string() } else { configs::having(input, *known) };
            (format!("`{text}` has no effect: {why}"), format!("The words are {}.", words.join(", ")))
        }
    }
}
