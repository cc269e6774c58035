//! From a document to its kind, or to what is wrong with its `apiVersion` and `kind`.

use super::charts;
use super::document::Kind;
use super::kind::{Known, known};
use crate::text::{Span, Str};
use crate::value::Node;

/// A document whose kind is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindProblem {
    /// Where: the word that is wrong, or the document that lacks it.
    pub span: Span,
    /// What is wrong.
    pub fault: KindFault,
}

/// What is wrong with `apiVersion` and `kind`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KindFault {
    /// The document is a list or a plain value.
    NotAnObject(&'static str),
    /// There is no such field, or it is empty.
    Missing(&'static str),
    /// The field is not a string.
    NotAString(&'static str),
    /// The group has no such kind.
    NoSuchKind {
        /// The group.
        group: &'static str,
        /// What was written.
        kind: Str,
    },
    /// The group has this kind, in other versions.
    OtherVersion {
        /// The `apiVersion` that is right.
        right: String,
        /// The kind.
        kind: Str,
    },
    /// One of the kinds, under another group.
    OtherGroup {
        /// The `apiVersion` that is right.
        right: &'static str,
        /// The kind.
        kind: Str,
    },
}

/// What a document is.
///
/// # Errors
/// `apiVersion` or `kind` is missing or not one that there is.
pub(super) fn kind_of(root: &Node, span: Span) -> Result<Kind, KindProblem> {
    let api_version = word(root, "apiVersion", span)?;
    let kind = word(root, "kind", span)?;
    let text = |node: &Node| Str::from(node.as_str().unwrap_or("").to_string());
    let at = |node: &Node, fault| Err(KindProblem { span: node.origin.span().unwrap_or(span), fault });
    match known(&text(api_version), &text(kind)) {
        Known::Kind(Kind::Other) if charts::runs_controller(root) => Ok(Kind::Controller),
        Known::Kind(kind) => Ok(kind),
        Known::NoSuchKind(group) => at(kind, KindFault::NoSuchKind { group, kind: text(kind) }),
        Known::OtherGroup(right) => at(api_version, KindFault::OtherGroup { right, kind: text(kind) }),
        Known::OtherVersion(versions) => {
            let group = text(api_version);
            let group = group.split_once('/').map_or("", |(group, _)| group);
            let right = format!("{group}/{}", versions.first().unwrap_or(&""));
            at(api_version, KindFault::OtherVersion { right, kind: text(kind) })
        }
    }
}

fn word<'n>(root: &'n Node, key: &'static str, span: Span) -> Result<&'n Node, KindProblem> {
    match root.get(key) {
        Some(node) if node.as_str().is_some_and(|text| !text.is_empty()) => Ok(node),
        Some(node) if node.as_str().is_none() => {
            Err(KindProblem { span: node.origin.span().unwrap_or(span), fault: KindFault::NotAString(key) })
        }
        _ => Err(KindProblem { span: first_line(root, span), fault: KindFault::Missing(key) }),
    }
}

/// The first key of the object: a place that a message about something missing can point at.
fn first_line(root: &Node, span: Span) -> Span {
    root.entries().first().and_then(|entry| entry.key_origin.span()).unwrap_or(span)
}
