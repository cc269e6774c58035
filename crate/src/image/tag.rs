//! Tags that will point to another image one day.

use std::fmt;

/// Why a tag, or its absence, does not say which image runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moving {
    /// No tag: the registry's `latest` is pulled.
    Missing,
    /// A word that stands for the newest build of something: `latest`, `dev`, `stable` …
    Channel,
    /// A version without all of its numbers (`v1`, `1.37`): it follows the releases under it.
    PartialVersion,
    /// No version at all, only a flavour or a name (`distroless`).
    NoVersion,
}

impl fmt::Display for Moving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Moving::Missing => "without a tag, `latest` is pulled, and that is another image tomorrow",
            Moving::Channel => "the tag follows the newest build",
            Moving::PartialVersion => "the tag is only a part of a version, so it moves with each release under it",
            Moving::NoVersion => "the tag names no version, so it can point to another image any day",
        })
    }
}

/// Words for "the newest build of this".
const CHANNELS: &[&str] = &[
    "latest",
    "stable",
    "edge",
    "nightly",
    "dev",
    "devel",
    "develop",
    "main",
    "master",
    "head",
    "canary",
    "next",
    "unstable",
    "testing",
    "test",
    "rolling",
    "snapshot",
    "current",
    "lts",
    "prod",
    "production",
    "staging",
    "release",
];

/// Why the tag (or, with `None`, its absence) does not pin an image; `None` where it looks fixed, or where nobody can
/// tell. A heuristic on the words of the tag: a commit or a date pins, a full version pins unless it is a channel's
/// (`v0.0.0-latest`), everything without a version moves.
pub fn moving(tag: Option<&str>) -> Option<Moving> {
    let Some(tag) = tag else { return Some(Moving::Missing) };
    let words = || tag.split(['-', '_']);
    if words().any(is_commit_or_date) {
        None
    } else if words().any(|word| CHANNELS.iter().any(|channel| word.eq_ignore_ascii_case(channel))) {
        Some(Moving::Channel)
    } else if words().any(|word| version_numbers(word).is_some_and(|count| count >= 3)) {
        None
    } else if words().any(|word| version_numbers(word).is_some()) {
        Some(Moving::PartialVersion)
    } else {
        (!tag.bytes().any(|byte| byte.is_ascii_digit())).then_some(Moving::NoVersion)
    }
}

/// How many numbers a version has, where the word starts with one: 3 for `v1.37.0`, 2 for `1.37`. What follows the
/// last number (`1.2.3rc1`) does not count.
fn version_numbers(word: &str) -> Option<usize> {
    let numbers = word.strip_prefix(['v', 'V']).unwrap_or(word);
    let count = numbers.split('.').take_while(|part| part.starts_with(|c: char| c.is_ascii_digit())).count();
    (count > 0).then_some(count)
}

/// An abbreviated commit or a date: seven hexadecimal digits or more, at least one of them 0–9.
fn is_commit_or_date(word: &str) -> bool {
    word.len() >= 7
        && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        && word.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_move_and_tags_that_stay() {
        let table: &[(&[&str], Option<Moving>)] = &[
            (
                &[
                    "latest",
                    "distroless-latest",
                    "v1.37-latest",
                    "v0.0.0-latest",
                    "dev",
                    "distroless-dev",
                    "STABLE",
                    "main",
                ],
                Some(Moving::Channel),
            ),
            (&["v1", "1", "1.37", "v1.37", "distroless-v1.37", "22.04", "1.27-alpine"], Some(Moving::PartialVersion)),
            (&["distroless", "alpine", "bookworm", "contrib"], Some(Moving::NoVersion)),
            (&["v1.37.0", "distroless-v1.37.0", "1.2.3-alpine", "v1.2.3-rc1", "1.2.3rc1"], None),
            (&["17b1956c", "main-17b1956c", "20240101", "latest-20240101", "build42"], None),
        ];
        for (tags, expected) in table {
            for tag in *tags {
                assert_eq!(moving(Some(tag)), *expected, "{tag}");
            }
        }
        assert_eq!(moving(None), Some(Moving::Missing));
    }
}
