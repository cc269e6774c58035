//! See `label_value_not_a_string.md`.

use super::sites::{self, LabelMap};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::value::{Entry, Value};

/// A label or annotation that YAML reads as a boolean or number.
pub const RULE: Rule =
    Rule { id: "label-value-not-a-string", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    // What the controller reads itself, `config-refused` tells.
    for map in sites::label_maps(input).filter(|map| map.validated) {
        map.entries.iter().for_each(|entry| look(input, findings, &map, entry));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, map: &LabelMap<'_>, entry: &Entry) {
    let kind = match entry.value.value {
        Value::String(_) | Value::Null => return,
        ref value => value.kind(),
    };
    let Some(span) = entry.value.origin.span() else { return };
    let what = if map.labels { "label" } else { "annotation" };
    let said = findings.report(span, format!("the {what} `{}` is {kind} here, and only text will do", entry.key));
    match scalar(input, entry) {
        Some(written) => said
            .help(format!("YAML reads {written} as {kind}, and the API server refuses the object. Put it in quotes."))
            .fix(edits::quote(input, &entry.value.origin)),
        None => said.help("It takes one text, so the API server refuses the object."),
    };
}

/// The value as it is written, where quotes make a text of it.
fn scalar<'a>(input: &Input<'a>, entry: &Entry) -> Option<&'a str> {
    let is_scalar = !matches!(entry.value.value, Value::List(_) | Value::Map(_));
    edits::bare(input, entry.value.origin.span().filter(|_| is_scalar)?)
}
