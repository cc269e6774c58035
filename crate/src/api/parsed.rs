//! `parseYaml`.

use super::response::Diagnostic;
use crate::api::json::object;

object! {
    /// What Kubernetes' tools read of a text.
    #[derive(Debug)]
    pub struct ParsedYaml {
        /// The documents that have content and are not refused.
        pub documents: Vec<ParsedDocument>,
        /// What is wrong with the text.
        pub diagnostics: Vec<Diagnostic>,
    }
}

object! {
    /// A document.
    #[derive(Debug)]
    pub struct ParsedDocument {
        /// Its JSON text, so that numbers keep their digits.
        pub json: String,
    }
}
