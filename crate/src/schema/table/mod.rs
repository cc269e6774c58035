//! What the API of every release accepts: the schemas of all releases as one table.
//!
//! `schema.txt` (written by `cargo xtask facts`) has three parts. `sets`: a set of releases a line, as in
//! `features.txt`. `nodes`: a node a line, the parts of a node before the node itself. `roots`: a kind and its node.
//!
//! A node is a list of words. `object`, `string` … is its type (`group`: a map whose parts templates look into); `.name:7` a property, `[]:7` the items and `{}:7` the
//! values of a map, each described by node 7; `!name` a required property; `=JSON` the default; `|word` an allowed
//! value; `^name` a pattern; `%name` a format; `>=1`, `length<=63`, `items<=16`, `keys<=8` limits; `&` a list without
//! duplicates, `&name` one in which no two items have the same `name`; `?name` a cross-field rule. `@5` behind a word
//! says that it holds in set 5 of the releases in which the node itself holds; without it, in all of these.

mod at;
mod facet;
mod read;
mod sorts;

pub(crate) use at::At;
pub use facet::{Facet, Limit, Type};
pub use read::SchemaError;
pub(crate) use sorts::Sorts;

use super::Kind;
use crate::diagnostic::ReleaseSet;
use crate::release::Releases;
use std::ops::Range;

/// The schemas of all releases.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    rows: Vec<Row>,
    facets: Vec<(Facet, ReleaseSet)>,
    edges: Vec<Edge>,
    roots: Vec<(&'static str, usize)>,
    every: ReleaseSet,
}

/// A node.
#[derive(Debug, Clone, Default)]
struct Row {
    facets: Range<usize>,
    /// The properties, by name.
    properties: Range<usize>,
    items: Option<Edge>,
    values: Option<Edge>,
}

/// From a node to a part of it.
#[derive(Debug, Clone, Copy)]
struct Edge {
    name: &'static str,
    node: usize,
    set: ReleaseSet,
}

impl Schema {
    /// The schemas that this program was built with.
    pub fn builtin(releases: &Releases) -> Self {
        Schema::read(crate::text::table!(include_str!("../schema.txt")), releases).unwrap_or_default()
    }

    /// Reads the text of `schema.txt`.
    ///
    /// # Errors
    /// A line that says nothing known.
    pub fn read(text: &'static str, releases: &Releases) -> Result<Self, SchemaError> {
        read::schema(text, releases)
    }

    /// The releases in which a field of a kind exists: `["spec", "listeners", "tls", "mode"]`. Items of lists need no
    /// step of their own; below a map of arbitrary keys any name exists.
    pub fn knows(&self, kind: Kind, path: &[&str]) -> ReleaseSet {
        let Some(root) = self.root(kind, self.every) else { return ReleaseSet::NONE };
        path.iter().try_fold(root, |at, name| at.through_lists().step(name)).map_or(ReleaseSet::NONE, |at| at.releases)
    }

    /// All releases.
    pub(crate) fn every(&self) -> ReleaseSet {
        self.every
    }

    /// The node of a kind.
    pub(crate) fn root(&self, kind: Kind, releases: ReleaseSet) -> Option<At<'_>> {
        self.named_root(kind.name(), releases)
    }

    /// The node of metadata.
    pub(crate) fn object_meta(&self, releases: ReleaseSet) -> Option<At<'_>> {
        self.named_root("ObjectMeta", releases)
    }

    /// The node of the values of the gateway-helm chart.
    pub(super) fn values(&self, releases: ReleaseSet) -> Option<At<'_>> {
        self.named_root("values", releases)
    }

    fn named_root(&self, name: &str, releases: ReleaseSet) -> Option<At<'_>> {
        let (_, node) = self.roots.iter().find(|(root, _)| *root == name)?;
        Some(At { schema: self, node: *node, releases: releases & self.every })
    }
}

#[cfg(test)]
mod tests;
