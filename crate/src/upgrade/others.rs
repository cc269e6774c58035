//! Documents of which only the kind is kept when files are read: policies, monitors, Services. They are read once more.

use crate::read::{Document, FileFacts};
use crate::text::{Embedding, Span, Spans};
use crate::value::Node;
use crate::yaml::{self, Text};

/// A document and what stands in it.
pub(super) type Other<'a> = (&'a Document, Node);

/// Every document of the files, with its content.
pub(super) fn all(files: &[FileFacts]) -> Vec<Other<'_>> {
    let mut all = Vec::new();
    for facts in files {
        let again = facts.documents.iter().any(|document| document.root.is_null());
        let roots = if again { roots(facts) } else { Spans::default() };
        for document in &facts.documents {
            match document.root.is_null() {
                true => all.extend(roots.get(document.span).map(|root| (document, root.clone()))),
                false => all.push((document, document.root.clone())),
            }
        }
    }
    all
}

/// The trees of a file by their places; items of a list are documents, too.
fn roots(facts: &FileFacts) -> Spans<Node> {
    let mut roots: Vec<(Span, Node)> = Vec::new();
    for piece in yaml::read(&Text::from(&*facts.text), &Embedding::file(facts.file, facts.text.len())) {
        let Some(root) = piece.root else { continue };
        for item in root.get("items").map_or(&[][..], Node::items) {
            roots.extend(item.origin.span().map(|span| (span, item.clone())));
        }
        roots.push((piece.span, root));
    }
    roots.into_iter().collect()
}
