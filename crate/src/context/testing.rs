//! What the tests of this layer share.

use super::tell;
use crate::read::{FileFacts, read_told};
use crate::text::{FileId, Str};

/// Files, each (path, text), read with what they say of one another.
pub fn files(files: &[(&str, &str)]) -> Vec<FileFacts> {
    let read = |index: usize, role, carried| {
        let (path, text) = files[index];
        read_told(FileId(index as u32), Str::from(path.to_string()), text.as_bytes(), role, carried)
    };
    let mut facts: Vec<FileFacts> = (0..files.len()).map(|index| read(index, None, Vec::new())).collect();
    tell(&mut facts, &mut |file, role, carried| Some(read(file.0 as usize, role, carried)));
    facts
}

/// A path with an empty file.
pub fn empty(path: &'static str) -> (&'static str, &'static str) {
    (path, "")
}
