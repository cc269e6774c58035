//! `jsonPatches`: operations on the default bootstrap, one after the other.

use super::pointer::{Edit, edit, find};
use super::{Invalid, Why};
use crate::value::Node;

/// What more operations come to is not looked at: each can make the tree higher, and copies it.
const MOST: usize = 128;

/// The default with all operations applied; none where it is not known what one does.
///
/// # Errors
/// The first operation that can't be applied.
pub(super) fn patched(patches: &Node, default: &Node) -> Result<Option<Node>, Invalid> {
    let mut whole = Some(default.clone()).filter(|_| patches.items().len() <= MOST);
    for patch in patches.items() {
        if let Some(node) = unfit(patch) {
            return Err(Invalid { node: node.clone(), why: Why::BootstrapOperation });
        }
        // Which places a JSONPath finds is not known here.
        let known = whole.filter(|_| part(patch, "jsonPath").is_none());
        let applied = known.map(|whole| apply(&whole, patch)).transpose();
        whole = applied.map_err(|node| Invalid { node: node.clone(), why: Why::BootstrapPath })?;
    }
    Ok(whole)
}

fn part<'p>(patch: &'p Node, key: &str) -> Option<&'p Node> {
    patch.get(key).filter(|part| !part.is_null())
}

/// Something of an operation that lacks a part or has one too many.
fn unfit(patch: &Node) -> Option<&Node> {
    let op = patch.get("op")?;
    let needs = match op.as_str()? {
        "remove" => "path",
        "move" | "copy" => "path from",
        _ => "path value",
    };
    let by_json_path = part(patch, "jsonPath").is_some();
    for key in ["path", "value", "from"] {
        if needs.contains(key) != (part(patch, key).is_some() || key == "path" && by_json_path) {
            return Some(op);
        }
    }
    None
}

/// The tree after an operation.
///
/// # Errors
/// What is to blame where it does not apply.
fn apply<'p>(whole: &Node, patch: &'p Node) -> Result<Node, &'p Node> {
    let text = |key| patch.str_at(&[key]).unwrap_or("");
    let (op, path, from) = (text("op"), text("path"), text("from"));
    let part = |key| part(patch, key).unwrap_or(patch);
    let value = || part("value").clone();
    let how = match op {
        "add" | "replace" if path.is_empty() => {
            return part("value").as_map().map(|_| value()).ok_or_else(|| part("value"));
        }
        "test" => {
            let is_it = find(whole, path).ok_or_else(|| part("path"))?.value == part("value").value;
            return if is_it { Ok(whole.clone()) } else { Err(part("value")) };
        }
        "add" => Edit::AddAnyway(value()),
        "replace" => Edit::Replace(value()),
        "remove" => Edit::Remove,
        _ => Edit::Add(
            find(whole, from).filter(|_| op == "copy" || !from.is_empty()).ok_or_else(|| part("from"))?.clone(),
        ),
    };
    let without = if op == "move" { edit(whole, from, &Edit::Remove) } else { Some(whole.clone()) };
    edit(&without.ok_or_else(|| part("from"))?, path, &how).ok_or_else(|| part("path"))
}
