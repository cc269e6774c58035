//! Keys that the controller passes over without a word.

use super::types::{Field, Shape, Types};
use crate::diagnostic::ReleaseSet;
use crate::release::Release;
use crate::text::nearest_of;
use crate::value::{Entry, Node};
use std::collections::VecDeque;

/// A key that is passed over.
#[derive(Debug, Clone)]
pub struct Ignored<'c> {
    /// The key and its value.
    pub entry: &'c Entry,
    /// The path of the map that holds it; empty for the whole configuration.
    pub parent: String,
    /// Why.
    pub why: Why,
}

/// Why a key is passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Metadata of an object, which the configuration has none of.
    Metadata,
    /// A level that objects have and the configuration has not; its fields belong one level up.
    SpecLevel,
    /// Nearly this field, or this field in another case.
    Near(&'static str),
    /// A field that other releases have here.
    OtherReleases(ReleaseSet),
    /// A field of another place.
    Elsewhere(String),
    /// No field of any place.
    Unknown,
}

/// The keys of a configuration that a release passes over, in the order of the text.
pub fn find<'c>(root: &'c Node, types: &Types, release: &Release) -> Vec<Ignored<'c>> {
    let mut search = Search { types, release, found: Vec::new() };
    search.fields(root, Types::ROOT, "");
    search.found
}

struct Search<'c, 't> {
    types: &'t Types,
    release: &'t Release,
    found: Vec<Ignored<'c>>,
}

impl<'c> Search<'c, '_> {
    fn fields(&mut self, node: &'c Node, place: usize, path: &str) {
        let known = self.types.get(place);
        for entry in node.entries() {
            match known.field(&entry.key, self.release) {
                Some(field) => self.inside(&entry.value, field, &join(path, &entry.key)),
                None if path.is_empty() && matches!(&*entry.key, "apiVersion" | "kind") => {}
                None => {
                    let why = self.why(entry, node, place, path);
                    self.found.push(Ignored { entry, parent: path.to_string(), why });
                }
            }
        }
    }

    /// The structs of a field: itself, or those of its items or values.
    fn inside(&mut self, node: &'c Node, field: &Field, path: &str) {
        let Some(place) = field.shape.inner() else { return };
        if matches!(field.shape, Shape::Struct(_)) {
            return self.fields(node, place, path);
        }
        for (at, item) in node.items().iter().enumerate() {
            self.fields(item, place, &format!("{path}[{at}]"));
        }
        for entry in node.entries() {
            self.fields(&entry.value, place, &join(path, &entry.key));
        }
    }

    fn why(&self, entry: &Entry, map: &Node, place: usize, path: &str) -> Why {
        let known = self.types.get(place);
        let is_root = place == Types::ROOT;
        let key = &*entry.key;
        let elsewhere = known.variants(key).fold(ReleaseSet::NONE, |set, field| set | field.releases);
        let fields = known.fields().iter().filter(|field| field.releases.contains(self.release.index));
        let free = fields.map(|field| field.name).filter(|name| map.as_map().is_none_or(|map| map.get(name).is_none()));
        let (mut same, mut free) = (free.clone().filter(|name| name.eq_ignore_ascii_case(key)), free);
        match key {
            "metadata" | "status" if is_root => return Why::Metadata,
            "spec" if is_root && entry.value.as_map().is_some() => return Why::SpecLevel,
            _ if !elsewhere.is_empty() => return Why::OtherReleases(elsewhere),
            _ => {}
        }
        if let Some(near) = same.next().or_else(|| nearest_of(key, &mut free)) {
            return Why::Near(near);
        }
        let below = self.search(key, place).map(|below| join(path, &below));
        below.or_else(|| self.search(key, Types::ROOT)).map_or(Why::Unknown, Why::Elsewhere)
    }

    /// The path from a struct to the nearest one below that has a field of this name. The default EnvoyProxy spec, which
    /// has fields of nearly every name, is only looked into from within.
    fn search(&self, key: &str, from: usize) -> Option<String> {
        let mut seen = vec![false; self.types.len()];
        let mut queue = VecDeque::from([(from, String::new())]);
        while let Some((place, path)) = queue.pop_front() {
            match seen.get_mut(place) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            let known = self.types.get(place);
            if place != from && known.field(key, self.release).is_some() {
                return Some(join(&path, key));
            }
            for field in known.fields().iter().filter(|field| field.releases.contains(self.release.index)) {
                if let Some(inner) = field.shape.inner().filter(|_| field.name != "envoyProxy") {
                    queue.push_back((inner, join(&path, field.name)));
                }
            }
        }
        None
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_string() } else { format!("{path}.{key}") }
}
