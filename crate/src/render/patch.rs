//! `patch` of an object: applied last, it can replace anything.

use super::{Cause, Failure, Misfit, Object, Scene};
use crate::context::Settings;
use crate::resolve::merge::{MergeError, Shape, json_merge, strategic_merge};
use crate::text::Gather as _;
use crate::value::{Entry, Map, Node, Origin, Value};
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
    let (settings, failed) = (scene.settings, |error| Failure { kind, cause: Cause::Patch(error) });
    let word = patch.get("type").filter(|word| !settings.is_placeholder(word));
    if let Some(word) = word.filter(|word| !matches!(word.as_str(), Some("StrategicMerge" | "JSONMerge"))) {
        let text = word.as_str().unwrap_or("").to_string();
        return Err(failed(PatchError::UnknownType { word: text, origin: word.origin.clone() }));
    }
    let Some(value) = patch.get("value") else { return Ok(object) };
    let fit = |node: &Node| scene.types.fit(kind, node, scene.release, settings);
    // The controller writes the object out first: what is empty is not there then.
    let written = fit(&object.node).unwrap_or(object.node);
    let known = settings.has_placeholder(value).then(|| known_part(value, Some(&written), settings, DEEPEST));
    let value = match &known {
        Some(None) => return Ok(Object { kind, node: written }),
        Some(Some(known)) => known,
        None => value,
    };
    // Where a tool fills the type in, it is the one by which more of the object stays as it is.
    let patched = match word.and_then(Node::as_str) {
        Some("JSONMerge") => json_merge(&written, value),
        _ => strategic_merge(&written, value, Shape::Object, kind),
    };
    let patched = match patched {
        Err(MergeError::UnknownDirective { word, .. }) if settings.is_placeholder_text(&word) => written,
        patched => patched.map_err(|error| failed(PatchError::Merge(error)))?,
    };
    if let Some(status) = patched.get("status").filter(|status| status.as_map().is_none()) {
        let found = status.value.kind();
        let misfit = Misfit { field: "status".into(), expected: "a map", found, origin: status.origin.clone() };
        return Err(failed(PatchError::Misfit(misfit)));
    }
    let node = fit(&patched).map_err(|misfit| failed(PatchError::Misfit(misfit)))?;
    Ok(Object { kind, node })
}

/// Patches are not looked into deeper than that.
const DEEPEST: usize = 64;

/// What is known of a patch for what it meets. A map or a list of the object for which a deployment tool fills something in
/// stays as it was built, rather than being gone.
fn known_part(patch: &Node, met: Option<&Node>, settings: &Settings, depth: usize) -> Option<Node> {
    let is_filled = settings.is_placeholder(patch);
    match (&patch.value, met.map(|met| &met.value)) {
        (_, Some(Value::Map(_) | Value::List(_))) if is_filled => None,
        (Value::Map(map), _) if depth > 0 => {
            let mut known = Vec::new();
            // Of a directive that is filled in, nothing is known.
            let is_known = |entry: &&Entry| !entry.key.starts_with('$') || !settings.is_placeholder(&entry.value);
            for entry in map.entries().iter().filter(is_known) {
                let met = met.and_then(|met| met.get(&entry.key));
                let value = known_part(&entry.value, met, settings, depth - 1);
                known.extend(value.map(|value| Entry { value, ..entry.clone() }));
            }
            Some(Node::map(Map::from_distinct(known), patch.origin.clone()))
        }
        (Value::List(items), Some(Value::List(old))) if old.iter().any(|old| old.as_map().is_some()) => {
            let known = items.iter().filter(|item| !settings.is_placeholder(item)).cloned().gather();
            Some(Node::list(known, patch.origin.clone()))
        }
        _ => Some(patch.clone()),
    }
}
