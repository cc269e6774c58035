//! Places by key: the one ordered map of the crate.

use super::Str;
use std::collections::BTreeMap;

/// What something is found by. Keys of one index are of few kinds; those of different kinds are never the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key<'a> {
    /// A text that lives longer than the index.
    Text(&'a str),
    /// A text.
    Shared(Str),
    /// A number.
    Number(i64),
    /// `true` or `false`.
    Bool(bool),
}

/// Places by key. An ordered map is some eight kilobytes of Wasm for each type that it is used with, so there is only
/// this one.
#[derive(Debug, Clone, Default)]
pub struct Index<'a>(BTreeMap<Key<'a>, usize>);

impl<'a> Index<'a> {
    /// The place of a key.
    #[inline(never)]
    pub fn get(&self, key: &Key<'_>) -> Option<usize> {
        self.0.get(key).copied()
    }

    /// The place of a key: the one that it has, else this one, which it gets.
    #[inline(never)]
    pub fn place(&mut self, key: Key<'a>, new: usize) -> usize {
        *self.0.entry(key).or_insert(new)
    }
}

/// The latest thing of each key.
#[derive(Debug, Clone)]
pub struct Latest<'a, T> {
    index: Index<'a>,
    things: Vec<T>,
}

impl<T> Default for Latest<'_, T> {
    fn default() -> Self {
        Latest { index: Index::default(), things: Vec::new() }
    }
}

impl<'a, T> Latest<'a, T> {
    /// Puts a thing in the place of the one that the key has; gives that one.
    pub fn set(&mut self, key: Key<'a>, thing: T) -> Option<T> {
        let place = self.index.place(key, self.things.len());
        match self.things.get_mut(place) {
            Some(old) => Some(std::mem::replace(old, thing)),
            None => {
                self.things.push(thing);
                None
            }
        }
    }

    /// The thing of a key.
    pub fn get(&self, key: &Key<'_>) -> Option<&T> {
        self.things.get(self.index.get(key)?)
    }

    /// All things.
    pub fn things(&self) -> &[T] {
        &self.things
    }

    /// All things, taken out.
    pub fn into_things(self) -> Vec<T> {
        self.things
    }
}
