//! Anchors and aliases, and how much of a document aliases may make.

use super::keys::definition;
use super::{Builder, Done, dismantle};
use crate::text::{Gather as _, Key, Span};
use crate::value::{Entry, Map, Node, Origin, Value};
use crate::yaml::problem::ProblemKind;
use std::rc::Rc;

/// Trees up to this height are copied with new origins; higher ones are shared (no reader gets to see them).
const MAX_COPIED: usize = 1000;

/// What `&name` marks.
pub(super) enum Anchor {
    /// A list or map that is not complete, by its number.
    Open(usize),
    /// A node, how many nodes it was visited in, and its height.
    Closed(Node, u64, usize),
}

impl Anchor {
    pub(super) fn dismantle(self) {
        if let Anchor::Closed(node, ..) = self {
            dismantle(node);
        }
    }
}

/// What has been visited, as go-yaml counts it: each node, and again for each alias that it is reached through.
pub(super) struct Count {
    pub visited: u64,
    aliased: u64,
    /// The document is over the limit.
    over: bool,
    /// How many nodes aliases may still bring, by this program's own limit for a file.
    pub budget: usize,
}

impl Count {
    pub(super) fn new(budget: usize) -> Self {
        // The document itself is a visit.
        Count { visited: 1, aliased: 0, over: false, budget }
    }

    /// True when aliases make too much of the document: 99 in 100 of a small one, one in 10 of a very large one.
    fn is_excessive(&self) -> bool {
        const SMALL: f64 = 400_000.0;
        const LARGE: f64 = 4_000_000.0;
        let visited = self.visited as f64;
        let allowed = 0.99 - 0.89 * ((visited - SMALL) / (LARGE - SMALL)).clamp(0.0, 1.0);
        self.aliased > 100 && self.visited > 1000 && self.aliased as f64 / visited > allowed
    }
}

impl Builder<'_, '_> {
    /// Counts a node that is written here.
    pub(super) fn visit(&mut self) {
        self.count.visited += 1;
        if self.count.aliased > 100 && !self.count.over && self.count.is_excessive() {
            let span = self.place.span(0, 0);
            self.exceed(span);
        }
    }

    /// True when the anchor still marks the frame with that number.
    pub(super) fn is_open(&self, name: &str, id: usize) -> bool {
        matches!(self.anchors.get(&Key::Text(name)), Some(Anchor::Open(open)) if *open == id)
    }

    /// `*name`
    pub(super) fn alias(&mut self, name: &str, start: usize, end: usize) {
        let span = self.place.span(start, end);
        let (node, height) = self.target(name, span).unwrap_or((Node::new(Value::Null, Origin::Source(span)), 0));
        self.put(Done { node, is_alias: true, end, height });
    }

    /// A copy of what the alias stands for, and its height; none when it stands for nothing or for too much.
    fn target(&mut self, name: &str, span: Span) -> Option<(Node, usize)> {
        self.visit();
        let (node, visits, height) = match self.anchors.get(&Key::Text(name)) {
            Some(Anchor::Closed(node, visits, height)) => (node.clone(), *visits, *height),
            Some(Anchor::Open(_)) => {
                self.report(ProblemKind::AliasInItself(name.to_owned().into()), span, None);
                return None;
            }
            None => {
                self.report(ProblemKind::UnknownAnchor(name.to_owned().into()), span, None);
                return None;
            }
        };
        self.count.visited += visits;
        self.count.aliased += visits;
        let left = self.count.budget.checked_sub(visits as usize);
        if self.count.over || left.is_none() || self.count.is_excessive() {
            self.exceed(span);
            return None;
        }
        self.count.budget = left.unwrap_or(0);
        let copy = if height <= MAX_COPIED { through(&node, span) } else { node };
        Some((copy, height))
    }

    fn exceed(&mut self, span: Span) {
        if !self.count.over {
            self.count.over = true;
            self.report(ProblemKind::Aliases, span, None);
        }
    }
}

/// A copy of a tree that says that it came through an alias. Recursion is bounded by the height that the caller checks.
fn through(node: &Node, alias: Span) -> Node {
    let origin = |origin: &Origin| Origin::Alias(Rc::new((definition(origin), alias)));
    let value = match &node.value {
        Value::List(items) => Value::List(Rc::new(items.iter().map(|item| through(item, alias)).gather())),
        Value::Map(map) => {
            let entry = |entry: &Entry| Entry {
                key: entry.key.clone(),
                key_origin: origin(&entry.key_origin),
                value: through(&entry.value, alias),
            };
            Value::Map(Rc::new(Map::from_distinct(map.entries().iter().map(entry).gather())))
        }
        scalar => scalar.clone(),
    };
    Node::new(value, origin(&node.origin))
}
