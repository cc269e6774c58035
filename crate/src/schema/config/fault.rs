//! What keeps the controller from starting.

use crate::value::Origin;

/// A value that the controller refuses, so that it does not start.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The value to blame, or the key of the map that lacks something.
    pub at: Origin,
    /// The field, as the API server would spell it: `rateLimit.backend.redis.url`.
    pub field: String,
    /// At which step.
    pub step: Step,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub todo: String,
    /// What to write instead of the value, where that is plain.
    pub instead: Option<Instead>,
    /// True where the field is not there, and `at` is the key of its map.
    pub is_missing: bool,
}

/// What to write instead of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// The value as it is written, in quotes.
    Quoted,
    /// The same value, written so that it is read as such.
    Same(String),
    /// Another value, which may have been meant.
    Other(String),
}

/// The steps of reading the configuration; what is refused at one does not reach the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Which kind of document it is.
    Head,
    /// Its values are put into typed fields.
    Decode,
    /// The fields are validated.
    Validate,
}
