//! The shape that all these names share: characters of one class, with narrower classes at both ends.

use crate::text::{Piece, utf16_before};
use thiserror::Error;

/// What is wrong with a key, a value or a name, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct SyntaxError {
    /// The byte of the text at which it goes wrong.
    pub at: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a key, a value or a name; `what` says which of its parts is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum Fault {
    /// No text at all.
    #[error("{what} is empty")]
    Empty { what: &'static str },
    /// Too many characters.
    #[error("{what} has at most {max} characters; here are {found}")]
    TooLong { what: &'static str, max: usize, found: usize },
    /// A capital where there are none.
    #[error("{what} is written in lower case")]
    UpperCase { what: &'static str },
    /// A character of no allowed class.
    #[error("`{}` can't stand in {what}, which has only {allowed}", .found.escape_debug())]
    Character { what: &'static str, allowed: &'static str, found: char },
    /// A character that can't be the first.
    #[error("{what} starts with {first}")]
    Start { what: &'static str, first: &'static str },
    /// A character that can't be the last.
    #[error("{what} ends with {last}")]
    End { what: &'static str, last: &'static str },
    /// `a..b`
    #[error("a part of {what} is empty: a dot stands between two names")]
    EmptyPart { what: &'static str },
    /// `a/b/c`
    #[error("a key has one `/` at most, between prefix and name")]
    SecondSlash,
    /// `a.b` for `*.a.b`
    #[error("a wildcard name starts with `*.`")]
    NoWildcard,
    /// `80`
    #[error("the name of a port has at least one letter")]
    NoLetter,
    /// `a--b`
    #[error("no two dashes stand side by side in the name of a port")]
    DoubleDash,
    /// `..a`
    #[error("the name of an environment variable is not `.` and does not start with `..`")]
    LeadingDots,
}

impl SyntaxError {
    /// The place of the error in UTF-16 units of `text`, the text that was read.
    pub fn at_utf16(&self, text: &str) -> usize {
        utf16_before(text, self.at)
    }
}

/// The answer to "is this valid?".
pub(super) type Check = Result<(), SyntaxError>;

/// A fault at byte `offset` of a piece.
pub(super) fn fault(piece: Piece, offset: usize, fault: Fault) -> Check {
    Err(SyntaxError { at: piece.at + offset, fault })
}

/// A class of characters, in code and in words.
pub(super) struct Class {
    pub has: fn(char) -> bool,
    pub words: &'static str,
}

/// What a word looks like.
pub(super) struct Shape {
    pub any: &'static Class,
    pub first: &'static Class,
    pub last: &'static Class,
}

pub(super) const ALNUM: Class = Class { has: |c| c.is_ascii_alphanumeric(), words: "a letter or a digit" };
pub(super) const NAME: Class = Class {
    has: |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'),
    words: "letters, digits, `-`, `_` and `.`",
};
pub(super) const LOWER: Class =
    Class { has: |c| matches!(c, 'a'..='z' | '0'..='9'), words: "a lower-case letter or a digit" };
pub(super) const LOWER_DASH: Class =
    Class { has: |c| matches!(c, 'a'..='z' | '0'..='9' | '-'), words: "lower-case letters, digits and `-`" };
pub(super) const LETTER: Class = Class { has: |c| c.is_ascii_lowercase(), words: "a lower-case letter" };

/// Looks at one word: not empty, characters, first and last one, in this order.
pub(super) fn word(piece: Piece, what: &'static str, shape: &Shape) -> Check {
    let text = piece.text;
    let (Some(first), Some((end, last))) = (text.chars().next(), text.char_indices().next_back()) else {
        return fault(piece, 0, Fault::Empty { what });
    };
    if let Some((at, found)) = text.char_indices().find(|(_, c)| !(shape.any.has)(*c)) {
        let capital = found.is_ascii_uppercase() && (shape.any.has)(found.to_ascii_lowercase());
        let wrong = if capital {
            Fault::UpperCase { what }
        } else {
            Fault::Character { what, allowed: shape.any.words, found }
        };
        return fault(piece, at, wrong);
    }
    if !(shape.first.has)(first) {
        return fault(piece, 0, Fault::Start { what, first: shape.first.words });
    }
    if !(shape.last.has)(last) {
        return fault(piece, end, Fault::End { what, last: shape.last.words });
    }
    Ok(())
}

/// Looks at the length, in bytes as Kubernetes does.
pub(super) fn at_most(piece: Piece, what: &'static str, max: usize) -> Check {
    let found = piece.text.len();
    if found > max { fault(piece, max, Fault::TooLong { what, max, found }) } else { Ok(()) }
}
