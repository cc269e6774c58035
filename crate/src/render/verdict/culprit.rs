//! What the user wrote that makes a field wrong.

use crate::schema::path::Step;
use crate::text::Span;
use crate::value::{Entry, Node};

/// The values that are to blame, where they are written. Where they are built in or missing: what a patch took out
/// there, else the nearest thing around them that the user wrote, else the nearest thing that a patch says.
pub(super) fn spans(
    object: &Node,
    patch: Option<&Node>,
    steps: &[Step<'_>],
    nodes: &[Option<&Node>],
) -> Vec<Span> {
    let mut spans: Vec<Span> = nodes.iter().flatten().filter_map(|node| written(node)).collect();
    if spans.is_empty() {
        let (removed, near) = patch.map_or((None, None), |patch| patched(object, patch, steps));
        spans.extend(removed.or_else(|| around(object, steps)).or(near));
    }
    spans
}

fn written(node: &Node) -> Option<Span> {
    let span = node.origin.span()?;
    Some(node.head().span().filter(|_| node.as_map().is_some()).unwrap_or(span))
}

/// The deepest value on the way to a field that the user wrote.
fn around(object: &Node, steps: &[Step<'_>]) -> Option<Span> {
    let (mut node, mut found) = (object, None);
    for step in steps {
        match step {
            Step::Key(key) => {
                let Some(entry) = entry(node, key) else { break };
                node = &entry.value;
                found = written(node).or(entry.key_origin.span()).or(found);
            }
            Step::Index(at) => {
                let Some(item) = node.items().get(*at) else { break };
                node = item;
                found = written(node).or(found);
            }
        }
    }
    found
}

fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    node.as_map()?.entry(key)
}

/// The key by which a patch takes something out on the way to a field, and the last key on the way that it has. Items
/// of lists are known by their names.
fn patched(object: &Node, patch: &Node, steps: &[Step<'_>]) -> (Option<Span>, Option<Span>) {
    let (mut node, mut patch, mut found) = (Some(object), patch, None);
    for step in steps {
        match step {
            Step::Key(key) => {
                let Some(entry) = entry(patch, key) else { break };
                found = entry.key_origin.span().or(found);
                if entry.value.is_null() {
                    return (found, found);
                }
                patch = &entry.value;
                node = node.and_then(|node| node.get(key));
            }
            Step::Index(at) => {
                node = node.and_then(|node| node.items().get(*at));
                let name = node.and_then(|node| node.str_at(&["name"]));
                let Some(item) = patch.items().iter().find(|item| item.str_at(&["name"]) == name) else { break };
                patch = item;
            }
        }
    }
    (None, found)
}
