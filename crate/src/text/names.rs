//! Things by name.

use super::index::{Index, Key};

/// Things by name, in the order in which they came; several may have one name.
///
/// All lookups by name go through this one type.
#[derive(Debug, Clone)]
pub struct Names<'a, T> {
    places: Index<'a>,
    groups: Vec<Vec<T>>,
}

impl<T> Default for Names<'_, T> {
    fn default() -> Self {
        Names { places: Index::default(), groups: Vec::new() }
    }
}

impl<'a, T> Names<'a, T> {
    /// Adds a thing under a name.
    pub fn push(&mut self, name: &'a str, thing: T) {
        let place = self.places.place(Key::Text(name), self.groups.len());
        match self.groups.get_mut(place) {
            Some(group) => group.push(thing),
            None => self.groups.push(vec![thing]),
        }
    }

    /// All things of a name.
    pub fn all(&self, name: &str) -> &[T] {
        self.places.get(&Key::Text(name)).and_then(|place| self.groups.get(place)).map_or(&[], Vec::as_slice)
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
        self.places.get(&Key::Text(name)).is_some()
    }
}

impl<'a> Names<'a, ()> {
    /// A set of names.
    pub fn set(names: impl Iterator<Item = &'a str>) -> Self {
        let mut set = Names::default();
        for name in names {
            set.push(name, ());
        }
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
