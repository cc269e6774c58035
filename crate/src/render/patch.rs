//! `patch` of an object: applied last, it can replace anything.

use super::Object;
use crate::resolve::merge::{MergeError, Shape, json_merge, strategic_merge};
use crate::value::{Node, Origin};
use thiserror::Error;

/// Why a patch can't be applied.
#[derive(Debug, Clone, Error)]
pub enum PatchError {
    /// It does not fit the object.
    #[error("{0}")]
    Merge(MergeError),
    /// `patch.type` is none of the two.
    #[error("`{word}` is no type of patch: StrategicMerge and JSONMerge are")]
    UnknownType {
        /// What was written.
        word: String,
        /// Where.
        origin: Origin,
    },
}

/// A patch that stops the controller.
#[derive(Debug, Clone)]
pub struct PatchFailure {
    /// The kind of the object that was to be patched.
    pub kind: &'static str,
    /// Why.
    pub error: PatchError,
}

impl PatchFailure {
    /// The part of the patch that is to blame.
    pub fn origin(&self) -> &Origin {
        match &self.error {
            PatchError::Merge(error) => error.origin(),
            PatchError::UnknownType { origin, .. } => origin,
        }
    }
}

/// The object with its patch applied, where it has one. Without a type it is a strategic merge.
///
/// # Errors
/// A patch that does not fit the object, or an unknown type of patch.
pub(super) fn apply(object: Object, patch: Option<&Node>) -> Result<Object, PatchFailure> {
    let kind = object.kind;
    let Some((patch, value)) = patch.and_then(|patch| Some((patch, patch.get("value")?))) else { return Ok(object) };
    let patched = match patch.str_at(&["type"]) {
        None | Some("StrategicMerge") => strategic_merge(&object.node, value, Shape::Object, kind),
        Some("JSONMerge") => json_merge(&object.node, value),
        Some(word) => {
            let origin = patch.get("type").map_or(patch.origin.clone(), |node| node.origin.clone());
            let error = PatchError::UnknownType { word: word.to_string(), origin };
            return Err(PatchFailure { kind, error });
        }
    };
    match patched {
        Ok(node) => Ok(Object { kind, node }),
        Err(error) => Err(PatchFailure { kind, error: PatchError::Merge(error) }),
    }
}
