//! `filterOrder`: filters that are to stand before or after others.

use super::{Invalid, Why};
use crate::text::{Gather as _, Names};
use crate::value::Node;

/// The last entry of a circle, where there is one.
pub(super) fn circle(spec: &Node) -> Option<Invalid> {
    let items = spec.get("filterOrder").map_or(&[][..], Node::items);
    let mut edges: Vec<(&str, &str, &Node)> = items.iter().filter_map(edge).gather();
    // What nothing has to stand before can go first; what is left in the end is in a circle or behind one.
    while !edges.is_empty() {
        let after: Names<()> = Names::set(edges.iter().map(|(_, after, _)| *after));
        let count = edges.len();
        edges.retain(|(before, ..)| after.has(before));
        if edges.len() == count {
            break;
        }
    }
    edges.last().map(|(.., node)| Invalid { node: (*node).clone(), why: Why::FilterOrder })
}

/// Which filter stands before which.
fn edge(item: &Node) -> Option<(&str, &str, &Node)> {
    let name = item.str_at(&["name"])?;
    match item.str_at(&["before"]) {
        Some(before) => Some((name, before, item)),
        None => Some((item.str_at(&["after"])?, name, item)),
    }
}
