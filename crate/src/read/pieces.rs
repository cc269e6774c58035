//! From what was read as YAML to documents: objects by their kinds, patches, what is not looked at.

use super::charts;
use super::document::{Document, Kind};
use super::fault::{KindFault, KindProblem, kind_of};
use super::file::{FileFacts, NOTE, Role, Skipped};
use super::kind::kind_by_name;
use super::{foreign, template};
use crate::text::{Span, Str};
use crate::value::{Node, Origin};
use crate::yaml::Piece;

impl FileFacts {
    /// Keeps the comments that speak to this program; those of a text that can't be read, or is a template, can't be known
    /// to ignore nothing.
    pub(super) fn note(&mut self, piece: &Piece) {
        for comment in &piece.comments {
            if (piece.root.is_some() || !piece.is_refused(false)) && comment.slice(&self.text).contains(NOTE) {
                self.notes.push((*comment, piece.span));
            }
        }
    }

    /// Takes in a piece of the file. `several`: there are others.
    pub(super) fn piece(&mut self, piece: Piece, several: bool) {
        if template::is_template(&piece, &self.text) {
            self.template(piece.span, several.then_some(self.count), "its chart is rendered");
        } else {
            self.note(&piece);
            if piece.root.is_none() && piece.is_refused(false) {
                if self.role.is_none() && foreign::is_settings(&self.path, &self.text) {
                    let reason = "JSON that can't be read, and no apiVersion in it".to_string();
                    return self.skipped.push(Skipped { document: None, reason });
                }
                self.unread.push(piece.span);
            }
            self.problems.extend(piece.problems);
            // A null is no content, for kubectl either: what stands between two separators.
            let Some(root) = piece.root.filter(|root| !root.is_null()) else { return };
            self.document(root, piece.span);
        }
        self.count += 1;
    }

    fn document(&mut self, root: Node, span: Span) {
        let index = self.count;
        match self.role {
            Some(Role::Values) => return charts::values_file(self, root, span),
            Some(Role::Patch) => return self.patch(root, span, None),
            _ => {}
        }
        if root.str_at(&["kind"]) == Some("List") && root.str_at(&["apiVersion"]) == Some("v1") {
            for item in root.get("items").map_or(&[][..], Node::items) {
                let span = item.origin.span().unwrap_or(span);
                self.object(index, item.clone(), span);
            }
        } else {
            self.object(index, root, span);
        }
    }

    fn object(&mut self, index: usize, root: Node, span: Span) {
        if let Some(kind) = kind_by_name(&self.path, &root) {
            return self.push(index, root, span, kind);
        }
        if foreign::is_operations(&root) {
            return self.patch(root, span, None);
        }
        if let Some(values) = charts::values_in(&root).filter(|_| !foreign::is_object(&root)) {
            return self.push(index, values, span, Kind::HelmValues);
        }
        if foreign::is_foreign(&root) {
            let reason = "not a Kubernetes object, by its apiVersion, kind and metadata".to_string();
            return self.skipped.push(Skipped { document: Some(index), reason });
        }
        if root.as_map().is_none() {
            return self.kinds.push(KindProblem { span, fault: KindFault::NotAnObject(root.value.kind()) });
        }
        match kind_of(&root, span) {
            Ok(kind) => self.push(index, root, span, kind),
            Err(problem) => self.kinds.push(problem),
        }
    }

    /// A patch: a part of an object, or a list of operations on one, of which nothing can be said. `outer`: the
    /// document that holds it.
    pub(super) fn patch(&mut self, root: Node, span: Span, outer: Option<usize>) {
        let first = self.documents.len();
        match (root.as_map(), outer) {
            (Some(_), _) => self.object(self.count, root, span),
            (None, Some(_)) => {}
            (None, None) => {
                let reason = "operations of a patch: they are no object".to_string();
                self.skipped.push(Skipped { document: Some(self.count), reason });
            }
        }
        for document in self.documents.iter_mut().skip(first) {
            document.partial = true;
            document.outer = outer;
        }
    }

    pub(super) fn push(&mut self, index: usize, root: Node, span: Span, kind: Kind) {
        let text = |key| Str::from(root.str_at(&[key]).unwrap_or("").to_string());
        let name = root.str_at(&["metadata", "name"]).unwrap_or("").to_string();
        let matters = self.matters(kind, span);
        // What can select no proxy may still be referred to.
        let kind = if kind == Kind::Selecting && !matters { Kind::Related } else { kind };
        self.documents.push(Document {
            file: self.file,
            index,
            span,
            kind,
            kind_name: text("kind"),
            api_version: text("apiVersion"),
            name: Str::from(name),
            namespace: root
                .at(&["metadata", "namespace"])
                .filter(|node| node.as_str().is_some_and(|text| !text.is_empty()))
                .cloned(),
            partial: false,
            outer: None,
            root: if matters || KEPT.contains(&root.str_at(&["kind"]).unwrap_or("")) { root } else { empty(span) },
        });
    }

    /// True where the content of a document may be looked at.
    fn matters(&self, kind: Kind, span: Span) -> bool {
        let from = self.names.partition_point(|name| name.start < span.start);
        let names_one = self.names.get(from).is_some_and(|name| name.end <= span.end);
        match kind {
            Kind::Other | Kind::Related => names_one,
            // Every label that the controller sets, and by which a proxy can be known, has this word in key or value.
            Kind::Selecting => {
                names_one || ["envoy", "gateway"].iter().any(|word| span.slice(&self.text).contains(word))
            }
            _ => true,
        }
    }
}

/// Kinds of which references ask more than a name.
const KEPT: [&str; 3] = ["Service", "Backend", "ReferenceGrant"];

/// Documents that are only counted do not keep their content.
fn empty(span: Span) -> Node {
    Node::new(crate::value::Value::Null, Origin::Source(span))
}
