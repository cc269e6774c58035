//! Keys that the controller passes over without a word.

use super::types::{Field, Shape, Types};
use crate::diagnostic::ReleaseSet;
use crate::release::Release;
use crate::text::nearest_of;
use crate::value::{Entry, Node};

/// A key that is passed over.
#[derive(Debug, Clone)]
pub struct Ignored<'c> {
    /// The key and its value.
    pub entry: &'c Entry,
    /// The map that holds it.
    pub map: &'c Node,
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
    /// Nearly this field, which stands beside it.
    Beside(&'static str),
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
                    self.found.extend(why.map(|why| Ignored { entry, map: node, parent: path.to_string(), why }));
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

    /// Why a key is passed over; none where another one of its map says it all.
    fn why(&self, entry: &Entry, map: &Node, place: usize, path: &str) -> Option<Why> {
        let key = &*entry.key;
        // An object stands here, and not what its spec holds.
        let is_spec = matches!(path, "" | "envoyProxy");
        let has_spec = is_spec && map.get("spec").is_some_and(|spec| spec.as_map().is_some());
        match key {
            "spec" if has_spec => return Some(Why::SpecLevel),
            "apiVersion" | "kind" | "metadata" | "status" if has_spec => return None,
            "metadata" | "status" if is_spec => return Some(Why::Metadata),
            _ => {}
        }
        let known = self.types.get(place);
        let elsewhere = known.variants(key).fold(ReleaseSet::NONE, |set, field| set | field.releases);
        if !elsewhere.is_empty() {
            return Some(Why::OtherReleases(elsewhere));
        }
        let fields = known.fields().iter().filter(|field| field.releases.contains(self.release.index));
        let names = fields.map(|field| field.name);
        let near = |is_there: bool| {
            let names = names.clone().filter(|name| map.get(name).is_some() == is_there);
            let same = names.clone().find(|name| name.eq_ignore_ascii_case(key));
            same.or_else(|| nearest_of(key, names))
        };
        Some(
            near(false)
                .map(Why::Near)
                .or_else(|| near(true).map(Why::Beside))
                .or_else(|| self.elsewhere(key, place, path).map(Why::Elsewhere))
                .unwrap_or(Why::Unknown),
        )
    }

    /// The only near place that has a field of this name: a level or two below, else not too deep in the whole
    /// configuration.
    fn elsewhere(&self, key: &str, place: usize, path: &str) -> Option<String> {
        [(place, path, 2), (Types::ROOT, "", 4)].into_iter().find_map(|(place, path, deepest)| {
            let mut found = Vec::new();
            self.search(key, place, deepest, path, &mut found);
            found.pop().filter(|_| found.is_empty())
        })
    }

    /// The paths of the fields of this name in the structs below a place.
    fn search(&self, key: &str, place: usize, deepest: usize, path: &str, found: &mut Vec<String>) {
        for field in self.types.get(place).fields().iter().filter(|field| field.releases.contains(self.release.index)) {
            let Some(inner) = field.shape.inner().filter(|_| deepest > 0) else { continue };
            let path = join(path, field.name);
            if self.types.get(inner).field(key, self.release).is_some() {
                found.push(join(&path, key));
            }
            self.search(key, inner, deepest - 1, &path, found);
        }
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_string() } else { format!("{path}.{key}") }
}
