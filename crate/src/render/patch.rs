//! `patch` of an object: applied last, it can replace anything.

use super::{Cause, Failure, Misfit, Object, Scene};
use crate::resolve::merge::{MergeError, Shape, json_merge, strategic_merge};
use crate::value::{Node, Origin};
use thiserror::Error;

/// Why a patch can't be applied.
#[derive(Debug, Clone, Error)]
pub enum PatchError {
    /// It does not fit the object.
    #[error("{0}")]
    Merge(MergeError),
    /// The patched object does not fit its type.
    #[error("{0}")]
    Misfit(Misfit),
    /// `patch.type` is none of the two.
    #[error("`{word}` is no type of patch: StrategicMerge and JSONMerge are")]
    UnknownType {
        /// What was written.
        word: String,
        /// Where.
        origin: Origin,
    },
}

impl PatchError {
    /// The part of the patch that is to blame.
    pub fn origin(&self) -> &Origin {
        match self {
            PatchError::Merge(error) => error.origin(),
            PatchError::Misfit(misfit) => &misfit.origin,
            PatchError::UnknownType { origin, .. } => origin,
        }
    }
}

/// The object with its patch applied, where it has one, and decoded again. Without a type it is a strategic merge.
///
/// # Errors
/// A patch that does not fit the object or its type, or an unknown type of patch.
pub(super) fn apply(object: Object, patch: Option<&Node>, scene: &Scene<'_>) -> Result<Object, Failure> {
    let kind = object.kind;
    let Some(patch) = patch else { return Ok(object) };
    let failed = |error| Failure { kind, cause: Cause::Patch(error) };
    let word = patch.get("type").filter(|word| !word.is_null());
    if let Some(word) = word.filter(|word| !matches!(word.as_str(), Some("StrategicMerge" | "JSONMerge"))) {
        let text = word.as_str().unwrap_or("").to_string();
        return Err(failed(PatchError::UnknownType { word: text, origin: word.origin.clone() }));
    }
    let Some(value) = patch.get("value") else { return Ok(object) };
    // The controller writes the object out first: what is empty is not there then.
    let written = scene.types.fit(kind, &object.node, scene.release).unwrap_or(object.node);
    let patched = match word.and_then(Node::as_str) {
        Some("JSONMerge") => json_merge(&written, value),
        _ => strategic_merge(&written, value, Shape::Object, kind),
    };
    let patched = patched.map_err(|error| failed(PatchError::Merge(error)))?;
    if let Some(status) = patched.get("status").filter(|status| status.as_map().is_none()) {
        let found = status.value.kind();
        let misfit = Misfit { field: "status".into(), expected: "a map", found, origin: status.origin.clone() };
        return Err(failed(PatchError::Misfit(misfit)));
    }
    let node = scene.types.fit(kind, &patched, scene.release).map_err(|misfit| failed(PatchError::Misfit(misfit)))?;
    Ok(Object { kind, node })
}
