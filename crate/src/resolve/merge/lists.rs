//! Lists under strategic merge: items matched by a key, and the order that the result has.

use super::strategic::{At, PATCH, merge_map, unknown_directive};
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
    let plain: Vec<Node> = patch.iter().filter(|item| item.get(PATCH).is_none()).cloned().gather();
    if patch.iter().any(|item| directive(item) == Some("replace")) {
        return Ok(Node::list(plain, list.origin.clone()));
    }
    let mut deleted = Index { key, places: Places::default() };
    patch.iter().filter(|item| directive(item) == Some("delete")).for_each(|item| deleted.add(item, 0));
    let mut merged: Vec<Node> = old.items().iter().filter(|item| deleted.of(item).is_none()).cloned().gather();
    let mut index = Index::new(&merged, key);
    for item in &plain {
        match (index.of(item).and_then(|at| merged.get_mut(at)), &item.value) {
            (Some(old), Value::Map(map)) => *old = merge_map(old, map, at)?,
            _ => {
                index.add(item, merged.len());
                merged.push(item.clone());
            }
        }
    }
    Ok(Node::list(order(merged, &Index::new(&plain, key), &Index::new(old.items(), key)), old.origin.clone()))
}

fn require_key(item: &Node, key: &'static str, list: &Node, at: At<'_>) -> Result<(), MergeError> {
    let name = Str::from(at.parent.to_string());
    if item.as_map().is_none() {
        return Err(MergeError::MixedItems { list: name, origin: list.origin.clone() });
    }
    let has_key = item.as_map().is_some_and(|map| map.get(key).is_some());
    if !has_key && directive(item) != Some("replace") {
        return Err(MergeError::NoMergeKey { list: name, key, origin: item.origin.clone() });
    }
    match item.get(PATCH) {
        Some(directive) if !matches!(directive.as_str(), Some("replace" | "delete")) => {
            Err(unknown_directive(directive))
        }
        _ => Ok(()),
    }
}

fn directive(item: &Node) -> Option<&str> {
    item.get(PATCH)?.as_str()
}

fn same(a: Option<&Node>, b: Option<&Node>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.value == b.value)
}

/// The list without the plain values of another.
pub(super) fn without(list: &Node, gone: &[Node]) -> Node {
    let gone = Index::new(gone, "");
    Node::list(list.items().iter().filter(|item| gone.of(item).is_none()).cloned().gather(), list.origin.clone())
}

/// The items of a patch must stand in the order that it asks for, each of them.
pub(super) fn require_order(patch: &[Node], order: &[Node], key: &str, directive: &Node) -> Result<(), MergeError> {
    let is_free = order.is_empty();
    let mut order = order.iter();
    let part = |node: &'_ Node| if key.is_empty() { Some(node.clone()) } else { node.get(key).cloned() };
    for item in patch.iter().filter(|item| item.get(PATCH).is_none()) {
        let wanted = part(item);
        if !is_free && !order.any(|other| same(part(other).as_ref(), wanted.as_ref())) {
            return Err(MergeError::OtherOrder { origin: directive.origin.clone() });
        }
    }
    Ok(())
}

/// A list in the order of `wanted`; what that leaves out, as it was in `old`.
pub(super) fn in_order(list: &Node, wanted: &[Node], old: &[Node], key: &'static str) -> Node {
    let items = order(list.items().to_vec(), &Index::new(wanted, key), &Index::new(old, key));
    Node::list(items, list.origin.clone())
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
        if let Some(id) = self.id(item) {
            self.places.place(id, at);
        }
    }

    fn of(&self, item: &Node) -> Option<usize> {
        self.places.get(&self.id(item)?)
    }

    /// Without a key the item itself.
    fn id(&self, item: &Node) -> Option<Key<'static>> {
        if self.key.is_empty() { id(item) } else { item.get(self.key).and_then(id) }
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
