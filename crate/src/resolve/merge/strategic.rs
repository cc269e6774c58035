//! Kubernetes' strategic merge patch: maps are merged by key, some lists by the key of their items, and directives
//! (`$patch`, `$retainKeys`, `$deleteFromPrimitiveList/…`, `$setElementOrder/…`) say otherwise.
//!
//! Source: behaviour of `strategicpatch.StrategicMergePatch` of k8s.io/apimachinery, as the controller calls it.

use super::lists;
use super::schema::{self, ListMerge, Shape};
use super::{MergeError, Merged};
use crate::text::{Gather as _, Str};
use crate::value::{Entry, Map, Node, Value};

/// The directive that replaces, merges or deletes the map or item that it stands in.
pub(super) const PATCH: &str = "$patch";
const RETAIN_KEYS: &str = "$retainKeys";
const DELETE_FROM: &str = "$deleteFromPrimitiveList/";
const SET_ORDER: &str = "$setElementOrder/";

/// Where a merge stands: the kind of object, and the field that holds the current map.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub shape: Shape,
    pub object: &'a str,
    pub parent: &'a str,
    /// Inside a value without structure.
    pub free_form: bool,
}

/// `patch` applied to `original`, an object of kind `object` ("Deployment", or "EnvoyProxy" for its levels).
///
/// # Errors
/// A patch that is not a map, an item without its merge key, an unknown directive, or two levels that meet below a free-form value.
pub fn strategic_merge(original: &Node, patch: &Node, shape: Shape, object: &str) -> Merged {
    match &patch.value {
        Value::Map(map) => merge_map(original, map, At { shape, object, parent: "", free_form: false }),
        other => Err(MergeError::NotAMap { found: other.kind(), origin: patch.origin.clone() }),
    }
}

pub(super) fn merge_map(original: &Node, patch: &Map, at: At<'_>) -> Merged {
    if let Some(replaced) = patch.get(PATCH).map(|directive| apply_directive(directive, patch)).transpose()?.flatten() {
        return Ok(replaced);
    }
    let mut result = original.as_map().cloned().unwrap_or_default();
    retain_keys(&mut result, patch)?;
    for entry in patch.entries().iter().filter(|entry| *entry.key != *PATCH && *entry.key != *RETAIN_KEYS) {
        merge_entry(&mut result, entry, at)?;
    }
    Ok(Node::map(result, original.origin.clone()))
}

/// `$patch: replace` gives the patch without the directive, `delete` an empty map; `merge` is what happens anyway.
fn apply_directive(directive: &Node, patch: &Map) -> Result<Option<Node>, MergeError> {
    match directive.as_str() {
        Some("replace") => {
            let mut map = patch.clone();
            map.remove(PATCH);
            Ok(Some(Node::map(map, directive.origin.clone())))
        }
        Some("delete") => Ok(Some(Node::map(Map::new(), directive.origin.clone()))),
        Some("merge") => Ok(None),
        other => {
            let word = other.unwrap_or(directive.value.kind()).to_string();
            Err(MergeError::UnknownDirective { word, origin: directive.origin.clone() })
        }
    }
}

fn retain_keys(result: &mut Map, patch: &Map) -> Result<(), MergeError> {
    let Some(keys) = patch.get(RETAIN_KEYS) else { return Ok(()) };
    let Value::List(items) = &keys.value else {
        return Err(bad_directive(RETAIN_KEYS.into(), keys));
    };
    let kept: Vec<&str> = items.iter().filter_map(Node::as_str).gather();
    let gone: Vec<Str> =
        result.entries().iter().filter(|entry| !kept.contains(&&*entry.key)).map(|entry| entry.key.clone()).gather();
    gone.iter().for_each(|key| drop(result.remove(key)));
    Ok(())
}

fn merge_entry(result: &mut Map, entry: &Entry, at: At<'_>) -> Result<(), MergeError> {
    if let Some(field) = entry.key.strip_prefix(DELETE_FROM) {
        return delete_from_list(result, field, &entry.value, &entry.key);
    }
    if entry.key.starts_with(SET_ORDER) {
        return Ok(());
    }
    if entry.value.is_null() {
        result.remove(&entry.key);
        return Ok(());
    }
    let old = result.get(&entry.key).filter(|old| same_kind(old, &entry.value)).cloned();
    let value = match &old {
        Some(old) => meet(old, entry, at)?,
        None => without_directives(&entry.value, 0)?,
    };
    result.put(Entry { key: entry.key.clone(), key_origin: entry.key_origin.clone(), value });
    Ok(())
}

/// Two values of one kind meet in a field.
fn meet(old: &Node, entry: &Entry, at: At<'_>) -> Merged {
    let inside = At {
        parent: &entry.key,
        free_form: at.free_form || schema::is_free_form(at.shape, at.parent, &entry.key),
        ..at
    };
    match &entry.value.value {
        Value::Map(_) | Value::List(_) if at.free_form => {
            Err(MergeError::NoStructure { field: entry.key.clone(), origin: entry.key_origin.clone() })
        }
        Value::Map(map) if !schema::replaces_map(at.object, &entry.key) => merge_map(old, map, inside),
        Value::List(items) => match schema::list_merge(at.shape, at.parent, &entry.key) {
            ListMerge::Replace => Ok(entry.value.clone()),
            ListMerge::Set => Ok(lists::union(old, &entry.value)),
            ListMerge::ByKey(key) => lists::merge_by_key(old, items, key, &entry.value, inside),
        },
        _ => Ok(entry.value.clone()),
    }
}

fn same_kind(a: &Node, b: &Node) -> bool {
    matches!((&a.value, &b.value), (Value::Map(_), Value::Map(_)) | (Value::List(_), Value::List(_)))
}

/// A value of the patch that meets nothing: nulls in its maps and directives are not carried over.
pub(super) fn without_directives(node: &Node, depth: usize) -> Merged {
    let Value::Map(map) = &node.value else { return Ok(node.clone()) };
    let mut result = Map::new();
    for entry in map.entries().iter().filter(|entry| !entry.value.is_null() && !is_directive(&entry.key)) {
        let value = if depth < 64 { without_directives(&entry.value, depth + 1)? } else { entry.value.clone() };
        result.put(Entry { value, ..entry.clone() });
    }
    Ok(Node::map(result, node.origin.clone()))
}

fn is_directive(key: &str) -> bool {
    key == PATCH || key == RETAIN_KEYS || key.starts_with(DELETE_FROM) || key.starts_with(SET_ORDER)
}

fn delete_from_list(result: &mut Map, field: &str, gone: &Node, directive: &Str) -> Result<(), MergeError> {
    let Value::List(gone_items) = &gone.value else { return Err(bad_directive(directive.clone(), gone)) };
    if let Some(list) = result.get_mut(field) {
        let kept = list.items().iter().filter(|item| !gone_items.iter().any(|g| g.value == item.value));
        *list = Node::list(kept.cloned().gather(), list.origin.clone());
    }
    Ok(())
}

fn bad_directive(directive: Str, found: &Node) -> MergeError {
    MergeError::BadDirective { directive, found: found.value.kind(), origin: found.origin.clone() }
}
