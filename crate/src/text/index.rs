//! Places by key: the one ordered map of the crate.

use super::{Span, Str, sort};

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

impl Key<'_> {
    /// The key of what begins at a place.
    pub fn of(span: Span) -> Self {
        Key::Number(i64::from(span.file.0) << 32 | i64::from(span.start))
    }
}

/// Places by key: runs of sorted keys, each longer than all behind it together. Two runs of a length become one, so that
/// there are never many. The standard library's ordered map would be four times as large a part of the module.
#[derive(Debug, Clone, Default)]
pub struct Index<'a> {
    entries: Vec<(Key<'a>, usize)>,
    /// How long the runs are; powers of two, the longest first.
    runs: Vec<usize>,
}

impl<'a> Index<'a> {
    /// The place of a key.
    #[inline(never)]
    pub fn get(&self, key: &Key<'_>) -> Option<usize> {
        let mut rest = &*self.entries;
        for length in &self.runs {
            let (run, behind) = rest.split_at_checked(*length)?;
            match run.get(run.partition_point(|(held, _)| held < key)) {
                Some((held, place)) if held == key => return Some(*place),
                _ => rest = behind,
            }
        }
        None
    }

    /// The place of a key: the one that it has, else this one, which it gets.
    #[inline(never)]
    pub fn place(&mut self, key: Key<'a>, new: usize) -> usize {
        let known = self.get(&key);
        if known.is_none() {
            self.entries.push((key, new));
            self.grow();
        }
        known.unwrap_or(new)
    }

    /// Makes the last entry a run, and one run of those that are equally long.
    fn grow(&mut self) {
        let mut length = 1;
        while self.runs.last() == Some(&length) {
            self.runs.pop();
            length *= 2;
        }
        self.runs.push(length);
        let start = self.entries.len() - length;
        if let Some(run) = self.entries.get_mut(start..).filter(|_| length > 1) {
            sort(run, |(a, _), (b, _)| a.cmp(b));
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn finds_what_an_ordered_map_finds() {
        let (mut index, mut map) = (Index::default(), BTreeMap::new());
        for number in 0..3000_i64 {
            let key = Key::Number(number * 7919 % 1009);
            let place = index.place(key.clone(), number as usize);
            assert_eq!(place, *map.entry(key).or_insert(number as usize));
        }
        for number in -3..1020 {
            assert_eq!(index.get(&Key::Number(number)), map.get(&Key::Number(number)).copied());
        }
        assert_eq!(index.get(&Key::Text("0")), None);
    }
}
