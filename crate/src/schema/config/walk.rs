//! A place in the configuration, with its path.

use crate::value::{Entry, Node, Origin};

/// A value, where its key stands, and its path.
#[derive(Debug, Clone)]
pub struct Site<'n> {
    /// The key; for an item of a list the item itself.
    pub key: &'n Origin,
    /// The value.
    pub node: &'n Node,
    /// The path, as the API server spells it.
    pub path: String,
}

impl<'n> Site<'n> {
    /// The whole configuration.
    pub fn root(node: &'n Node) -> Self {
        Site { key: &node.origin, node, path: String::new() }
    }

    /// The value of an entry of this map.
    pub fn child(&self, entry: &'n Entry) -> Self {
        Site { key: &entry.key_origin, node: &entry.value, path: self.below(&entry.key) }
    }

    /// The value of `key`, where there is one that is not null.
    pub fn field(&self, key: &str) -> Option<Self> {
        let entry = self.node.as_map()?.entry(key)?;
        (!entry.value.is_null()).then(|| self.child(entry))
    }

    /// The items of this list.
    pub fn items(&self) -> impl Iterator<Item = Self> {
        let path = self.path.clone();
        self.node.items().iter().enumerate().map(move |(at, node)| Site {
            key: &node.origin,
            node,
            path: format!("{path}[{at}]"),
        })
    }

    /// The path of a field of this map.
    pub fn below(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_string() } else { format!("{}.{key}", self.path) }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        match self.path.rsplit('.').next() {
            None | Some("") => "the configuration",
            Some(name) => name,
        }
    }
}

/// The value at a path of keys.
pub fn known<'n>(root: &Site<'n>, path: &[&str]) -> Option<Site<'n>> {
    path.iter().try_fold(root.clone(), |site, key| site.field(key))
}
