//! Names that look as if the controller had made them, and how they are used.

use super::Input;
use crate::read::{Document, FileFacts, Kind};
use crate::text::{Span, Str};
use crate::value::{Child, holds};

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

/// The use of the name at a place.
pub fn read<'a>(input: &Input<'a>, facts: &'a FileFacts, span: Span) -> Option<Use<'a>> {
    let document = *facts.around(span).first()?;
    let text: &'a str = &facts.text;
    let mut one =
        Use { span, name: span.slice(text), kind: Some("Service"), namespace: None, is_host: true, hashed: true };
    if let Some((name, namespace)) = one.name.split_once('.') {
        (one.name, one.namespace, one.hashed) = (name, Some(Str::copied(namespace)), false);
        return Some(one);
    }
    let rest = text.get(span.end as usize..)?.strip_prefix('.').unwrap_or("");
    let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'-').unwrap_or(0);
    let (namespace, rest) = rest.split_at_checked(end)?;
    if rest.starts_with(".svc") {
        one.span.end += 1 + end as u32;
        one.namespace = Some(Str::copied(namespace));
        return Some(one);
    }
    (one.kind, one.is_host) = (None, false);
    refer(input, document, &mut one).then_some(one)
}

/// A name in a reference says what it is the name of; false for the name of the document itself, which is no use.
fn refer<'a>(input: &Input<'a>, document: &'a Document, one: &mut Use<'a>) -> bool {
    let (mut node, mut map) = (&document.root, &document.root);
    let (mut outer, mut key) = ("", "");
    while let Some(child) = node.child_at(one.span) {
        node = match child {
            Child::Item(_, item) => item,
            Child::Entry(entry) if holds(&entry.value.origin, one.span) => {
                (map, outer, key) = (node, key, &entry.key);
                &entry.value
            }
            Child::Entry(_) => return true,
        };
    }
    if key != "name" || node.as_str() != Some(one.name) {
        return true;
    }
    let default = match outer {
        "metadata" => return false,
        "scaleTargetRef" => Some("Deployment"),
        _ if document.kind == Kind::Related || document.kind_name == *"Ingress" => Some("Service"),
        _ => None,
    };
    one.kind = map.str_at(&["kind"]).or(default).filter(|kind| KINDS.contains(kind));
    if one.kind.is_some() {
        let namespace = match map.get("namespace") {
            Some(node) => input.model.context.namespace_named(node),
            None => input.model.namespace_of(document),
        };
        one.namespace = namespace.name().map(Str::copied);
    }
    true
}

/// The kinds of objects of a proxy that others refer to.
const KINDS: [&str; 3] = ["Service", "Deployment", "DaemonSet"];
