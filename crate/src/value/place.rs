//! From places in a file down to the values that hold them.

use super::{Entry, Node, Origin};
use crate::text::Span;

/// A child that holds a span.
#[derive(Debug, Clone, Copy)]
pub enum Child<'n> {
    /// The item of a list at this place.
    Item(usize, &'n Node),
    /// The entry of a map; in its key or in its value.
    Entry(&'n Entry),
}

impl Node {
    /// The bytes of this value: for an alias, where it is used.
    pub fn place(&self) -> Option<Span> {
        place(&self.origin)
    }

    /// The child that holds the span.
    pub fn child_at(&self, span: Span) -> Option<Child<'_>> {
        let is_before = |origin: &Origin| place(origin).is_some_and(|outer| outer.end < span.end);
        let items = self.items();
        let first = items.partition_point(|item| is_before(&item.origin));
        if let Some(item) = items.get(first).filter(|item| holds(&item.origin, span)) {
            return Some(Child::Item(first, item));
        }
        let entries = self.entries();
        let first = entries.partition_point(|entry| is_before(&entry.value.origin));
        let (before, behind) = entries.split_at_checked(first)?;
        // What a merge key brought may stand before.
        let is_it = |entry: &&Entry| holds(&entry.key_origin, span) || holds(&entry.value.origin, span);
        behind.iter().chain(before).find(is_it).map(Child::Entry)
    }
}

fn place(origin: &Origin) -> Option<Span> {
    match origin {
        Origin::Source(span) => Some(*span),
        Origin::Alias(alias) => Some(alias.1),
        _ => None,
    }
}

/// True when the bytes of the origin hold the span.
pub fn holds(origin: &Origin, span: Span) -> bool {
    place(origin).is_some_and(|outer| outer.holds(span))
}
