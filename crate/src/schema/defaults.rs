//! Defaults: what the API server fills in.

use super::path::{Path, Step};
use super::table::{At, Schema};
use super::{Kind, json};
use crate::diagnostic::ReleaseSet;
use crate::release::Release;
use crate::text::Gather as _;
use crate::value::{Entry, Map, Node, Origin, Value};
use std::rc::Rc;

/// The document as the API server of a release stores it: unknown fields and nulls dropped, defaults filled in, each
/// with an origin that names it by its path below `spec`. Metadata and status stay as they are.
pub fn apply_defaults(schema: &Schema, kind: Kind, root: &Node, release: &Release) -> Node {
    let Some(at) = schema.root(kind, ReleaseSet::one(release.index)) else { return root.clone() };
    let mut filler = Filler { release: release.index, path: Path::default() };
    filler.node(root, at)
}

struct Filler<'a> {
    release: u16,
    path: Path<'a>,
}

impl<'a> Filler<'a> {
    fn node(&mut self, node: &'a Node, at: At<'a>) -> Node {
        match &node.value {
            _ if !at.free().is_empty() => node.clone(),
            Value::Map(map) => Node::new(Value::Map(Rc::new(self.map(map, at))), node.origin.clone()),
            Value::List(items) => {
                let Some(below) = at.items() else { return node.clone() };
                let items = items.iter().enumerate().map(|(index, item)| self.below(Step::Index(index), item, below));
                Node::list(items.gather(), node.origin.clone())
            }
            _ => node.clone(),
        }
    }

    fn below(&mut self, step: Step<'a>, node: &'a Node, at: At<'a>) -> Node {
        self.path.push(step);
        let filled = self.node(node, at);
        self.path.pop();
        filled
    }

    fn map(&mut self, map: &'a Map, at: At<'a>) -> Map {
        let mut entries = Vec::with_capacity(map.len());
        for entry in map.entries() {
            if self.path.is_root() && matches!(&*entry.key, "apiVersion" | "kind" | "metadata" | "status") {
                entries.push(entry.clone());
                continue;
            }
            let below = at.property(&entry.key).map(|child| child.at).or_else(|| at.values());
            if let Some(below) = below.filter(|_| !entry.value.is_null()) {
                let value = self.below(Step::Key(&entry.key), &entry.value, below);
                entries.push(Entry { key: entry.key.clone(), key_origin: entry.key_origin.clone(), value });
            }
        }
        let mut filled = Map::from_distinct(entries);
        for child in at.properties() {
            if filled.get(child.name).is_none()
                && let Some((json, _)) = child.at.defaults().next()
            {
                let name = self.path.with(Step::Key(child.name));
                let name = name.strip_prefix("spec.").unwrap_or(&name).to_string();
                let origin = Origin::default_of(self.release, name);
                filled.set(child.name, json::node(json, &origin));
            }
        }
        filled
    }
}
