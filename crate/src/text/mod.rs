//! Places in text: spans of bytes, and the positions that users see.

mod address;
mod embed;
mod embedded;
mod find;
mod gather;
mod glob;
mod index;
mod lines;
mod names;
mod near;
mod piece;
mod sort;
mod spans;
mod str;

pub use address::{ipv4, ipv6};
pub use embed::Embedding;
pub(crate) use embedded::{copy_lines, table};
pub use find::{cut, find, holds};
pub use gather::Gather;
pub use glob::glob;
pub use index::{Index, Key, Latest};
pub use lines::{LineIndex, Position};
pub use names::Names;
pub use near::{nearest_of, nearest_within};
pub use piece::{Piece, utf16_before};
pub use sort::sort;
pub use spans::Spans;
pub use str::Str;

/// A file of the request, by its index there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A range of bytes in a file of the request: `start` inclusive, `end` exclusive, in the UTF-8 text with its byte order mark.
///
/// Text that is embedded in another (a ConfigMap's block scalar, Helm values) is read with an
/// [`Embedding`], which maps each place outwards at once; so every span is one of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `start..end`.
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Span { file, start, end: end.max(start) }
    }

    /// True when another span lies in this one.
    pub fn holds(self, inner: Span) -> bool {
        self.file == inner.file && self.start <= inner.start && inner.end <= self.end
    }

    /// The empty span before this one.
    pub fn before(self) -> Self {
        Span { end: self.start, ..self }
    }

    /// The empty span after this one.
    pub fn after(self) -> Self {
        Span { start: self.end, ..self }
    }

    /// A part of this span, from byte `from` to byte `to` of it, held inside it.
    pub fn part(self, from: usize, to: usize) -> Self {
        let at = |offset: usize| self.start.saturating_add(offset.min(u32::MAX as usize) as u32).min(self.end);
        Span::new(self.file, at(from), at(to))
    }

    /// The text of this span in `text`, the file's whole text; empty where the span is not of that text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}
