//! The words of YAML: what the scanner makes of the text and the parser of the words.

use std::borrow::Cow;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotes: its text decides what type it has.
    Plain,
    /// In quotes.
    Quoted,
    /// `|` or `>`.
    Block,
}

/// A tag as written: `!handle!suffix`, with an empty handle for `!<suffix>` and for the tag `!`.
#[derive(Debug)]
pub(super) struct TagText<'t> {
    pub handle: &'t str,
    pub suffix: Vec<u8>,
}

/// What a token is.
#[derive(Debug)]
pub(super) enum Kind<'t> {
    StreamEnd,
    /// `---`
    DocumentStart,
    /// `...`
    DocumentEnd,
    /// `%YAML 1.1`
    Version(u8, u8),
    /// `%TAG !handle! prefix`
    TagDirective(Box<TagText<'t>>),
    /// The first item of a list written with `-`.
    ListStart,
    /// The first key of a map written over lines.
    MapStart,
    /// The end of such a list or map.
    BlockEnd,
    /// `[`
    BracketOpen,
    /// `]`
    BracketClose,
    /// `{`
    BraceOpen,
    /// `}`
    BraceClose,
    /// `-`
    Item,
    /// `,`
    Comma,
    /// `?`, or the place where a key turned out to begin.
    Key,
    /// `:`
    Value,
    Alias(&'t str),
    Anchor(&'t str),
    Tag(Box<TagText<'t>>),
    Scalar(Cow<'t, str>, Style),
}

/// A token and the bytes that it stands on.
#[derive(Debug)]
pub(super) struct Token<'t> {
    pub kind: Kind<'t>,
    pub start: usize,
    pub end: usize,
    /// The flow level, plus one, whose candidate for a key begins with this token.
    pub key_of: u32,
}

impl<'t> Token<'t> {
    pub fn new(kind: Kind<'t>, start: usize, end: usize) -> Self {
        Token { kind, start, end, key_of: 0 }
    }
}
