//! From bytes to documents: YAML as Kubernetes' tools read it, with the place of every node.
//!
//! The text is cut at separator lines as apimachinery's `NewYAMLReader` cuts it, and each piece is read as
//! sigs.k8s.io/yaml reads it: go-yaml v2, which is YAML 1.1 with some habits of its own. What they accept is accepted,
//! what they refuse is a [`Problem`] with its place, and the JSON of a document is theirs byte for byte.

mod build;
mod cursor;
mod embedded;
mod encoding;
mod gather;
mod json;
mod json_text;
mod kubectl;
mod number;
mod parser;
mod piece;
mod problem;
mod quick;
mod quote;
mod scan;
mod split;
mod timestamp;
mod token;
mod typing;
mod words;

pub use embedded::{Embedded, embedded};
pub use encoding::Text;
pub use json::{reading, to_json};
pub use json_text::json_end;
pub use kubectl::{JsonFirst, Then, json_first};
pub use piece::{MAX_HEIGHT, Piece};
pub use problem::{Problem, ProblemKind, Syntax};
pub use quote::quote;
pub use typing::Tag;

use crate::text::{Embedding, Gather as _};
use piece::Reader;

/// Reads every document of a text.
pub fn read(text: &Text, embedding: &Embedding) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Reader::new(text, embedding).pieces().map(piece::Tree::bounded).gather();
    note_kubectl(text, embedding, &mut pieces);
    pieces
}

/// Says where kubectl reads the text otherwise.
fn note_kubectl(text: &Text, embedding: &Embedding, pieces: &mut [Piece]) {
    if let Some(problem) = kubectl::difference(&text.text, embedding, pieces) {
        let last = pieces.iter_mut().rev().find(|piece| piece.span.start <= problem.span.start);
        last.into_iter().for_each(|piece| piece.problems.push(problem.clone()));
    }
}

/// Reads a text as one document: separator lines do not cut it, and what follows the first document is ignored.
pub fn read_one(text: &Text, embedding: &Embedding) -> Piece {
    Reader::new(text, embedding).whole().bounded()
}

/// Reads every document of a text, and gives the JSON of each that is not refused (duplicate keys apart), however deep
/// it is.
pub fn read_json(text: &Text, embedding: &Embedding) -> Vec<(Piece, Option<String>)> {
    let (mut pieces, json): (Vec<Piece>, Vec<Option<String>>) =
        Reader::new(text, embedding).pieces().map(piece::Tree::with_json).unzip();
    note_kubectl(text, embedding, &mut pieces);
    pieces.into_iter().zip(json).gather()
}

/// Reads a text as one document, and gives its JSON.
pub fn read_one_json(text: &Text, embedding: &Embedding) -> (Piece, Option<String>) {
    Reader::new(text, embedding).whole().with_json()
}

#[cfg(test)]
mod tests;
