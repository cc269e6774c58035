//! Why a request can't be answered.

use thiserror::Error;

/// A request that can't be answered.
#[derive(Debug, Error)]
pub enum RequestError {
    /// A key that an object of the request does not have.
    #[error("{what} has no key `{key}`; it has {}", keys.join(", "))]
    Key {
        /// The object.
        what: &'static str,
        /// The key.
        key: String,
        /// Those that it has.
        keys: &'static [&'static str],
    },
    /// A value of the wrong kind.
    #[error("{what} is {expected}, not {found}")]
    Kind {
        /// What is to be it.
        what: String,
        /// The right kind.
        expected: &'static str,
        /// The kind that was given.
        found: &'static str,
    },
    /// An option with a value that it does not have.
    #[error("`{value}` is no value of the option `{option}`: {expected}")]
    Value {
        /// The option.
        option: &'static str,
        /// The value.
        value: String,
        /// What it takes.
        expected: &'static str,
    },
    /// An unknown release.
    #[error("there is no release `{release}` of Envoy Gateway here; the nearest is {nearest}")]
    UnknownRelease {
        /// What was written.
        release: String,
        /// Known ones that are near.
        nearest: String,
    },
    /// A call that takes one release.
    #[error(
        "this call takes one target release, and {count} were given: name one as `target`, which wins over gatelint.yaml"
    )]
    OneTarget {
        /// How many.
        count: usize,
    },
    /// An upgrade without one of its two releases.
    #[error("an upgrade needs two releases, `from` and `to`")]
    TwoReleases,
    /// No file.
    #[error("no files were given")]
    NoFiles,
    /// Two files of one path.
    #[error("there are two files `{path}`")]
    Twice {
        /// Their path.
        path: String,
    },
    /// A file with both text and bytes, or neither.
    #[error("file `{path}` needs either `text` or `bytes`")]
    NoContent {
        /// Its path.
        path: String,
    },
}
