//! Kubernetes' strategic merge patch: maps are merged by key, some lists by the key of their items, and directives
//! (`$patch`, `$retainKeys`, `$deleteFromPrimitiveList/…`, `$setElementOrder/…`) say otherwise.
//!
//! Source: behaviour of `strategicpatch.StrategicMergePatch` of k8s.io/apimachinery, as the controller calls it.

use super::lists;
use super::schema::{self, ListMerge, Shape};
use super::{MergeError, Merged};
use crate::text::{Gather as _, Names, Str};
use crate::value::{Edited, Entry, Map, Node, Value};

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
    if let Some(directive) = patch.get(PATCH) {
        return apply_directive(directive, patch);
    }
    let mut result = Edited::of(&retained(original.as_map().unwrap_or(&Map::new()), patch)?);
    let ordered = Names::set(patch.entries().iter().filter_map(|entry| entry.key.strip_prefix(SET_ORDER)));
    for entry in patch.entries().iter().filter(|entry| *entry.key != *RETAIN_KEYS) {
        match entry.key.strip_prefix(SET_ORDER) {
            Some(field) => set_order(&mut result, patch, field, entry, at)?,
            None if ordered.has(&entry.key) => {}
            None => merge_entry(&mut result, entry, at)?,
        }
    }
    Ok(Node::map(result.done(), original.origin.clone()))
}

/// `$patch: replace` gives the patch without the directive, `delete` an empty map. `merge`, which is what happens anyway,
/// is refused.
fn apply_directive(directive: &Node, patch: &Map) -> Merged {
    match directive.as_str() {
        Some("replace") => {
            let mut map = patch.clone();
            map.remove(PATCH);
            Ok(Node::map(map, directive.origin.clone()))
        }
        Some("delete") => Ok(Node::map(Map::new(), directive.origin.clone())),
        _ => Err(unknown_directive(directive)),
    }
}

pub(super) fn unknown_directive(directive: &Node) -> MergeError {
    let word = directive.as_str().unwrap_or(directive.value.kind()).to_string();
    MergeError::UnknownDirective { word, origin: directive.origin.clone() }
}

/// What `$retainKeys` leaves of a map.
fn retained(map: &Map, patch: &Map) -> Result<Map, MergeError> {
    let Some(keys) = patch.get(RETAIN_KEYS) else { return Ok(map.clone()) };
    let Value::List(items) = &keys.value else {
        return Err(bad_directive(RETAIN_KEYS.into(), keys));
    };
    let kept = Names::set(items.iter().filter_map(Node::as_str));
    for entry in patch.entries() {
        if !entry.value.is_null() && !is_directive(&entry.key) && !kept.has(&entry.key) {
            return Err(MergeError::NotRetained { field: entry.key.clone(), origin: entry.key_origin.clone() });
        }
    }
    Ok(Map::from_distinct(map.entries().iter().filter(|entry| kept.has(&entry.key)).cloned().gather()))
}

/// A list that is merged as always and then put in an order.
fn set_order(result: &mut Edited, patch: &Map, field: &str, entry: &Entry, at: At<'_>) -> Result<(), MergeError> {
    let Value::List(order) = &entry.value.value else { return Err(bad_directive(entry.key.clone(), &entry.value)) };
    let key = match schema::list_merge(at.shape, at.parent, field) {
        ListMerge::ByKey(key) => key,
        _ => "",
    };
    let old = result.get(field).cloned();
    let new = patch.entry(field);
    for list in old.iter().chain(new.map(|entry| &entry.value)) {
        if !matches!(list.value, Value::List(_)) {
            return Err(bad_directive(entry.key.clone(), list));
        }
    }
    if let Some(new) = new {
        lists::require_order(new.value.items(), order, key, &entry.value)?;
        merge_entry(result, new, at)?;
    }
    if let Some(list) = result.get(field) {
        *list = lists::in_order(list, order, old.as_ref().map_or(&[][..], Node::items), key);
    }
    Ok(())
}

fn merge_entry(result: &mut Edited, entry: &Entry, at: At<'_>) -> Result<(), MergeError> {
    if let Some(field) = entry.key.strip_prefix(DELETE_FROM) {
        delete_from_list(result, field, &entry.value);
        return Ok(());
    }
    if entry.value.is_null() {
        result.remove(&entry.key);
        return Ok(());
    }
    let old = result.get(&entry.key).filter(|old| same_kind(old, &entry.value)).cloned();
    let value = match &old {
        Some(old) => Some(meet(old, entry, at)?),
        None => without_directives(&entry.value, 0),
    };
    match value {
        Some(value) => {
            result.put(Entry { key: entry.key.clone(), key_origin: entry.key_origin.clone(), value });
        }
        None => result.remove(&entry.key),
    }
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

/// A value of the patch that meets nothing: nulls in its maps are not carried over, nor are maps with a `$patch`.
fn without_directives(node: &Node, depth: usize) -> Option<Node> {
    if depth > 64 {
        return Some(node.clone());
    }
    match &node.value {
        Value::Map(map) if map.get(PATCH).is_some() => None,
        Value::Map(map) => {
            let mut result = Vec::new();
            for entry in map.entries().iter().filter(|entry| !entry.value.is_null()) {
                let value = without_directives(&entry.value, depth + 1);
                result.extend(value.map(|value| Entry { value, ..entry.clone() }));
            }
            Some(Node::map(Map::from_distinct(result), node.origin.clone()))
        }
        Value::List(items) => {
            let items = items.iter().filter_map(|item| without_directives(item, depth + 1)).gather();
            Some(Node::list(items, node.origin.clone()))
        }
        _ => Some(node.clone()),
    }
}

fn is_directive(key: &str) -> bool {
    key == RETAIN_KEYS || key.starts_with(DELETE_FROM) || key.starts_with(SET_ORDER)
}

/// What is no list takes nothing out; null takes the whole list out.
fn delete_from_list(result: &mut Edited, field: &str, gone: &Node) {
    if gone.is_null() {
        result.remove(field);
    } else if let Some(list) = result.get(field).filter(|list| matches!(list.value, Value::List(_))) {
        *list = lists::without(list, gone.items());
    }
}

fn bad_directive(directive: Str, found: &Node) -> MergeError {
    MergeError::BadDirective { directive, found: found.value.kind(), origin: found.origin.clone() }
}
