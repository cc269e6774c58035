//! See `label_value_not_a_string.md`.

use super::sites::{self, LabelMap};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Fix, Group, Severity};
use crate::value::{Entry, Value};

/// A label or annotation that YAML reads as a boolean or number.
pub const RULE: Rule =
    Rule { id: "label-value-not-a-string", group: Group::Schema, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for map in sites::label_maps(input) {
        map.entries.iter().for_each(|entry| look(input, findings, &map, entry));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, map: &LabelMap<'_>, entry: &Entry) {
    if matches!(entry.value.value, Value::String(_) | Value::Null) {
        return;
    }
    let Some(span) = entry.value.origin.span() else { return };
    let what = if map.labels { "label" } else { "annotation" };
    let kind = entry.value.value.kind();
    let scalar = !matches!(entry.value.value, Value::List(_) | Value::Map(_));
    let written = Some(input.slice(span)).filter(|_| scalar);
    let help = match written {
        Some(written) => format!("YAML reads {written} as {kind}, and {}. Put it in quotes.", map.reader),
        None => format!("It takes one text, so {}.", map.reader),
    };
    let quoted = entry.value.origin.editable().zip(written);
    findings
        .report(span, format!("the {what} `{}` is {kind} here, and only text will do", entry.key))
        .help(help)
        .fix(quoted.map(|(span, written)| Fix::replace("put it in quotes", true, span, format!("\"{written}\""))));
}
