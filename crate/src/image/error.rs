//! What can be wrong with an image reference.

use crate::text::{Piece, utf16_before};
use thiserror::Error;

/// What is wrong with an image reference, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{fault}")]
pub struct ReferenceError {
    /// The byte of the text at which it goes wrong.
    pub at: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with an image reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Fault {
    /// No text at all.
    #[error("the image reference is empty")]
    Empty,
    /// White space.
    #[error("an image reference has no blanks in it")]
    Blank,
    /// `https://…`
    #[error("an image reference starts with a host name, not with a scheme such as `https://`")]
    Scheme,
    /// A character that no host name has.
    #[error("`{}` can't stand in the host name of a registry", .0.escape_debug())]
    HostCharacter(char),
    /// `-host`, `host.`, `a..b`
    #[error("between its dots, a registry's host name starts and ends with a letter or a digit")]
    HostEdge,
    /// `host:http/…`
    #[error("the port of a registry is a number")]
    Port,
    /// `::1/…`, `[zz]/…`
    #[error("an IPv6 address as registry stands in brackets and has only hexadecimal digits and colons: `[::1]`")]
    Ipv6,
    /// Nothing that could be a repository's name.
    #[error("the name of the repository is missing")]
    NoRepository,
    /// `a//b`, `/a`, `a/`
    #[error("a part of the repository's path is empty: a slash stands between two names")]
    EmptyComponent,
    /// `Envoy`
    #[error("the path of a repository is written in lower case")]
    UpperCase,
    /// A character that no path has.
    #[error("`{}` can't stand in the path of a repository", .0.escape_debug())]
    PathCharacter(char),
    /// `-a`, `a_`
    #[error("each part of a repository's path starts and ends with a letter or a digit")]
    ComponentEdge,
    /// `a..b`, `a_-b`
    #[error("words in a repository's path are joined by one `.`, by `_` or `__`, or by dashes, not by a mixture")]
    Separator,
    /// More than 255 characters.
    #[error("the path of a repository has at most {} characters", super::parse::PATH_MAX)]
    PathTooLong,
    /// 64 hexadecimal digits.
    #[error("64 hexadecimal digits alone are taken for an image id, not for a repository")]
    LooksLikeId,
    /// `envoy:`
    #[error("the tag after `:` is missing")]
    NoTag,
    /// `envoy:-1`
    #[error("a tag starts with a letter, a digit or `_`")]
    TagStart,
    /// A character that no tag has.
    #[error("`{}` can't stand in a tag", .0.escape_debug())]
    TagCharacter(char),
    /// `envoy:v1:v2`
    #[error("a second tag: an image reference has one")]
    SecondTag,
    /// More than 128 characters.
    #[error("a tag has at most {} characters", super::parse::TAG_MAX)]
    TagTooLong,
    /// `envoy@latest`
    #[error("after `@` comes a digest, such as `sha256:` with 64 hexadecimal digits; a tag comes after `:`")]
    NoDigest,
    /// `@md5:…`
    #[error("the algorithm of a digest is sha256, sha384 or sha512, in lower case")]
    Algorithm,
    /// `@sha256:ABC…`
    #[error("the hexadecimal digits of a digest are written in lower case")]
    DigestUpperCase,
    /// `@sha256:xyz…`
    #[error("`{}` is not a hexadecimal digit; a digest has nothing else after its algorithm", .0.escape_debug())]
    DigestCharacter(char),
    /// `@sha256:abc`
    #[error("this digest has {expected} hexadecimal digits; here are {found}")]
    DigestLength {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// `@sha256:…:v1`
    #[error("the tag comes before the digest")]
    TagAfterDigest,
}

impl ReferenceError {
    /// The place of the error in UTF-16 units of `text`, the text that was read.
    pub fn at_utf16(&self, text: &str) -> usize {
        utf16_before(text, self.at)
    }
}

/// A fault at byte `offset` of a piece.
pub(super) fn fault(piece: Piece, offset: usize, fault: Fault) -> ReferenceError {
    ReferenceError { at: piece.at + offset, fault }
}
