//! Lists under strategic merge: items matched by a key, and the order that the result has.

use super::strategic::{At, PATCH, merge_map, without_directives};
use super::{MergeError, Merged};
use crate::text::{Gather as _, Index as Places, Key, Str, sort};
use crate::value::{Node, Value};

/// Plain values of both lists, each once, the old ones first.
pub(super) fn union(old: &Node, patch: &Node) -> Node {
    let mut seen = Places::default();
    let both = old.items().iter().chain(patch.items()).enumerate();
    let is_new = |(at, item): &(usize, &Node)| id(item).is_none_or(|id| seen.place(id, *at) == *at);
    let items = both.filter(is_new).map(|(_, item)| item.clone()).gather();
    Node::list(items, patch.origin.clone())
}

/// Items of `patch` merged into those of `old` with the same `key`; new ones are added.
pub(super) fn merge_by_key(old: &Node, patch: &[Node], key: &'static str, list: &Node, at: At<'_>) -> Merged {
    patch.iter().try_for_each(|item| require_key(item, key, list, at))?;
    if patch.iter().any(|item| directive(item) == Some("replace")) {
        let items = patch.iter().filter(|item| directive(item) != Some("replace")).cloned().gather();
        return Ok(Node::list(items, list.origin.clone()));
    }
    let mut merged: Vec<Option<Node>> = old.items().iter().cloned().map(Some).gather();
    let mut index = Index::new(old.items(), key);
    for item in patch {
        apply_item(&mut merged, &mut index, item, at)?;
    }
    let merged = merged.into_iter().flatten().gather();
    Ok(Node::list(order(merged, &Index::new(patch, key), &Index::new(old.items(), key)), old.origin.clone()))
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

fn apply_item(merged: &mut Vec<Option<Node>>, index: &mut Index, item: &Node, at: At<'_>) -> Result<(), MergeError> {
    let found = index.of(item).and_then(|at| merged.get_mut(at));
    match (found, &item.value) {
        (Some(old), _) if directive(item) == Some("delete") => *old = None,
        (None, _) if directive(item) == Some("delete") => {}
        (Some(Some(old)), Value::Map(map)) => *old = merge_map(old, map, at)?,
        _ => {
            index.add(item, merged.len());
            merged.push(Some(without_directives(item, 0)?));
        }
    }
    Ok(())
}

/// The order of the result: items of the patch in the patch's order, the others in the old order; where both are
/// left, the old item comes first only if both were there before in that order. So a new item goes before old ones.
fn order(merged: Vec<Node>, patch: &Index, old: &Index) -> Vec<Node> {
    let (mut patched, mut others): (Vec<Node>, Vec<Node>) =
        merged.into_iter().partition(|item| patch.of(item).is_some());
    sort(&mut patched, |a, b| patch.of(a).cmp(&patch.of(b)));
    sort(&mut others, |a, b| old.of(a).cmp(&old.of(b)));
    let (mut patched, mut others) = (patched.into_iter().peekable(), others.into_iter().peekable());
    let mut result = Vec::new();
    while let Some(next) = match (others.peek(), patched.peek()) {
        (Some(other), Some(patch)) => match (old.of(other), old.of(patch)) {
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

/// Where the items of a list stand, by the value of their key; the first of several.
struct Index {
    key: &'static str,
    places: Places<'static>,
}

impl Index {
    fn new(items: &[Node], key: &'static str) -> Self {
        let mut index = Index { key, places: Places::default() };
        items.iter().enumerate().for_each(|(at, item)| index.add(item, at));
        index
    }

    fn add(&mut self, item: &Node, at: usize) {
        if let Some(id) = item.get(self.key).and_then(id) {
            self.places.place(id, at);
        }
    }

    fn of(&self, item: &Node) -> Option<usize> {
        self.places.get(&id(item.get(self.key)?)?)
    }
}

/// A plain value that can be compared.
fn id(node: &Node) -> Option<Key<'static>> {
    match &node.value {
        Value::String(text) => Some(Key::Shared(text.clone())),
        Value::Int(number) => Some(Key::Number(*number)),
        Value::Bool(value) => Some(Key::Bool(*value)),
        _ => None,
    }
}
