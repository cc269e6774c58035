//! A map that keeps the order of its keys and where each key stands.

use super::{Node, Origin};
use crate::text::{Gather as _, Str, sort};
use std::cell::OnceCell;

/// A key, where it stands, and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Str,
    /// Where the key stands.
    pub key_origin: Origin,
    /// The value.
    pub value: Node,
}

/// Entries in the order in which they were put in; no key twice.
#[derive(Debug, Clone, Default)]
pub struct Map {
    entries: Vec<Entry>,
    /// The places of the entries by key, once somebody asked a map of many for one.
    order: OnceCell<Box<[usize]>>,
}

/// So many entries are looked through.
const FEW: usize = 64;

impl Map {
    /// An empty map.
    pub fn new() -> Self {
        Map::default()
    }

    /// A map of entries whose keys are known to be distinct (the reader has looked).
    pub fn from_distinct(entries: Vec<Entry>) -> Self {
        Map { entries, order: OnceCell::new() }
    }

    /// The entries in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries, taken out.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        if self.entries.len() > FEW {
            return self.entry_of_many(key);
        }
        // The innermost loop of nearly everything: optimised for size, an adaptor or a comparison would be a call for each
        // entry, and what is compared would go through memory. Most keys differ in their length or in their first byte.
        let first = key.as_bytes().first().copied().unwrap_or(0);
        for entry in &self.entries {
            let held = match &entry.key {
                Str::Static(text) => text.as_bytes(),
                Str::Shared(text) => text.as_bytes(),
            };
            let may_be = held.len() == key.len() && held.first().copied().unwrap_or(0) == first;
            if may_be && are_equal(held, key.as_bytes()) {
                return Some(entry);
            }
        }
        None
    }

    #[inline(never)]
    fn entry_of_many(&self, key: &str) -> Option<&Entry> {
        let key_of = |place: usize| self.entries.get(place).map_or("", |entry| &entry.key);
        let order = self.order.get_or_init(|| {
            let mut order = (0..self.entries.len()).gather();
            sort(&mut order, |a, b| key_of(*a).cmp(key_of(*b)));
            order.into_boxed_slice()
        });
        let place = order.get(order.partition_point(|place| key_of(*place) < key))?;
        self.entries.get(*place).filter(|entry| entry.key == *key)
    }

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.value)
    }

    /// Puts an entry in: in the place of the one with the same key, else at the end.
    pub fn put(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|old| old.key == entry.key) {
            Some(old) => *old = entry,
            None => {
                self.order = OnceCell::new();
                self.entries.push(entry);
            }
        }
    }

    /// Puts a value in under a key of this program's own; the key has the value's origin.
    pub fn set(&mut self, key: impl Into<Str>, value: Node) {
        self.put(Entry { key: key.into(), key_origin: value.origin.clone(), value });
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == *key)?;
        self.order = OnceCell::new();
        Some(self.entries.remove(at))
    }
}

#[inline(never)]
fn are_equal(a: &[u8], b: &[u8]) -> bool {
    a == b
}

/// Equal as JSON objects are: the same keys with the same values, in any order.
impl PartialEq for Map {
    fn eq(&self, other: &Map) -> bool {
        self.len() == other.len()
            && self
                .entries
                .iter()
                .all(|entry| other.get(&entry.key).is_some_and(|value| value.value == entry.value.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn many_keys_are_found_as_few_are() {
        let origin = || Origin::derived("test", Vec::new());
        let mut map = Map::new();
        for step in 0..600_i64 {
            let key = (step * 7919 % 211).to_string();
            match step % 5 {
                0 => drop(map.remove(&key)),
                _ => map.set(key.clone(), Node::new(Value::Int(step), origin())),
            }
            let wanted = map.entries().iter().find(|entry| entry.key == *key).map(|entry| &entry.value.value);
            assert_eq!(map.get(&key).map(|node| &node.value), wanted);
            assert!(map.get("none").is_none());
        }
        assert!(map.len() > FEW);
    }
}
