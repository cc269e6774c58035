//! JSON merge patch, RFC 7396.

use super::{MergeError, Merged};
use crate::text::Gather as _;
use crate::value::{Edited, Entry, Map, Node, Value};

/// `patch` applied to `original`: a null takes a key out, a map is merged key by key, anything else replaces.
///
/// # Errors
/// A patch that is not a map is refused, as the controller's library does for an object.
pub fn json_merge(original: &Node, patch: &Node) -> Merged {
    match &patch.value {
        Value::Map(map) => Ok(merge_map(original, map)),
        other => Err(MergeError::NotAMap { found: other.kind(), origin: patch.origin.clone() }),
    }
}

fn merge_map(original: &Node, patch: &Map) -> Node {
    let mut result = Edited::of(original.as_map().unwrap_or(&Map::new()));
    for entry in patch.entries() {
        merge_entry(&mut result, entry);
    }
    Node::map(result.done(), original.origin.clone())
}

fn merge_entry(result: &mut Edited, entry: &Entry) {
    match &entry.value.value {
        Value::Null => result.remove(&entry.key),
        Value::Map(map) => {
            let base = result.get(&entry.key).filter(|node| node.as_map().is_some()).cloned();
            let base = base.unwrap_or_else(|| Node::map(Map::new(), entry.value.origin.clone()));
            put(result, entry, merge_map(&base, map));
        }
        _ => put(result, entry, without_nulls(&entry.value, 64)),
    }
}

/// Nulls in maps are not carried over in lists either.
fn without_nulls(node: &Node, depth: usize) -> Node {
    match &node.value {
        Value::List(items) if depth > 0 => {
            Node::list(items.iter().map(|item| without_nulls(item, depth - 1)).gather(), node.origin.clone())
        }
        Value::Map(map) if depth > 0 => {
            let mut result = Vec::new();
            for entry in map.entries().iter().filter(|entry| !entry.value.is_null()) {
                result.push(Entry { value: without_nulls(&entry.value, depth - 1), ..entry.clone() });
            }
            Node::map(Map::from_distinct(result), node.origin.clone())
        }
        _ => node.clone(),
    }
}

/// A value that replaces another keeps its own key's place; one that is merged keeps the old key's.
fn put(result: &mut Edited, entry: &Entry, value: Node) {
    result.put(Entry { key: entry.key.clone(), key_origin: entry.key_origin.clone(), value });
}
