//! What of the finished tree JSON has no form for. Only what is left counts: a value that a later key overrides does not.

use super::keys::{definition, place};
use super::{Builder, dismantle};
use crate::value::{Entry, Node, Value};
use crate::yaml::problem::ProblemKind;
use crate::yaml::typing::Typed;

impl Builder<'_, '_> {
    /// Reports keys that can't be keys and numbers that are not finite.
    pub(super) fn check(&mut self, root: &Node) {
        let is_suspect = |typed: &Typed| match typed {
            Typed::Null | Typed::Uint(_) => true,
            Typed::Float(value) => !value.is_finite(),
            _ => false,
        };
        if !self.odd.things().iter().any(is_suspect) {
            return;
        }
        let shadowed = std::mem::take(&mut self.shadowed);
        let mut rest = vec![root];
        self.check_entries(&shadowed, &mut rest);
        while let Some(node) = rest.pop() {
            match &node.value {
                Value::Null => self.check_null(node),
                Value::List(items) => rest.extend(items.iter().rev()),
                Value::Map(map) => self.check_entries(map.entries(), &mut rest),
                _ => {}
            }
        }
        shadowed.into_iter().for_each(|entry| dismantle(entry.value));
    }

    /// Reports keys that can't be keys; the values are next.
    fn check_entries<'n>(&mut self, entries: &'n [Entry], rest: &mut Vec<&'n Node>) {
        for entry in entries {
            let kind = match self.odd.get(&place(definition(&entry.key_origin))) {
                Some(Typed::Null) => ProblemKind::NullKey,
                Some(Typed::Uint(_)) => ProblemKind::LargeKey,
                _ => continue,
            };
            self.report(kind, entry.key_origin.span().unwrap_or_default(), None);
        }
        rest.extend(entries.iter().rev().map(|entry| &entry.value));
    }

    /// A null that stands for a number that is not finite.
    fn check_null(&mut self, node: &Node) {
        if let Some(Typed::Float(_)) = self.odd.get(&place(definition(&node.origin))) {
            self.report(ProblemKind::NotFinite, node.origin.span().unwrap_or_default(), None);
        }
    }
}
