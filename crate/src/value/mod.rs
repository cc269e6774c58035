//! One tree with origins: the reader makes it, merging and patching rearrange it, rendering builds objects of it.
//!
//! Every node says where it came from: bytes of a file, a named default of a named release, or a rule applied to
//! such. Lists and maps are shared, so that cloning a subtree costs nothing; they are copied when they are changed.

mod decimal;
mod edited;
mod map;
mod origin;
mod place;

pub use decimal::{Decimal, Precision};
pub use edited::Edited;
pub use map::{Entry, Map};
pub use origin::{Default, Origin};
pub use place::{Child, holds};

use crate::text::Str;
use std::rc::Rc;

/// A value and where it came from.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it came from.
    pub origin: Origin,
}

/// A value as Kubernetes' tools know it after typing: JSON with exact integers.
#[derive(Debug, Clone)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer that fits `i64`.
    Int(i64),
    /// An integer above `i64::MAX` that fits `u64`.
    Uint(u64),
    /// Any other finite number.
    Float(f64),
    /// Text.
    String(Str),
    /// Items in order.
    List(Rc<Vec<Node>>),
    /// Entries in the order of the source, no key twice.
    Map(Rc<Map>),
}

/// Equal as JSON values are: the order of a map's keys and the origins do not count.
impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Uint(a), Value::Uint(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.value == b.value)
            }
            (Value::Map(a), Value::Map(b)) => a == b,
            _ => false,
        }
    }
}

impl Value {
    /// The kind of value, as a user would say it.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Int(_) | Value::Uint(_) => "an integer",
            Value::Float(_) => "a number",
            Value::String(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

impl Node {
    /// What tells a list or map that several trees share from all others, as long as one of them is there.
    pub fn shared(&self) -> Option<usize> {
        match &self.value {
            Value::Map(map) if Rc::strong_count(map) > 1 => Some(Rc::as_ptr(map) as usize),
            Value::List(items) if Rc::strong_count(items) > 1 => Some(Rc::as_ptr(items) as usize),
            _ => None,
        }
    }

    /// True when the other one is the same value and comes from the same places, all that is in it included.
    pub fn is_same(&self, other: &Node) -> bool {
        self.origin == other.origin
            && match (&self.value, &other.value) {
                (Value::Map(a), Value::Map(b)) => Rc::ptr_eq(a, b) || same_entries(a.entries(), b.entries()),
                (Value::List(a), Value::List(b)) => {
                    Rc::ptr_eq(a, b) || (a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.is_same(b)))
                }
                (a, b) => a == b,
            }
    }

    /// A node.
    pub fn new(value: Value, origin: Origin) -> Self {
        Node { value, origin }
    }

    /// A string.
    pub fn string(text: impl Into<Str>, origin: Origin) -> Self {
        Node::new(Value::String(text.into()), origin)
    }

    /// A list.
    pub fn list(items: Vec<Node>, origin: Origin) -> Self {
        Node::new(Value::List(Rc::new(items)), origin)
    }

    /// A map.
    pub fn map(map: Map, origin: Origin) -> Self {
        Node::new(Value::Map(Rc::new(map)), origin)
    }

    /// Where to show what the value lacks or is, where it has no key of its own: at its first key.
    pub fn head(&self) -> &Origin {
        self.entries().first().map_or(&self.origin, |first| &first.key_origin)
    }

    /// The text, where it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, where it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The integer, where it is one that fits `i64`.
    pub fn as_int(&self) -> Option<i64> {
        match self.value {
            Value::Int(value) => Some(value),
            _ => None,
        }
    }

    /// The items; none where it is not a list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The map, where it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The entries; none where it is not a map.
    pub fn entries(&self) -> &[Entry] {
        self.as_map().map_or(&[], Map::entries)
    }

    /// True for `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// True when the value, or something inside it, is a text that is so.
    pub fn has_text(&self, is: &dyn Fn(&str) -> bool) -> bool {
        let mut rest = vec![self];
        while let Some(node) = rest.pop() {
            if node.as_str().is_some_and(is) {
                return true;
            }
            rest.extend(node.items());
            for entry in node.entries() {
                rest.push(&entry.value);
            }
        }
        false
    }

    /// The value of `key`, where this is a map that has it. A `null` counts as absent, as it does for the API server.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.get(key).filter(|node| !node.is_null())
    }

    /// The value at a path of keys: `node.at(&["spec", "provider", "type"])`.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The text at a path of keys.
    pub fn str_at(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.as_str()
    }

    /// This map with a value put in at a path of keys; what is no map on the way is replaced by one.
    pub fn put_at<K: AsRef<str> + Clone + Into<Str>>(self, path: &[K], value: Node) -> Node {
        let Some((key, rest)) = path.split_first() else { return value };
        let mut map = self.as_map().cloned().unwrap_or_default();
        let inner = map.get(key.as_ref()).cloned().unwrap_or_else(|| Node::map(Map::new(), value.origin.clone()));
        map.set(key.clone(), inner.put_at(rest, value));
        Node::map(map, self.origin)
    }
}

fn same_entries(a: &[Entry], b: &[Entry]) -> bool {
    let is_same =
        |(a, b): (&Entry, &Entry)| a.key == b.key && a.key_origin == b.key_origin && a.value.is_same(&b.value);
    a.len() == b.len() && a.iter().zip(b).all(is_same)
}
