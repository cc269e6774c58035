//! What `check` answers, and what other answers share with it.

use crate::api::json::object;
use crate::diagnostic::{Group, Severity};
use crate::text::Position;

object! {
    /// A range in a file.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Place {
        /// The file.
        pub path: String,
        /// The range.
        pub range: Range,
    }
}

object! {
    /// From a position to one after the last character.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Range {
        /// The first character.
        pub start: Position,
        /// After the last character.
        pub end: Position,
    }
}

object! {
    /// A replacement.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Edit {
        /// The file.
        pub path: String,
        /// What goes.
        pub range: Range,
        /// What comes.
        pub new_text: String,
    }
}

object! {
    /// Edits that mend a finding.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Fix {
        /// What it does.
        pub title: String,
        /// True when nothing that was meant can change.
        pub safe: bool,
        /// The edits.
        pub edits: Vec<Edit>,
    }
}

object! {
    /// Another place that matters.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Related {
        /// The file.
        pub path: String,
        /// The range.
        pub range: Range,
        /// Why it matters.
        pub message: String,
    }
}

object! {
    /// A finding.
    #[derive(Debug, Clone, PartialEq)]
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
        pub help: Option<String>,
        /// The field, as the API server spells it.
        pub field: Option<String>,
        /// Every other field that the API server would name.
        pub covers: Option<Vec<String>>,
        /// The object.
        pub object: Option<String>,
        /// The targets that it holds for, when there are several.
        pub releases: Option<Vec<String>>,
        /// Other places.
        pub related: Vec<Related>,
        /// Fixes, the best first.
        pub fixes: Vec<Fix>,
        /// Where its rule is explained.
        pub docs: String,
    }
}

object! {
    /// Something that was not looked at.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Skipped {
        /// The file.
        pub path: String,
        /// Which document of it, from 0.
        pub document: Option<usize>,
        /// Why.
        pub reason: String,
    }
}

object! {
    /// Something that was found out rather than given.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Inferred {
        /// What it is: target, namespace, mode, config, values.
        pub what: &'static str,
        /// Its value.
        pub value: String,
        /// Where it stands.
        pub from: Option<Place>,
        /// What else is to be said: that a range was resolved, that other files say otherwise.
        pub note: Option<String>,
    }
}

object! {
    /// The answer to `check`.
    #[derive(Debug, Clone, PartialEq)]
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
        pub suppressed: Option<usize>,
        /// The text of a baseline of these findings, where one is to be made.
        pub baseline: Option<String>,
        /// The findings, by place.
        pub diagnostics: Vec<Diagnostic>,
    }
}
