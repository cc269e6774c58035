//! A text that is the controller's configuration, as a file or in a ConfigMap.
//!
//! The controller reads it in its own way: only the first document counts, of equal keys the last one, and a text that
//! begins with `{` must be JSON.

use super::document::{Document, Kind};
use super::file::FileFacts;
use super::template;
use crate::text::{Embedding, Span};
use crate::value::Node;
use crate::yaml::{self, Piece, Problem, ProblemKind, Text};

/// A text that is the controller's configuration.
#[derive(Debug, Clone)]
pub struct ConfigText {
    /// Where it stands.
    pub span: Span,
    /// What is wrong with it as YAML.
    pub problems: Vec<Problem>,
    /// Its document, by its place among those of the file; none where the text can't be read or is empty.
    pub document: Option<usize>,
    /// True when it is read as JSON.
    pub is_json: bool,
    /// Where it stops being JSON, where it must be.
    pub broken_json: Option<Span>,
    /// What follows its first document, from the separator on: it is not read.
    pub rest: Option<Span>,
}

impl ConfigText {
    /// What a text is, and its tree; `piece` is all of it, read as one document.
    pub(super) fn new(piece: Piece, text: &Text, embedding: &Embedding) -> (ConfigText, Option<Node>) {
        let is_json = text.utf16.is_none() && text.text.trim_start().starts_with('{');
        let broken = if is_json { yaml::json_end(&text.text) } else { None };
        let span = |start: usize, end: usize| embedding.span(start as u32, end as u32);
        let rest = rest(text, embedding, piece.root.as_ref());
        let config = ConfigText {
            span: piece.span,
            problems: piece.problems,
            document: None,
            is_json,
            broken_json: broken.map(|at| span(at, at + 1)),
            rest: rest.filter(|_| !is_json),
        };
        (config, piece.root)
    }
}

impl FileFacts {
    /// Reads a text as the controller's configuration; `push` takes its document in.
    pub(super) fn config(&mut self, text: &Text, embedding: &Embedding, push: impl FnOnce(&mut Self, Node, Span)) {
        let piece = yaml::read_one(text, embedding);
        if template::is_template(&piece, &self.text) {
            return self.template(piece.span, None, "its chart is rendered");
        }
        self.note(&piece);
        if piece.root.is_none() && piece.is_refused(false) {
            self.unread.push(piece.span);
        }
        let (mut config, root) = ConfigText::new(piece, text, embedding);
        if config.problems.iter().any(|problem| problem.kind == ProblemKind::Deep) {
            return self.problems.append(&mut config.problems);
        }
        let root = root.filter(|root| !root.is_null());
        config.document = root.as_ref().map(|_| self.documents.len());
        if let Some(root) = root {
            push(self, root, config.span);
        }
        self.configs.push(config);
    }

    /// A file whose only document is the configuration is read as such.
    pub(super) fn only_config(&mut self, text: &Text, embedding: &Embedding) {
        if let ([Document { kind: Kind::EnvoyGateway, .. }], 1) = (&self.documents[..], self.count) {
            self.documents.clear();
            self.problems.clear();
            self.notes.clear();
            self.config_file(text, embedding);
        }
    }

    pub(super) fn config_file(&mut self, text: &Text, embedding: &Embedding) {
        self.config(text, embedding, |facts, root, span| facts.push(0, root, span, Kind::EnvoyGateway));
        for document in self.documents.iter_mut().filter(|document| document.kind_name.is_empty()) {
            document.kind_name = "EnvoyGateway".into();
        }
    }
}

/// The byte of the text behind a tree that was read from it.
fn content_end(embedding: &Embedding, root: Option<&Node>) -> usize {
    let last = root.and_then(|root| root.origin.span()).and_then(|span| embedding.inner(span.end.checked_sub(1)?));
    last.map_or(0, |last| last as usize + 1)
}

/// What has content behind the first document of a text, from the separator on.
pub(super) fn rest(text: &Text, embedding: &Embedding, root: Option<&Node>) -> Option<Span> {
    let start = rest_of(&text.text, content_end(embedding, root))?;
    Some(embedding.span(start as u32, text.text.trim_end().len() as u32))
}

/// Where a document begins that has content, after the one that ends at byte `from`.
fn rest_of(text: &str, from: usize) -> Option<usize> {
    let line_end = text.get(from..)?.find('\n')? + 1;
    let (mut at, mut separator) = (from + line_end, None);
    for line in text.get(at..)?.split_inclusive('\n') {
        let marker = line.strip_prefix("---").or_else(|| line.strip_prefix("..."));
        let content = marker.unwrap_or(line).trim();
        separator = separator.or(marker.map(|_| at));
        if !content.is_empty() && !content.starts_with('#') {
            return separator;
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn read(text: &str) -> (ConfigText, Option<Node>) {
        let (text, embedding) = (Text::from(text), Embedding::file(FileId(0), text.len()));
        ConfigText::new(yaml::read_one(&text, &embedding), &text, &embedding)
    }

    #[test]
    fn what_follows_the_first_document() {
        for (text, wanted) in [
            ("a: 1\n---\nb: 2\n", Some("---\nb: 2")),
            ("a: 1 # one\n# two\n...\nb: 2\n", Some("...\nb: 2")),
            ("a: |\n  x\n\n---\n# nothing\n---\nb: [\n", Some("---\n# nothing\n---\nb: [")),
            ("a: 1\n--- {b: 2}\n", Some("--- {b: 2}")),
            ("---\na: 1\n---\n", None),
            ("a: 1\n", None),
            ("a: 1", None),
        ] {
            assert_eq!(read(text).0.rest.map(|span| span.slice(text)), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_text_in_braces_must_be_json() {
        for (text, wanted) in [
            ("{\"a\": 1}\n", None),
            (" {\"a\": [1, {\"b\": null}]}", None),
            ("{a: 1}\n", Some("a")),
            ("{\"a\": 1,\n \"b\": 2,}\n", Some("}")),
            ("{\"a\": 1}\n---\n{}\n", Some("-")),
            ("a: {b: 1}\n", None),
        ] {
            assert_eq!(read(text).0.broken_json.map(|span| span.slice(text)), wanted, "{text:?}");
        }
    }
}
