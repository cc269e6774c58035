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
    let written = input.slice(span);
    let scalar = !matches!(entry.value.value, Value::List(_) | Value::Map(_));
    let fix = entry.value.origin.editable().filter(|_| scalar);
    let what = if map.labels { "label" } else { "annotation" };
    let said = findings.report(span, format!("the {what} `{}` is {} here, and only text will do", entry.key, entry.value.value.kind()));
    let said = match scalar {
        true => said.help(format!("YAML reads {written} as {}; the API server refuses the object. Put it in quotes.", entry.value.value.kind())),
        false => said.help("The API server refuses the object. Write one text, in quotes."),
    };
    said.fix(fix.map(|span| Fix::replace("put it in quotes", true, span, format!("\"{written}\""))));
}
