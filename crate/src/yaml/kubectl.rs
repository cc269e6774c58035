//! Where kubectl reads a text otherwise than the controller: it tries text that begins with `{` as JSON first.
//!
//! The source is apimachinery's `YAMLOrJSONDecoder`: JSON values one after the other, without separators, and passed on
//! as they stand; where that fails after at most one value, the rest is read as YAML documents.

use super::json_text::{NoValue, json_value};
use super::{Piece, Problem, ProblemKind, Text, read_one};
use crate::text::Embedding;

/// How many bytes kubectl looks at to find the `{`.
const PEEKED: usize = 4096;

/// How kubectl reads a text that begins with `{`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonFirst {
    /// The JSON values, by their bytes.
    pub values: Vec<(usize, usize)>,
    /// What comes after them.
    pub then: Then,
}

/// What kubectl does after the JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing is left.
    End,
    /// It reads the rest as YAML, from this byte on.
    Yaml(usize),
    /// It refuses the rest, which begins at this byte.
    Refuse(usize),
}

/// How kubectl reads a text; none where it is read as YAML from the start, as the controller does.
pub fn json_first(text: &str) -> Option<JsonFirst> {
    let head = text.as_bytes().get(..PEEKED).unwrap_or(text.as_bytes());
    let blank = text.len() - text.trim_start().len();
    if head.get(blank) != Some(&b'{') {
        return None;
    }
    let mut values: Vec<(usize, usize)> = Vec::new();
    let then = loop {
        let from = values.last().map_or(0, |value| value.1);
        match json_value(text.as_bytes(), from) {
            Ok(value) => values.push(value),
            Err(NoValue::End) => break Then::End,
            Err(NoValue::Broken) if values.len() > 1 => break Then::Refuse(from),
            Err(NoValue::Broken) => break yaml_from(text, from).map_or(Then::Refuse(from), Then::Yaml),
        }
    };
    Some(JsonFirst { values, then })
}

/// Where YAML begins after JSON: behind the space there, up to a line feed. kubectl looks at four bytes at a time and
/// gives up where fewer are left.
fn yaml_from(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    for (at, character) in rest.char_indices() {
        if rest.len() - at < 4 || character == char::REPLACEMENT_CHARACTER {
            return None;
        }
        if !character.is_whitespace() {
            return Some(from + at);
        }
        if character == '\n' {
            return Some(from + at + 1);
        }
    }
    None
}

/// The first place where kubectl reads something else than the pieces that were read of the text.
pub(super) fn difference(text: &str, embedding: &Embedding, pieces: &[Piece]) -> Option<Problem> {
    let json = json_first(text)?;
    let problem = |kind, start: usize, end: usize| {
        Some(Problem { kind, span: embedding.span(start as u32, end as u32), related: None })
    };
    let holds = |at: usize| {
        let at = embedding.outer(at as u32);
        pieces.iter().position(|piece| (piece.span.start..piece.span.end).contains(&at))
    };
    match json.values.as_slice() {
        [first, second, ..] if holds(first.0) == holds(second.0) => {
            return problem(ProblemKind::JsonStream, second.0, second.1);
        }
        _ => {}
    }
    if let Some((start, end)) = json.values.first() {
        let refused = holds(*start).and_then(|piece| pieces.get(piece)).filter(|piece| piece.is_refused(false));
        if refused.is_some() {
            return problem(ProblemKind::JsonOnly, *start, *end);
        }
    }
    match json.then {
        Then::End => None,
        Then::Refuse(at) => problem(ProblemKind::NotJson, at, text.len()),
        Then::Yaml(at) => {
            let last = json.values.last()?;
            let piece = holds(last.0).and_then(|piece| pieces.get(piece))?;
            let end = embedding.inner(piece.span.end)? as usize;
            let rest = Text::from(text.get(at..end)?);
            let rest = read_one(&rest, &Embedding::file(embedding.file_id(), rest.text.len()));
            (rest.root.is_some() || rest.is_refused(false)).then(|| problem(ProblemKind::JsonStream, at, end))?
        }
    }
}
