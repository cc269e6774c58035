//! See `label_key_invalid.md`.

use super::sites::{self, LabelMap};
use super::{Findings, Input, Rule, edits};
use crate::diagnostic::{Group, Severity};
use crate::labels::{annotation_key, label_key, nearest};
use crate::value::Entry;

/// A key of a label or annotation that is none.
pub const RULE: Rule =
    Rule { id: "label-key-invalid", group: Group::Labels, severity: Severity::Error, since: "0.1.0", check };

fn check(input: &Input<'_>, findings: &mut Findings) {
    for map in sites::label_maps(input) {
        map.entries.iter().for_each(|entry| look(input, findings, &map, entry));
    }
}

fn look(input: &Input<'_>, findings: &mut Findings, map: &LabelMap<'_>, entry: &Entry) {
    let check = if map.labels { label_key } else { annotation_key };
    let what = if map.labels { "label key" } else { "annotation key" };
    let Err(error) = check(&entry.key) else { return };
    let Some(span) = entry.key_origin.span().filter(|_| !input.is_placeholder_text(&entry.key)) else { return };
    findings
        .report(span, format!("{} is not a valid {what}: {error}", sites::shown(&entry.key)))
        .help(format!("Because of it the API server refuses {}.", map.refused))
        .fix(edits::write(input, &entry.key_origin, nearest(&entry.key, check)));
}
