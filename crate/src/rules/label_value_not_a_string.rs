//! See `label_value_not_a_string.md`.

use super::sites::{self, LabelMap};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::value::{Entry, Value};
use crate::yaml;

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
    let reading = yaml::reading(&entry.value).zip(edits::bare(input, span));
    match reading {
        Some((reading, written)) => said
            .help(format!(
                "YAML reads {written} as {}, and the API server refuses the object. Put it in quotes.",
                if reading.ends_with(written) { kind } else { &reading }
            ))
            .fix(edits::quote(input, &entry.value.origin)),
        None => said.help("It takes one text, so the API server refuses the object."),
    };
}
