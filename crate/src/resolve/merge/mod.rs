//! Merging of trees as the controller does it, for levels of EnvoyProxy and for `patch`: JSON merge (RFC 7396) and
//! Kubernetes' strategic merge. Origins survive: what the patch brings keeps its bytes.

mod json;
mod lists;
mod schema;
mod strategic;

pub use json::json_merge;
pub use schema::{ListMerge, Shape};
pub use strategic::strategic_merge;

use crate::text::Str;
use crate::value::{Node, Origin};
use thiserror::Error;

/// Why a patch can't be applied; the origin is the part of the patch that is to blame.
#[derive(Debug, Clone, Error)]
pub enum MergeError {
    /// The patch is not a map.
    #[error("a patch must be a map, not {found}")]
    NotAMap {
        /// What it is.
        found: &'static str,
        /// The patch.
        origin: Origin,
    },
    /// A list item without the key that items are matched by.
    #[error("an item of `{list}` has no `{key}`, by which items are matched")]
    NoMergeKey {
        /// The field of the list.
        list: Str,
        /// The merge key.
        key: &'static str,
        /// The item.
        origin: Origin,
    },
    /// Items of different kinds in one list.
    #[error("the items of `{list}` are not of one kind")]
    MixedItems {
        /// The field of the list.
        list: Str,
        /// The list.
        origin: Origin,
    },
    /// A `$patch` that is none of replace, delete.
    #[error("`$patch: {word}` is no directive: replace and delete are")]
    UnknownDirective {
        /// What was written.
        word: String,
        /// Where.
        origin: Origin,
    },
    /// A directive with a value of the wrong kind.
    #[error("`{directive}` takes a list, not {found}")]
    BadDirective {
        /// The directive's key.
        directive: Str,
        /// What was found.
        found: &'static str,
        /// Where.
        origin: Origin,
    },
    /// A field that `$retainKeys` does not name.
    #[error("`$retainKeys` must name `{field}` too, which stands beside it")]
    NotRetained {
        /// The field.
        field: Str,
        /// Where.
        origin: Origin,
    },
    /// Items of a patch in another order than `$setElementOrder` gives, or not in it.
    #[error("the items of the patch must all be in its `$setElementOrder`, in that order")]
    OtherOrder {
        /// The directive.
        origin: Origin,
    },
    /// Two levels meet in a place that has no structure to merge by.
    #[error("`{field}` stands at both levels, below a free-form value, where there is no structure to merge by")]
    NoStructure {
        /// The field.
        field: Str,
        /// Where in the patch.
        origin: Origin,
    },
}

impl MergeError {
    /// The part of the patch that is to blame.
    pub fn origin(&self) -> &Origin {
        match self {
            MergeError::NotAMap { origin, .. }
            | MergeError::NoMergeKey { origin, .. }
            | MergeError::MixedItems { origin, .. }
            | MergeError::UnknownDirective { origin, .. }
            | MergeError::BadDirective { origin, .. }
            | MergeError::NotRetained { origin, .. }
            | MergeError::OtherOrder { origin }
            | MergeError::NoStructure { origin, .. } => origin,
        }
    }
}

/// A result whose error says why a patch can't be applied.
pub type Merged = Result<Node, MergeError>;
