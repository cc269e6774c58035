//! Whole maps of labels and of annotations.

use super::names::{annotation_key, label_key, label_value};
use super::syntax::SyntaxError;
use crate::value::{Entry, Map};

/// How many bytes all keys and values of an object's annotations may have together.
pub const ANNOTATIONS_MAX: usize = 262_144;

/// Which half of an entry is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// What is wrong with an entry.
#[derive(Debug, Clone)]
pub struct EntryError<'m> {
    /// The entry.
    pub entry: &'m Entry,
    /// Which half of it.
    pub place: Place,
    /// What is wrong, and where in that half.
    pub error: SyntaxError,
}

/// Looks at keys and values of labels. A value that is not text is the schema's business.
pub fn check_labels(map: &Map) -> Vec<EntryError<'_>> {
    let mut errors = check_keys(map, label_key);
    for entry in map.entries() {
        if let Some(Err(error)) = entry.value.as_str().map(label_value) {
            errors.push(EntryError { entry, place: Place::Value, error });
        }
    }
    errors
}

/// Looks at the keys of annotations; for their size see [`annotations_size`].
pub fn check_annotations(map: &Map) -> Vec<EntryError<'_>> {
    check_keys(map, annotation_key)
}

fn check_keys(map: &Map, check: fn(&str) -> Result<(), SyntaxError>) -> Vec<EntryError<'_>> {
    let mut errors = Vec::new();
    for entry in map.entries() {
        if let Err(error) = check(&entry.key) {
            errors.push(EntryError { entry, place: Place::Key, error });
        }
    }
    errors
}

/// How many bytes the keys and values of annotations have together; more than [`ANNOTATIONS_MAX`] are refused.
pub fn annotations_size(map: &Map) -> usize {
    map.entries().iter().map(|entry| entry.key.len() + entry.value.as_str().map_or(0, str::len)).sum()
}
