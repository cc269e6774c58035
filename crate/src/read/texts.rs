//! A text that is only looked at as YAML, whatever its documents are.

use super::file::FileFacts;
use crate::text::{Embedding, FileId, Str};
use crate::yaml::{self, Text};

/// How the text is named.
const NAME: &str = "input.yaml";

/// What is wrong with a text as YAML, and the JSON of each document that is not refused. `strict`: a key that stands
/// twice is a reason to refuse.
pub fn read_texts(bytes: &[u8], strict: bool) -> (FileFacts, Vec<String>) {
    let text = Text::decode(bytes);
    let whole = Embedding::file(FileId(0), text.text.len());
    let mut facts = FileFacts::empty(FileId(0), Str::from(NAME), &text, None);
    let mut documents = Vec::new();
    for (piece, json) in yaml::read_json(&text, &whole) {
        documents.extend(json.filter(|_| !piece.is_refused(strict)));
        facts.problems.extend(piece.problems);
    }
    (facts, documents)
}
