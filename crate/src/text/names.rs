//! Things by name.

use std::collections::BTreeMap;

/// Things by name, in the order in which they came; several may have one name.
///
/// All lookups by name go through this one type: an ordered map is some eight kilobytes of Wasm for each type of value
/// that it is used with, so the map here only holds numbers.
#[derive(Debug, Clone)]
pub struct Names<'a, T> {
    places: BTreeMap<&'a str, usize>,
    groups: Vec<Vec<T>>,
}

impl<T> Default for Names<'_, T> {
    fn default() -> Self {
        Names { places: BTreeMap::new(), groups: Vec::new() }
    }
}

impl<'a, T> Names<'a, T> {
    /// Adds a thing under a name.
    pub fn push(&mut self, name: &'a str, thing: T) {
        let next = self.groups.len();
        let place = *self.places.entry(name).or_insert(next);
        match self.groups.get_mut(place) {
            Some(group) => group.push(thing),
            None => self.groups.push(vec![thing]),
        }
    }

    /// All things of a name.
    pub fn all(&self, name: &str) -> &[T] {
        self.places.get(name).and_then(|place| self.groups.get(*place)).map_or(&[], Vec::as_slice)
    }

    /// The first thing of a name.
    pub fn first(&self, name: &str) -> Option<&T> {
        self.all(name).first()
    }

    /// Everything, by the order in which the names came.
    pub fn things(&self) -> impl Iterator<Item = &T> {
        self.groups.iter().flatten()
    }

    /// True when there is something of the name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }
}

impl<'a> Names<'a, ()> {
    /// A set of names.
    pub fn set(names: impl Iterator<Item = &'a str>) -> Self {
        let mut set = Names::default();
        names.for_each(|name| set.push(name, ()));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn things_keep_their_order_under_a_name() {
        let mut names = Names::default();
        [("a", 1), ("b", 2), ("a", 3)].into_iter().for_each(|(name, thing)| names.push(name, thing));
        assert_eq!((names.all("a"), names.first("b"), names.all("c")), (&[1, 3][..], Some(&2), &[][..]));
        assert!(names.has("b") && !names.has("c"));
    }
}
