//! Parts of objects that need no second look.

use crate::value::Node;
use std::cell::RefCell;

/// Parts that objects share and that are right, with their types: most of an object is the same in all. A part takes the
/// slot of another now and then, which is looked at again then. It must not outlive the objects.
#[derive(Debug)]
pub struct Right(RefCell<Vec<u64>>);

impl Default for Right {
    fn default() -> Self {
        Right(RefCell::new(vec![0; 1 << Right::BITS]))
    }
}

impl Right {
    const BITS: u32 = 10;

    /// What tells a shared part of a type from all others; never 0.
    pub(super) fn key(node: &Node, at: usize) -> Option<u64> {
        Some((node.shared()? as u64) << 16 | at as u64 & 0xffff)
    }

    fn slot(key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Right::BITS)) as usize
    }

    pub(super) fn holds(&self, key: u64) -> bool {
        self.0.borrow().get(Right::slot(key)) == Some(&key)
    }

    pub(super) fn add(&self, key: u64) {
        if let Some(slot) = self.0.borrow_mut().get_mut(Right::slot(key)) {
            *slot = key;
        }
    }
}
