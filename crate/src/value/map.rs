//! A map that keeps the order of its keys and where each key stands.

use super::{Node, Origin};
use crate::text::Str;

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
}

impl Map {
    /// An empty map.
    pub fn new() -> Self {
        Map::default()
    }

    /// A map of entries whose keys are known to be distinct (the reader has looked).
    pub fn from_distinct(entries: Vec<Entry>) -> Self {
        Map { entries }
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

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.value)
    }

    /// Puts an entry in: in the place of the one with the same key, else at the end.
    pub fn put(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|old| old.key == entry.key) {
            Some(old) => *old = entry,
            None => self.entries.push(entry),
        }
    }

    /// Puts a value in under a key of this program's own; the key has the value's origin.
    pub fn set(&mut self, key: impl Into<Str>, value: Node) {
        self.put(Entry { key: key.into(), key_origin: value.origin.clone(), value });
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == *key)?;
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
