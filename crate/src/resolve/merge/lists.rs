//! Lists under strategic merge: items matched by a key, and the order that the result has.

use super::strategic::{At, PATCH, merge_map, without_directives};
use super::{MergeError, Merged};
use crate::text::Str;
use crate::value::{Node, Value};

/// Plain values of both lists, each once, the old ones first.
pub(super) fn union(old: &Node, patch: &Node) -> Node {
    let mut items: Vec<Node> = Vec::new();
    for item in old.items().iter().chain(patch.items()) {
        if !items.iter().any(|seen| seen.value == item.value) {
            items.push(item.clone());
        }
    }
    Node::list(items, patch.origin.clone())
}

/// Items of `patch` merged into those of `old` with the same `key`; new ones are added.
pub(super) fn merge_by_key(old: &Node, patch: &[Node], key: &'static str, list: &Node, at: At<'_>) -> Merged {
    for item in patch {
        require_key(item, key, list, at)?;
    }
    if patch.iter().any(|item| directive(item) == Some("replace")) {
        let items = patch.iter().filter(|item| directive(item) != Some("replace")).cloned().collect();
        return Ok(Node::list(items, list.origin.clone()));
    }
    let mut merged: Vec<Node> = old.items().to_vec();
    for item in patch {
        apply_item(&mut merged, item, key, at)?;
    }
    Ok(Node::list(order(merged, patch, old.items(), key), old.origin.clone()))
}

fn require_key(item: &Node, key: &'static str, list: &Node, at: At<'_>) -> Result<(), MergeError> {
    let name = Str::from(at.parent.to_string());
    if item.as_map().is_none() {
        return Err(MergeError::MixedItems { list: name, origin: list.origin.clone() });
    }
    if item.get(key).is_none() && directive(item) != Some("replace") {
        return Err(MergeError::NoMergeKey { list: name, key, origin: item.origin.clone() });
    }
    match directive(item) {
        None | Some("replace" | "delete" | "merge") => Ok(()),
        Some(word) => Err(MergeError::UnknownDirective { word: word.to_string(), origin: item.origin.clone() }),
    }
}

fn directive(item: &Node) -> Option<&str> {
    item.get(PATCH)?.as_str()
}

fn apply_item(merged: &mut Vec<Node>, item: &Node, key: &str, at: At<'_>) -> Result<(), MergeError> {
    let found = merged.iter().position(|old| same_key(old, item, key));
    if directive(item) == Some("delete") {
        merged.retain(|old| !same_key(old, item, key));
        return Ok(());
    }
    match (found.and_then(|index| merged.get_mut(index)), &item.value) {
        (Some(old), Value::Map(map)) => *old = merge_map(old, map, at)?,
        _ => merged.push(without_directives(item, 0)?),
    }
    Ok(())
}

fn same_key(a: &Node, b: &Node, key: &str) -> bool {
    matches!((a.get(key), b.get(key)), (Some(a), Some(b)) if a.value == b.value)
}

/// The order of the result: items of the patch in the patch's order, the others in the old order; where both are
/// left, the old item comes first only if both were there before in that order. So a new item goes before old ones.
fn order(merged: Vec<Node>, patch: &[Node], old: &[Node], key: &str) -> Vec<Node> {
    let index = |list: &[Node], item: &Node| list.iter().position(|other| same_key(other, item, key));
    let (mut patched, mut others): (Vec<Node>, Vec<Node>) =
        merged.into_iter().partition(|item| index(patch, item).is_some());
    patched.sort_by_key(|item| index(patch, item));
    others.sort_by_key(|item| index(old, item));
    let (mut patched, mut others) = (patched.into_iter().peekable(), others.into_iter().peekable());
    let mut result = Vec::new();
    while let Some(next) = match (others.peek(), patched.peek()) {
        (Some(other), Some(patch)) => match (index(old, other), index(old, patch)) {
            (Some(a), Some(b)) if a < b => others.next(),
            _ => patched.next(),
        },
        (Some(_), None) => others.next(),
        (None, _) => patched.next(),
    } {
        result.push(next);
    }
    result
}
