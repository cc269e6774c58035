//! A place in the table: a node, and the releases in which it is looked at.

use super::{Edge, Facet, Row, Schema, Type};
use crate::diagnostic::ReleaseSet;

/// A node, and the releases in which it is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'s> {
    pub(super) schema: &'s Schema,
    pub(super) node: usize,
    pub(crate) releases: ReleaseSet,
}

/// A property.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Child<'s> {
    pub name: &'static str,
    pub at: At<'s>,
}

impl<'s> At<'s> {
    fn row(&self) -> Option<&'s Row> {
        self.schema.rows.get(self.node)
    }

    fn below(&self, edge: &Edge) -> Self {
        At { schema: self.schema, node: edge.node, releases: self.releases & edge.set }
    }

    /// The same place in fewer releases.
    pub(crate) fn within(self, releases: ReleaseSet) -> Self {
        At { releases: self.releases & releases, ..self }
    }

    /// The same place in all releases.
    pub(crate) fn within_all(self) -> Self {
        At { releases: self.schema.every, ..self }
    }

    /// The releases in which anything may stand here.
    pub(crate) fn free(self) -> ReleaseSet {
        let any = self.facets().filter(|(facet, _)| matches!(facet, Facet::Type(Type::Any)));
        any.fold(ReleaseSet::NONE, |set, (_, releases)| set | releases)
    }

    /// True for a map whose parts templates look into.
    pub(crate) fn is_group(self) -> bool {
        self.is(Type::Group)
    }

    /// True for a value of this type, in some of the releases.
    pub(crate) fn is(self, wanted: Type) -> bool {
        self.facets().any(|(facet, _)| matches!(facet, Facet::Type(kind) if kind == wanted))
    }

    /// All releases that know a property here, not only those that are looked at.
    pub(crate) fn knows(self, name: &str) -> ReleaseSet {
        let every = self.within_all();
        every.step(name).map_or(ReleaseSet::NONE, |at| at.releases)
    }

    /// All releases that allow a value here, not only those that are looked at.
    pub(crate) fn allows(self, text: &str) -> ReleaseSet {
        let every = self.within_all();
        let same = every.facets().filter(|(facet, _)| matches!(facet, Facet::Value(value) if *value == text));
        same.fold(ReleaseSet::NONE, |set, (_, releases)| set | releases)
    }

    /// The number of the node; nodes of the same number say the same.
    pub(crate) fn node(&self) -> usize {
        self.node
    }

    /// What the node says in any release, each with those releases.
    pub(crate) fn every_facet(self) -> &'s [(Facet, ReleaseSet)] {
        self.row().and_then(|row| self.schema.facets.get(row.facets.clone())).unwrap_or_default()
    }

    /// What the node says, each with the releases in which it says so.
    pub(crate) fn facets(self) -> Facets<'s> {
        Facets { left: self.every_facet(), releases: self.releases }
    }

    /// The property of a name, in the releases that have it.
    pub(crate) fn property(&self, name: &str) -> Option<Child<'s>> {
        // Few are of the same length, so that this compares less than a search by halves.
        let edge = self.edges().iter().find(|edge| edge.name == name)?;
        Some(Child { name: edge.name, at: self.below(edge) }).filter(|child| !child.at.releases.is_empty())
    }

    /// All properties, by name.
    pub(crate) fn properties(self) -> Children<'s> {
        Children { left: self.edges(), at: self }
    }

    fn edges(&self) -> &'s [Edge] {
        self.row().and_then(|row| self.schema.edges.get(row.properties.clone())).unwrap_or_default()
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> Option<At<'s>> {
        self.row()?.items.as_ref().map(|edge| self.below(edge)).filter(|at| !at.releases.is_empty())
    }

    /// The values of a map of arbitrary keys.
    pub(crate) fn values(&self) -> Option<At<'s>> {
        self.row()?.values.as_ref().map(|edge| self.below(edge)).filter(|at| !at.releases.is_empty())
    }

    /// The items where this is a list, of lists, …
    pub(super) fn through_lists(self) -> Self {
        std::iter::successors(Some(self), At::items).last().unwrap_or(self)
    }

    /// A property, or a value of a map.
    pub(super) fn step(&self, name: &str) -> Option<Self> {
        self.property(name).map(|child| child.at).or_else(|| self.values())
    }

    /// The default, by releases.
    pub(crate) fn defaults(self) -> impl Iterator<Item = (&'static str, ReleaseSet)> + 's {
        self.facets().filter_map(|(facet, set)| match facet {
            Facet::Default(json) => Some((json, set)),
            _ => None,
        })
    }
}

/// What a node says. A type of its own, and not a chain of closures, keeps the module small: all who go through it share
/// its step.
pub(crate) struct Facets<'s> {
    left: &'s [(Facet, ReleaseSet)],
    releases: ReleaseSet,
}

impl Iterator for Facets<'_> {
    type Item = (Facet, ReleaseSet);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(((facet, set), left)) = self.left.split_first() {
            self.left = left;
            let releases = *set & self.releases;
            if !releases.is_empty() {
                return Some((*facet, releases));
            }
        }
        None
    }
}

/// The properties of a node, in the same way.
pub(crate) struct Children<'s> {
    left: &'s [Edge],
    at: At<'s>,
}

impl<'s> Iterator for Children<'s> {
    type Item = Child<'s>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((edge, left)) = self.left.split_first() {
            self.left = left;
            let at = self.at.below(edge);
            if !at.releases.is_empty() {
                return Some(Child { name: edge.name, at });
            }
        }
        None
    }
}
