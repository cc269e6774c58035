//! `parseYaml`.

use super::response::Diagnostic;
use serde::Serialize;

/// What Kubernetes' tools read of a text.
#[derive(Debug, Serialize)]
pub struct ParsedYaml {
    /// The documents that have content and are not refused.
    pub documents: Vec<ParsedDocument>,
    /// What is wrong with the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A document.
#[derive(Debug, Serialize)]
pub struct ParsedDocument {
    /// Its JSON text, so that numbers keep their digits.
    pub json: String,
}
