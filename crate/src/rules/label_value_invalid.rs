//! See `label_value_invalid.md`.

use super::sites::{self, LabelMap};
use super::{Findings, Input, Rule};
use crate::diagnostic::{Fix, Group, Severity};
use crate::labels::{label_value, nearest};
use crate::value::Entry;
use crate::yaml;

/// A label's value that is none.
pub const RULE: Rule =
    Rule { id: "label-value-invalid", group: Group::Labels, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for map in sites::label_maps(input).iter().filter(|map| map.labels) {
        map.entries.iter().for_each(|entry| look(input, findings, map, entry));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, map: &LabelMap<'_>, entry: &Entry) {
    let Some(value) = entry.value.as_str().filter(|_| !input.is_placeholder(&entry.value)) else { return };
    let Err(error) = label_value(value) else { return };
    let Some(span) = entry.value.origin.span() else { return };
    let fix = nearest(value, label_value).zip(entry.value.origin.editable());
    findings
        .report(span, format!("`{value}` is not a valid value of the label {}: {error}", entry.key))
        .help(format!("It is put on {}, which the API server then refuses. What is no label's value can be an annotation's.", map.on))
        .fix(fix.map(|(better, span)| Fix::replace(format!("write {better}"), false, span, yaml::quote(&better))));
}
