//! Lists: what is below the items, and items that are there already.

use super::{Site, Walk};
use crate::diagnostic::ReleaseSet;
use crate::schema::path::{Path, Step, add};
use crate::schema::table::{At, Facet, Sorts};
use crate::schema::violation::{Advice, Problem, Violation};
use crate::text::{Gather as _, Names};
use crate::value::{Entry, Node, Value};
use crate::yaml::to_json;

/// Looks at the items of a list.
pub(super) fn visit<'a>(walk: &mut Walk<'a>, items: &'a [Node], site: Site<'a>) {
    let below = site.at.items();
    let known = below.map_or(ReleaseSet::NONE, |below| below.releases);
    let nowhere = site.at.releases.without(known).without(site.free());
    if !nowhere.is_empty() {
        stray_keys(walk, site, nowhere);
    }
    let Some(below) = below else { return };
    for (index, item) in items.iter().enumerate() {
        walk.step(Step::Index(index), item, below, item.head());
    }
    if !site.sorts.has(Sorts::UNIQUE) {
        return;
    }
    for (facet, releases) in site.at.facets() {
        if let Facet::Unique(keys) = facet {
            duplicates(walk, items, keys, below.within(releases));
        }
    }
}

/// Where no list belongs, the keys of maps in it are unknown fields.
fn stray_keys<'a>(walk: &mut Walk<'a>, site: Site<'a>, releases: ReleaseSet) {
    let mut open: Vec<(&'a Node, String)> = vec![(site.node, walk.path.text())];
    while let Some((node, path)) = open.pop() {
        for (index, item) in node.items().iter().enumerate() {
            open.push((item, longer(&path, Step::Index(index))));
        }
        for entry in node.entries() {
            stray_key(walk, site, entry, longer(&path, Step::Key(&entry.key)), releases);
        }
    }
}

/// It is covered where the list itself is objected to, and an unknown field elsewhere.
fn stray_key(walk: &mut Walk<'_>, site: Site<'_>, entry: &Entry, field: String, releases: ReleaseSet) {
    let covered = releases & site.misfit;
    if let Some(said) = walk.found_at(site).first_mut().filter(|_| !covered.is_empty()) {
        said.covers.push(field.clone());
    }
    let (known, advice) = (ReleaseSet::NONE, Advice::None);
    let problem = Problem::Unknown { name: entry.key.clone(), known, advice, ignored: false };
    walk.object_at(field, problem, releases.without(covered), &entry.key_origin);
}

fn longer(path: &str, step: Step<'_>) -> String {
    let mut path = path.to_string();
    add(&mut path, step);
    path
}

/// Items that have the same keys as one before; each such group is named once.
fn duplicates<'a>(walk: &mut Walk<'a>, items: &'a [Node], keys: &'static str, at: At<'a>) {
    for part in partitions(keys, at) {
        let is_known = |item: &Node| !keys_of(item, keys).any(|key| key.as_str().is_some_and(walk.options.is_unknown));
        let identity = |item| is_known(item).then(|| identity(item, keys, at.within(part)));
        let identities: Vec<Option<String>> = items.iter().map(identity).gather();
        let mut seen = Names::default();
        for (index, (item, identity)) in items.iter().zip(&identities).enumerate() {
            let Some(identity) = identity else { continue };
            if seen.all(identity).len() == 1 {
                walk.object_at(walk.path.with(Step::Index(index)), Problem::Duplicate(keys), part, item.head());
            }
            seen.push(identity, ());
        }
    }
}

/// The releases in which items of the list at a path are said to be there already.
pub(super) fn doubled(found: &[Violation], path: &Path<'_>) -> ReleaseSet {
    let list = path.text();
    let is_item = |field: &str| {
        field.strip_prefix(&*list).is_some_and(|rest| rest.starts_with('[') && !rest.as_bytes().contains(&b'.'))
    };
    let said = found.iter().filter(|said| matches!(said.problem, Problem::Duplicate(_)) && is_item(&said.field));
    said.fold(ReleaseSet::NONE, |set, said| set | said.releases)
}

/// The releases by which defaults they have for the keys.
fn partitions(keys: &str, at: At<'_>) -> Vec<ReleaseSet> {
    let mut parts = vec![at.releases];
    let children = keys.split(',').filter_map(|key| at.property(key));
    for (_, set) in children.flat_map(|child| child.at.defaults()) {
        parts = parts.into_iter().flat_map(|part| [part & set, part.without(set)]).gather();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn keys_of<'n>(item: &'n Node, keys: &'static str) -> impl Iterator<Item = &'n Node> {
    let own = keys.is_empty().then_some(item);
    own.into_iter().chain(keys.split(',').filter_map(|key| item.get(key)))
}

/// What two items share when they are the same.
fn identity(item: &Node, keys: &'static str, at: At<'_>) -> String {
    if keys.is_empty() {
        return text(item);
    }
    let value = |key| match item.get(key) {
        Some(node) => text(node),
        None => at.property(key).and_then(|child| child.at.defaults().next()).map_or("", |(json, _)| json).to_string(),
    };
    keys.split(',').map(value).gather().join("\n")
}

/// A value as JSON; only scalars can be keys.
fn text(node: &Node) -> String {
    match node.value {
        Value::Null | Value::List(_) | Value::Map(_) => String::new(),
        _ => to_json(node),
    }
}
