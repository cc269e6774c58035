//! Names that look as if the controller had made them, and how they are used.

use super::Input;
use crate::labels::namespace_name;
use crate::read::{Document, FileFacts, Kind};
use crate::text::{Span, Str};
use crate::value::{Child, Node, holds};

/// A name that looks generated, and how it is used.
pub struct Use<'a> {
    /// Where it stands; with the namespace, where that is written behind it.
    pub span: Span,
    /// The name.
    pub name: &'a str,
    /// The kind of object that it must be the name of, where that is known.
    pub kind: Option<&'a str>,
    /// The namespace that the object must be in, where that is known.
    pub namespace: Option<Str>,
    /// True for `NAME.NAMESPACE.svc`.
    pub is_host: bool,
    /// True for a name with a hash.
    pub hashed: bool,
}

/// Every use of a name that looks generated, in the order of the files.
pub fn uses<'a>(input: &Input<'a>) -> Vec<Use<'a>> {
    let mut uses = Vec::new();
    for facts in input.files {
        for span in &facts.names {
            uses.extend(read(input, facts, *span));
        }
    }
    uses
}

fn read<'a>(input: &Input<'a>, facts: &'a FileFacts, span: Span) -> Option<Use<'a>> {
    let documents = &facts.documents;
    let place = documents.partition_point(|document| document.outer.is_none() && document.span.start <= span.start);
    let document = documents.get(place.checked_sub(1)?).filter(|document| span.end <= document.span.end)?;
    let token = span.slice(&facts.text);
    let mut one = Use { span, name: token, kind: Some("Service"), namespace: None, is_host: true, hashed: true };
    if let Some((name, namespace)) = token.split_once('.') {
        (one.name, one.namespace, one.hashed) = (name, Some(Str::copied(namespace)), false);
        return Some(one);
    }
    let rest = facts.text.get(span.end as usize..)?.strip_prefix('.').unwrap_or("");
    let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'-').unwrap_or(0);
    if end > 0 && rest.get(end..)?.starts_with(".svc") {
        one.span.end += 1 + end as u32;
        one.namespace = rest.get(..end).map(Str::copied);
        return Some(one);
    }
    (one.kind, one.is_host) = (None, false);
    reference(input, document, one)
}

/// A name in a reference says what it is the name of; the name of the document itself is no use.
fn reference<'a>(input: &Input<'a>, document: &'a Document, one: Use<'a>) -> Option<Use<'a>> {
    let (mut node, mut map): (&'a Node, &'a Node) = (&document.root, &document.root);
    let (mut outer, mut key) = ("", "");
    while let Some(child) = node.child_at(one.span) {
        node = match child {
            Child::Item(_, item) => item,
            Child::Entry(entry) if holds(&entry.value.origin, one.span) => {
                (map, outer, key) = (node, key, &entry.key);
                &entry.value
            }
            Child::Entry(_) => return Some(one),
        };
    }
    if node.as_str() != Some(one.name) || key != "name" {
        return Some(one);
    }
    let kind = match (outer, map.str_at(&["kind"])) {
        ("metadata", _) => return None,
        (_, Some(kind)) => kind,
        ("scaleTargetRef", None) => "Deployment",
        _ if document.kind == Kind::Related || document.kind_name == *"Ingress" => "Service",
        _ => return Some(one),
    };
    if !KINDS.contains(&kind) {
        return Some(one);
    }
    let namespace = match map.get("namespace") {
        Some(node) => input.model.context.namespace_named(node),
        None => input.model.namespace_of(document),
    };
    let namespace = namespace.name().filter(|name| namespace_name(name).is_ok()).map(Str::copied);
    Some(Use { kind: Some(kind), namespace, ..one })
}

/// The kinds of objects that are created for a proxy.
const KINDS: [&str; 7] = [
    "ServiceAccount",
    "ConfigMap",
    "Deployment",
    "DaemonSet",
    "Service",
    "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
];
