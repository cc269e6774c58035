//! A map that is being changed.

use super::{Entry, Map, Node};
use crate::text::{Index, Key, Str};

/// A map while entries are put in and taken out. As soon as there are many, keys are found by an index, so that a large map
/// laid over another does not cost the product of the two.
pub struct Edited {
    /// None where one was taken out.
    entries: Vec<Option<Entry>>,
    places: Index<'static>,
    /// How many entries the index knows.
    indexed: usize,
}

/// So many entries are faster looked through.
const FEW: usize = 32;

impl Edited {
    /// The map, to be changed.
    pub fn of(map: &Map) -> Self {
        let mut entries = Vec::with_capacity(map.len());
        for entry in map.entries() {
            entries.push(Some(entry.clone()));
        }
        Edited { entries, places: Index::default(), indexed: 0 }
    }

    /// The map as it is now.
    pub fn done(mut self) -> Map {
        let mut kept = Vec::with_capacity(self.entries.len());
        for entry in self.entries.iter_mut().filter_map(Option::take) {
            kept.push(entry);
        }
        Map::from_distinct(kept)
    }

    fn slot(&mut self, key: &str) -> Option<&mut Option<Entry>> {
        if self.entries.len() < FEW {
            return self.entries.iter_mut().find(|slot| slot.as_ref().is_some_and(|entry| entry.key == *key));
        }
        for (place, entry) in self.entries.iter().enumerate().skip(self.indexed) {
            if let Some(entry) = entry {
                self.places.place(Key::Shared(entry.key.clone()), place);
            }
        }
        self.indexed = self.entries.len();
        let place = self.places.get(&Key::Shared(Str::copied(key)))?;
        self.entries.get_mut(place)
    }

    /// The value of `key`.
    pub fn get(&mut self, key: &str) -> Option<&mut Node> {
        self.slot(key)?.as_mut().map(|entry| &mut entry.value)
    }

    /// Puts an entry in: in the place of the one with the same key, else at the end.
    pub fn put(&mut self, entry: Entry) {
        match self.slot(&entry.key) {
            Some(slot) => *slot = Some(entry),
            None => self.entries.push(Some(entry)),
        }
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &str) {
        if let Some(slot) = self.slot(key) {
            *slot = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Origin, Value};

    #[test]
    fn it_ends_as_a_map_does_that_is_changed_alike() {
        let entry = |key: i64, value: i64| {
            let origin = Origin::derived("test", Vec::new());
            let key_origin = origin.clone();
            Entry { key: key.to_string().into(), key_origin, value: Node::new(Value::Int(value), origin) }
        };
        for keys in [5, 40, 300] {
            let mut map = Map::from_distinct((0..keys / 2).map(|key| entry(key, 0)).collect());
            let mut edited = Edited::of(&map);
            for step in 0..4 * keys {
                let key = step * 7919 % keys;
                if step % 3 == 0 {
                    map.remove(&key.to_string());
                    edited.remove(&key.to_string());
                } else {
                    map.put(entry(key, step));
                    edited.put(entry(key, step));
                }
                let wanted = map.get(&key.to_string()).map(|node| &node.value);
                assert_eq!(edited.get(&key.to_string()).map(|node| &node.value), wanted);
            }
            assert!(edited.done() == map);
        }
    }
}
