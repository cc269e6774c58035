//! The end of a tree.

use crate::value::{Node, Value};
use std::rc::Rc;

/// Takes a tree apart without recursion, which a deep one would turn into a stack overflow.
pub(in crate::yaml) fn dismantle(node: Node) {
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        match node.value {
            Value::List(items) => rest.extend(Rc::try_unwrap(items).unwrap_or_default()),
            Value::Map(map) => {
                let map = Rc::try_unwrap(map).unwrap_or_default();
                rest.extend(map.into_entries().into_iter().map(|entry| entry.value));
            }
            _ => {}
        }
    }
}
