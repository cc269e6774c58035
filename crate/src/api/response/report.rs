//! What `check` answers, and what other answers share with it.

use crate::diagnostic::{Group, Severity};
use crate::text::Position;
use serde::Serialize;

/// A range in a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// The file.
    pub path: String,
    /// The range.
    pub range: Range,
}

/// From a position to one after the last character.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Range {
    /// The first character.
    pub start: Position,
    /// After the last character.
    pub end: Position,
}

/// A replacement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// The file.
    pub path: String,
    /// What goes.
    pub range: Range,
    /// What comes.
    pub new_text: String,
}

/// Edits that mend a finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// True when nothing that was meant can change.
    pub safe: bool,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// Another place that matters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Related {
    /// The file.
    pub path: String,
    /// The range.
    pub range: Range,
    /// Why it matters.
    pub message: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static str,
    /// Who objects.
    pub group: Group,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub path: String,
    /// The range.
    pub range: Range,
    /// What is wrong.
    pub message: String,
    /// Why it matters and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The field, as the API server spells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Every other field that the API server would name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// The object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// The targets that it holds for, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub releases: Option<Vec<String>>,
    /// Other places.
    pub related: Vec<Related>,
    /// Fixes, the best first.
    pub fixes: Vec<Fix>,
    /// Where its rule is explained.
    pub docs: String,
}

/// Something that was not looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Skipped {
    /// The file.
    pub path: String,
    /// Which document of it, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<usize>,
    /// Why.
    pub reason: String,
}

/// Something that was found out rather than given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inferred {
    /// What it is: target, namespace, mode, config, values.
    pub what: &'static str,
    /// Its value.
    pub value: String,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Place>,
    /// What else is to be said: that a range was resolved, that other files say otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The answer to `check`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The releases that were looked at.
    pub targets: Vec<String>,
    /// How many files.
    pub files: usize,
    /// How many documents.
    pub documents: usize,
    /// What was not looked at.
    pub skipped: Vec<Skipped>,
    /// What was found out.
    pub inferred: Vec<Inferred>,
    /// How many findings comments and the baseline keep back.
    #[serde(skip_serializing_if = "is_none")]
    pub suppressed: usize,
    /// The text of a baseline of these findings, where one is to be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// The findings, by place.
    pub diagnostics: Vec<Diagnostic>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_none(count: &usize) -> bool {
    *count == 0
}
