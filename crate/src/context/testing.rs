//! What the tests of this layer share.

use super::roles;
use crate::read::{FileFacts, read_file};
use crate::text::{FileId, Str};

/// Files, each (path, text), read with the roles that they give to one another.
pub fn files(files: &[(&str, &str)]) -> Vec<FileFacts> {
    let read = |index: usize, role| {
        let (path, text) = files[index];
        read_file(FileId(index as u32), Str::from(path.to_string()), text.as_bytes(), role)
    };
    let mut facts: Vec<FileFacts> = (0..files.len()).map(|index| read(index, None)).collect();
    for (file, role) in roles(&facts) {
        let index = file.0 as usize;
        facts[index] = read(index, Some(role));
        facts[index].said = false;
    }
    facts
}

/// A path with an empty file.
pub fn empty(path: &'static str) -> (&'static str, &'static str) {
    (path, "")
}
