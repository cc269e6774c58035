//! What the user wrote that makes a field wrong.

use crate::schema::path::Step;
use crate::text::{Gather as _, Span};
use crate::value::{Entry, Node};

/// The values that are to blame, where they are written. Where they are built in or missing: what a patch took out
/// there, else the nearest thing that a patch says or that the user wrote around them.
pub(super) fn spans(object: &Node, patch: Option<&Node>, steps: &[Step<'_>], nodes: &[Option<&Node>]) -> Vec<Span> {
    let mut spans: Vec<Span> = nodes.iter().flatten().filter_map(|node| written(node)).gather();
    if spans.is_empty() {
        let near = around(object, steps);
        let said = patch.and_then(|patch| patched(object, patch, steps));
        let nearest = match (near, said) {
            (Some((depth, near)), Some((other, said))) => Some(if depth > other { near } else { said }),
            (near, said) => near.or(said).map(|(_, span)| span),
        };
        spans.extend(nearest);
    }
    spans
}

fn written(node: &Node) -> Option<Span> {
    let span = node.origin.span()?;
    Some(node.head().span().filter(|_| node.as_map().is_some()).unwrap_or(span))
}

/// The deepest value on the way to a field that the user wrote, and how deep it is.
fn around(object: &Node, steps: &[Step<'_>]) -> Option<(usize, Span)> {
    let (mut node, mut found) = (object, None);
    for (depth, step) in steps.iter().enumerate() {
        let mut span = None;
        match step {
            Step::Key(key) => {
                let Some(entry) = entry(node, key) else { break };
                node = &entry.value;
                span = entry.key_origin.span();
            }
            Step::Index(at) => {
                let Some(item) = node.items().get(*at) else { break };
                node = item;
            }
        }
        found = written(node).or(span).map(|span| (depth, span)).or(found);
    }
    found
}

fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    node.as_map()?.entry(key)
}

/// The last key on the way to a field that a patch has, and how deep it is: as deep as can be where it takes something
/// out. Items of lists are known by their names.
fn patched(object: &Node, patch: &Node, steps: &[Step<'_>]) -> Option<(usize, Span)> {
    let (mut node, mut patch, mut found) = (Some(object), patch, None);
    for (depth, step) in steps.iter().enumerate() {
        match step {
            Step::Key(key) => {
                let Some(entry) = entry(patch, key) else {
                    // A list of volumes that takes the place of another is felt at the mounts of containers.
                    let volumes = self::entry(patch, "volumes").and_then(|entry| entry.key_origin.span());
                    found = volumes.map(|span| (depth, span)).or(found);
                    break;
                };
                let depth = if entry.value.is_null() { usize::MAX } else { depth };
                found = entry.key_origin.span().map(|span| (depth, span)).or(found);
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
    found
}
