//! The namespace of an object: known, or not to be found out from the files.

use crate::text::Str;
use crate::value::{Node, Origin};

/// In place of a name.
const UNKNOWN: &str = "<namespace>";

/// Where an object is.
#[derive(Debug, Clone)]
pub enum Namespace {
    /// In this one.
    Known(Node),
    /// It can't be found out: it matches any.
    Unknown,
}

impl Namespace {
    /// A namespace of this name.
    pub fn known(name: impl Into<Str>, origin: Origin) -> Self {
        Namespace::Known(Node::string(name, origin))
    }

    /// The name, where it is known.
    pub fn name(&self) -> Option<&str> {
        match self {
            Namespace::Known(node) => node.as_str(),
            Namespace::Unknown => None,
        }
    }

    /// True when both are known and the same.
    pub fn is(&self, other: &Namespace) -> bool {
        matches!((self.name(), other.name()), (Some(a), Some(b)) if a == b)
    }

    /// True unless both are known and differ.
    pub fn may_be(&self, other: &Namespace) -> bool {
        !matches!((self.name(), other.name()), (Some(a), Some(b)) if a != b)
    }

    /// True for the name that stands in rendered objects for one that can't be found out.
    pub fn is_unknown(node: &Node) -> bool {
        node.as_str() == Some(UNKNOWN)
    }

    /// The name for a rendered object: `<namespace>` where it can't be found out.
    pub fn node(&self) -> Node {
        match self {
            Namespace::Known(node) => node.clone(),
            Namespace::Unknown => Node::string(UNKNOWN, Origin::derived("unknown namespace", Vec::new())),
        }
    }
}
