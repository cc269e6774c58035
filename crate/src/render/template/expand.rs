//! From a template to an object.

use super::Piece;
use crate::text::{Index, Key, Str};
use crate::value::{Entry, Map, Node, Value};

/// What fills a template.
pub(in crate::render) struct Fill<'f> {
    /// What the user says of the object: where `from` and `with` look.
    pub user: Option<&'f Node>,
    /// The flags that are up.
    pub flags: &'f [&'f str],
    /// What goes into the holes.
    holes: Vec<(&'static str, Node)>,
}

impl<'f> Fill<'f> {
    /// Nothing in the holes yet.
    pub fn new(user: Option<&'f Node>, flags: &'f [&'f str]) -> Self {
        Fill { user, flags, holes: Vec::new() }
    }

    /// Fills a hole.
    #[inline(never)]
    pub fn put(&mut self, name: &'static str, node: Node) {
        self.holes.push((name, node));
    }

    /// Fills a hole where there is something for it.
    pub fn put_some(&mut self, name: &'static str, node: Option<Node>) {
        if let Some(node) = node {
            self.put(name, node);
        }
    }

    /// The part, filled; none where there is nothing.
    pub fn expand(&self, piece: &Piece) -> Option<Node> {
        match piece {
            Piece::Ready(node) => Some(node.clone()).filter(|node| !node.is_null()),
            Piece::Hole(name) => Some(self.holes.iter().find(|(hole, _)| *name == **hole)?.1.clone()),
            Piece::Map(ready, fields, origin) => Some(Node::map(self.map(ready, fields), origin.clone())),
            Piece::List(items, origin) => Some(Node::list(self.list(items), origin.clone())),
            Piece::When(flag, wanted, piece) => {
                (self.flags.contains(&&**flag) == *wanted).then(|| self.expand(piece)).flatten()
            }
            Piece::From(path, piece) => match self.at(path) {
                Some(node) if !matches!(&node.value, Value::List(items) if items.is_empty()) => Some(node.clone()),
                _ => self.expand(piece),
            },
            Piece::With(path, piece) => self.expand(piece).map(|list| self.amended(list, path)),
        }
    }

    /// No two fields of a name are there at a time.
    fn map(&self, ready: &Map, fields: &[(Str, Piece)]) -> Map {
        let mut entries = Vec::with_capacity(ready.len() + fields.len());
        entries.extend_from_slice(ready.entries());
        for (key, piece) in fields {
            if let Some(value) = self.expand(piece) {
                entries.push(Entry { key: key.clone(), key_origin: value.origin.clone(), value });
            }
        }
        Map::from_distinct(entries)
    }

    fn list(&self, pieces: &[Piece]) -> Vec<Node> {
        let mut items = Vec::new();
        for node in pieces.iter().filter_map(|piece| self.expand(piece)) {
            match &node.value {
                Value::List(inner) => items.extend(inner.iter().cloned()),
                _ => items.push(node),
            }
        }
        items
    }

    /// The list with the user's items: each takes the place of the first one of its name, or comes last.
    fn amended(&self, list: Node, path: &str) -> Node {
        let Some(user) = self.at(path) else { return list };
        let (mut items, mut places) = (Vec::new(), Index::default());
        let is_own = [(&list, true), (user, false)];
        for (item, is_own) in is_own.iter().flat_map(|(all, is_own)| all.items().iter().map(|item| (item, *is_own))) {
            let place = places.place(Key::Text(item.str_at(&["name"]).unwrap_or("")), items.len());
            match items.get_mut(place) {
                Some(old) if !is_own => *old = item.clone(),
                _ => items.push(item.clone()),
            }
        }
        Node::list(items, list.origin.clone())
    }

    fn at(&self, path: &str) -> Option<&Node> {
        path.split('.').try_fold(self.user?, |node, key| node.get(key))
    }
}
