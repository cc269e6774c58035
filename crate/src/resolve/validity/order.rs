//! `filterOrder`: filters that are to stand before or after others.

use super::{Invalid, Why};
use crate::text::{Index, Key};
use crate::value::Node;

/// A filter that others are to stand before or after.
#[derive(Default)]
struct Filter {
    /// How many of those that have to stand before it are not placed yet.
    waits: usize,
    /// The entries that let it stand before another one.
    before: Vec<usize>,
}

/// The last entry of a circle, where there is one.
pub(super) fn circle(spec: &Node) -> Option<Invalid> {
    let (mut names, mut filters) = (Index::default(), Vec::<Filter>::new());
    let mut number = |filters: &mut Vec<Filter>, name| {
        let number = names.place(Key::Text(name), filters.len());
        if number == filters.len() {
            filters.push(Filter::default());
        }
        number
    };
    let mut edges = Vec::new();
    for (before, after, node) in spec.get("filterOrder").map_or(&[][..], Node::items).iter().filter_map(edge) {
        let (before, after) = (number(&mut filters, before), number(&mut filters, after));
        filters.get_mut(before)?.before.push(edges.len());
        filters.get_mut(after)?.waits += 1;
        edges.push((after, node, true));
    }
    // What waits for nothing can be placed; what is left in the end is in a circle or behind one.
    let mut free = Vec::new();
    for (at, filter) in filters.iter().enumerate() {
        if filter.waits == 0 {
            free.push(at);
        }
    }
    while let Some(at) = free.pop() {
        for edge in std::mem::take(&mut filters.get_mut(at)?.before) {
            let (after, _, is_open) = edges.get_mut(edge)?;
            *is_open = false;
            let next = filters.get_mut(*after)?;
            next.waits -= 1;
            if next.waits == 0 {
                free.push(*after);
            }
        }
    }
    let last = edges.iter().rev().find(|(.., is_open)| *is_open)?;
    Some(Invalid { node: last.1.clone(), why: Why::FilterOrder })
}

/// Which filter stands before which.
fn edge(item: &Node) -> Option<(&str, &str, &Node)> {
    let name = item.str_at(&["name"])?;
    match item.str_at(&["before"]) {
        Some(before) => Some((name, before, item)),
        None => Some((item.str_at(&["after"])?, name, item)),
    }
}
