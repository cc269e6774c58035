//! Documents of which only the kind is kept when files are read: policies, monitors, Services. They are read once more.

use crate::read::{Document, FileFacts};
use crate::text::{Embedding, Index, Key};
use crate::value::Node;
use crate::yaml::{self, Text};

/// A document and what stands in it.
pub(super) type Other<'a> = (&'a Document, Node);

/// Every document of the files, with its content.
pub(super) fn all(files: &[FileFacts]) -> Vec<Other<'_>> {
    let mut all = Vec::new();
    for facts in files {
        let again = facts.documents.iter().any(|document| document.root.is_null());
        let roots = if again { roots(facts) } else { Vec::new() };
        let mut places = Index::default();
        for (place, (start, _)) in roots.iter().enumerate() {
            places.place(Key::Number(i64::from(*start)), place);
        }
        for document in &facts.documents {
            let place = places.get(&Key::Number(i64::from(document.span.start)));
            let root = place.and_then(|place| roots.get(place)).map(|(_, root)| root);
            let root = if document.root.is_null() { root } else { Some(&document.root) };
            all.extend(root.map(|root| (document, root.clone())));
        }
    }
    all
}

/// The trees of a file by where they begin; items of a list are documents, too.
fn roots(facts: &FileFacts) -> Vec<(u32, Node)> {
    let mut roots = Vec::new();
    for piece in yaml::read(&Text::from(&*facts.text), &Embedding::file(facts.file, facts.text.len())) {
        let Some(root) = piece.root else { continue };
        for item in root.get("items").map_or(&[][..], Node::items) {
            roots.extend(item.origin.span().map(|span| (span.start, item.clone())));
        }
        roots.push((piece.span.start, root));
    }
    roots
}
