//! See `label_value_invalid.md`.

use super::sites::{self, LabelMap};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::labels::{label_value, nearest};
use crate::value::Entry;

/// A label's value that is none.
pub const RULE: Rule =
    Rule { id: "label-value-invalid", group: Group::Labels, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for map in sites::label_maps(input).filter(|map| map.labels) {
        map.entries.iter().for_each(|entry| look(input, findings, &map, entry));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, map: &LabelMap<'_>, entry: &Entry) {
    let Some(value) = entry.value.as_str().filter(|_| !input.is_placeholder(&entry.value)) else { return };
    let Some((error, span)) = label_value(value).err().zip(entry.value.origin.span()) else { return };
    let better = nearest(value, label_value);
    findings
        .report(span, format!("{} is not a valid value of the label {}: {error}", sites::shown(value), entry.key))
        .help(format!("Because of it the API server refuses {}. An annotation takes any text.", map.refused))
        .fix(edits::write(input, &entry.value.origin, better));
}
