//! Lists: what is below the items, and items that are there already.

use super::Walk;
use crate::diagnostic::ReleaseSet;
use crate::schema::path::{Step, add};
use crate::schema::table::{At, Facet};
use crate::schema::violation::{Advice, Problem};
use crate::value::{Node, Value};
use std::collections::HashMap;

/// Looks at the items of a list. `misfit`: where it is the wrong type altogether; that objection stands at `before`.
pub(super) fn visit<'a>(walk: &mut Walk<'a>, items: &'a [Node], at: At<'a>, misfit: ReleaseSet, before: usize) {
    let below = at.items();
    let known = below.map_or(ReleaseSet::NONE, |below| below.releases);
    let nowhere = at.releases.without(known).without(at.free());
    if !nowhere.is_empty() {
        stray_keys(walk, items, nowhere, misfit, before);
    }
    if let Some(below) = below {
        for (index, item) in items.iter().enumerate() {
            walk.step(Step::Index(index), item, below, &item.origin);
        }
    }
    for (facet, releases) in at.facets() {
        if let (Facet::Unique(keys), Some(below)) = (facet, below) {
            duplicates(walk, items, keys, below, releases);
        }
    }
}

/// Where no list belongs, the keys of maps in it are unknown fields.
fn stray_keys<'a>(walk: &mut Walk<'a>, items: &'a [Node], releases: ReleaseSet, misfit: ReleaseSet, before: usize) {
    let mut open: Vec<(&Node, String)> = Vec::new();
    let push = |open: &mut Vec<(&'a Node, String)>, items: &'a [Node], path: &str| {
        for (index, item) in items.iter().enumerate() {
            let mut path = path.to_string();
            add(&mut path, Step::Index(index));
            open.push((item, path));
        }
    };
    push(&mut open, items, &walk.path.text());
    while let Some((node, path)) = open.pop() {
        push(&mut open, node.items(), &path);
        for entry in node.entries() {
            let mut field = path.clone();
            add(&mut field, Step::Key(&entry.key));
            match walk.found.get_mut(before) {
                Some(said) if !(releases & misfit).is_empty() => said.covers.push(field.clone()),
                _ => {}
            }
            let problem = Problem::Unknown { name: entry.key.clone(), known: ReleaseSet::NONE, advice: Advice::None };
            walk.object_at(field, problem, releases.without(misfit), &entry.key_origin);
        }
    }
}

/// Items that have the same keys as one before; each such group is named once.
fn duplicates<'a>(walk: &mut Walk<'a>, items: &'a [Node], keys: &'static str, at: At<'a>, releases: ReleaseSet) {
    for part in partitions(keys, at, releases) {
        let mut seen: HashMap<Vec<Option<String>>, usize> = HashMap::new();
        for (index, item) in items.iter().enumerate() {
            if keys_of(item, keys).any(|key| key.as_str().is_some_and(walk.options.is_unknown)) {
                continue;
            }
            let count = seen.entry(identity(item, keys, at.within(part))).or_default();
            *count += 1;
            if *count == 2 {
                walk.object_at(walk.path.with(Step::Index(index)), Problem::Duplicate(keys), part, &item.origin);
            }
        }
    }
}

/// The releases by which defaults they have for the keys.
fn partitions(keys: &str, at: At<'_>, releases: ReleaseSet) -> Vec<ReleaseSet> {
    let mut parts = vec![releases];
    let children = keys.split(',').filter_map(|key| at.property(key));
    for (_, set) in children.flat_map(|child| child.at.defaults()) {
        parts = parts.into_iter().flat_map(|part| [part & set, part.without(set)]).collect();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn keys_of<'n>(item: &'n Node, keys: &'static str) -> impl Iterator<Item = &'n Node> {
    let own = keys.is_empty().then_some(item);
    own.into_iter().chain(keys.split(',').filter_map(|key| item.get(key)))
}

/// What two items share when they are the same.
fn identity(item: &Node, keys: &'static str, at: At<'_>) -> Vec<Option<String>> {
    if keys.is_empty() {
        return vec![Some(text(&item.value))];
    }
    let value = |key| match item.get(key) {
        Some(node) => Some(text(&node.value)),
        None => at.property(key)?.at.defaults().next().map(|(json, _)| json.to_string()),
    };
    keys.split(',').map(value).collect()
}

/// A value as JSON; only scalars can be keys.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{text}\""),
        Value::Int(int) => int.to_string(),
        Value::Uint(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
        Value::Bool(bool) => bool.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => String::new(),
    }
}
