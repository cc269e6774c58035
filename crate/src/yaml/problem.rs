//! What can be wrong with a text as YAML.

use super::typing::Tag;
use crate::text::{Span, Str};

/// Something wrong, where it stands, and the other place that it has to do with.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// The other place: the first of two equal keys, the bracket that is not closed.
    pub related: Option<Span>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum ProblemKind {
    /// The text is not YAML.
    Syntax(Syntax),
    /// The bytes are not UTF-8 (or not UTF-16, where they begin with its byte order mark).
    Encoding,
    /// A character that no YAML text may hold.
    ControlCharacter(char),
    /// A line begins with `---` and goes on: the file is not read from here on.
    Separator,
    /// The last line has no line feed and its length is a multiple of 4096 bytes: it is not read.
    LostLine,
    /// A key stands twice in a map; the last one wins where that is not refused.
    DuplicateKey(Str),
    /// A key of the map stands in a map that `<<` merges, too.
    MergedKey(Str),
    /// Two keys of different types are the same text in JSON: which one wins is left to chance.
    SameText(Str),
    /// A key is null.
    NullKey,
    /// A key is an integer above 2^63 - 1.
    LargeKey,
    /// A key is a list or a map.
    NestedKey,
    /// `.inf`, `-.inf` or `.nan`, which JSON can't say.
    NotFinite,
    /// The text is not what its tag demands.
    Mistyped(Tag),
    /// `*name` without an earlier `&name`.
    UnknownAnchor(Str),
    /// `*name` inside the value that `&name` marks.
    AliasInItself(Str),
    /// The value of `<<` is neither a map nor a list of maps.
    Merge,
    /// Aliases make most of the document.
    Aliases,
    /// kubectl, which reads text that begins with `{` as JSON, finds another object here; the controller reads none.
    JsonStream,
    /// kubectl, which reads text that begins with `{` as JSON, refuses the text from here on; the controller reads it.
    NotJson,
    /// kubectl accepts this as JSON; as YAML it is refused.
    JsonOnly,
    /// Deeper than this program reads, though Kubernetes would.
    Deep,
}

impl ProblemKind {
    /// True when Kubernetes' tools refuse the text for it. `strict`: when they look for duplicate keys.
    pub fn refuses(&self, strict: bool) -> bool {
        match self {
            ProblemKind::DuplicateKey(_) | ProblemKind::MergedKey(_) => strict,
            ProblemKind::SameText(_) | ProblemKind::LostLine | ProblemKind::Deep => false,
            ProblemKind::JsonStream | ProblemKind::NotJson | ProblemKind::JsonOnly => false,
            _ => true,
        }
    }
}

/// How a text fails to be YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// A character that nothing can begin with.
    Character(u8),
    /// A tab stands where only spaces can indent.
    TabIndents,
    /// A line of a map is no `key: value`.
    ColonMissing,
    /// A list item stands where none can begin.
    ItemHere,
    /// A `?` stands where no key can begin.
    KeyHere,
    /// A `:` stands where no value can begin.
    ValueHere,
    /// Nested too deeply.
    Depth,
    /// A `%` line that is none of the two that there are, or not in its form.
    Directive,
    /// `&` or `*` without a name of letters, digits, `_` and `-`.
    AnchorName,
    /// A tag is not followed by a space.
    TagEnd,
    /// A tag with characters that none can have.
    TagUri,
    /// A tag with a `!handle!` that is not declared.
    TagHandle,
    /// Something stands behind `|` or `>` on the same line.
    LineRest,
    /// `|0` or `>0`.
    ZeroIndent,
    /// `---` or `...` inside quotes.
    MarkerInQuotes,
    /// Quotes that are not closed.
    Unclosed,
    /// A backslash before a character that it can't escape.
    Escape,
    /// An escape with too few hexadecimal digits.
    HexDigits,
    /// An escape of a number that is no character.
    CodePoint,
    /// `---` is missing after a `%` line.
    DocumentStart,
    /// A value is expected.
    NodeExpected,
    /// A line of a list does not begin with `-`.
    ItemExpected,
    /// A line of a map does not begin with a key at the map's column.
    KeyExpected,
    /// `,` or `]` is expected.
    CommaOrBracket,
    /// `,` or `}` is expected.
    CommaOrBrace,
    /// The text ends too early.
    End,
}
