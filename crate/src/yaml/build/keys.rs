//! Keys: their text, merge keys, and keys that stand twice.

use super::{Builder, Done, Key, dismantle};
use crate::text::{Gather as _, Key as At, Span, Str, sort};
use crate::value::{Entry, Node, Origin, Value};
use crate::yaml::number::write_float_key;
use crate::yaml::problem::{Problem, ProblemKind};
use crate::yaml::typing::Typed;

/// Up to how many keys each is compared with each.
const FEW: usize = 12;

impl Builder<'_, '_> {
    /// A scalar that is written as a key. Numbers and booleans become their text in JSON; what can't is found later, as
    /// it only counts where the map is not overridden.
    pub(super) fn scalar_key(&mut self, typed: Typed, origin: Origin) {
        let text = match &typed {
            Typed::Text(_) => String::new(),
            Typed::Null => "null".to_owned(),
            Typed::Bool(value) => value.to_string(),
            Typed::Int(value) => value.to_string(),
            Typed::Uint(value) => value.to_string(),
            Typed::Float(value) => write_float_key(*value),
        };
        let text = match typed {
            Typed::Text(text) => self.interner.share(text),
            typed => {
                self.odd.set(place(definition(&origin)), owned(typed));
                text.into()
            }
        };
        self.set_key(Key::Text(text, origin));
    }

    /// A node as a key: an alias, or a list or map, which can't be one.
    pub(super) fn node_key(&mut self, node: Node) {
        let typed = match &node.value {
            Value::Null => match self.odd.get(&place(definition(&node.origin))) {
                Some(Typed::Float(value)) => Typed::Float(*value),
                _ => Typed::Null,
            },
            Value::Bool(value) => Typed::Bool(*value),
            Value::Int(value) => Typed::Int(*value),
            Value::Uint(value) => Typed::Uint(*value),
            Value::Float(value) => Typed::Float(*value),
            Value::String(text) => return self.set_key(Key::Text(text.clone(), node.origin)),
            Value::List(_) | Value::Map(_) => {
                let span = node.origin.span().unwrap_or_default();
                // One inside the other, as in `{{ value }}:`, is one mistake.
                let is_outer =
                    |inner: &mut Problem| inner.kind == ProblemKind::NestedKey && span.start <= inner.span.start;
                self.problems.pop_if(is_outer);
                self.report(ProblemKind::NestedKey, span, None);
                dismantle(node);
                return self.set_key(Key::Bad);
            }
        };
        self.scalar_key(typed, node.origin);
    }

    /// Merges the value of `<<`: a map, or a list of maps of which the first has precedence.
    pub(super) fn merge(&mut self, done: Done, key: Span) {
        let Node { value, origin } = done.node;
        match value {
            Value::Map(map) => self.entries.extend(map.entries().iter().cloned()),
            Value::List(items) if !done.is_alias && items.iter().all(|item| item.as_map().is_some()) => {
                let entries = items.iter().rev().flat_map(Node::entries).cloned();
                self.entries.extend(entries);
            }
            _ => self.report(ProblemKind::Merge, origin.span().unwrap_or(key), Some(key)),
        }
    }

    /// The entries of the innermost map, with no key twice: the last one wins, in its own place.
    pub(super) fn settle(&mut self, base: usize) -> Vec<Entry> {
        let pairs = duplicates(self.entries.get(base..).unwrap_or(&[]));
        if pairs.is_empty() {
            return self.entries.split_off(base);
        }
        let mut lost: Vec<(usize, bool)> =
            pairs.iter().map(|(first, last)| (*first, self.report_pair(base + first, base + last))).gather();
        sort(&mut lost, Ord::cmp);
        let mut kept = Vec::new();
        for (at, entry) in self.entries.drain(base..).enumerate() {
            match lost.binary_search_by_key(&at, |(at, _)| *at).map(|found| lost.get(found)) {
                Err(_) => kept.push(entry),
                Ok(Some((_, true))) => dismantle(entry.value),
                Ok(_) => self.shadowed.push(entry),
            }
        }
        kept
    }

    /// Reports two keys with the same text; true when they are the same to go-yaml, too, which then drops the first.
    fn report_pair(&mut self, first: usize, last: usize) -> bool {
        let (Some(first), Some(last)) = (self.entries.get(first), self.entries.get(last)) else { return true };
        let key = last.key.clone();
        let through_alias = |entry: &Entry| matches!(entry.key_origin, Origin::Alias(_));
        let is_same = self.same_type(first, last);
        let kind = if !is_same {
            ProblemKind::SameText(key)
        } else if through_alias(first) || through_alias(last) {
            ProblemKind::MergedKey(key)
        } else {
            ProblemKind::DuplicateKey(key)
        };
        let (span, related) = (last.key_origin.span().unwrap_or_default(), first.key_origin.span());
        if self.problems.len() < MOST_PROBLEMS {
            self.report(kind, span, related);
        }
        is_same
    }

    /// True when two keys of the same text are the same to go-yaml, which compares them with their types.
    fn same_type(&self, a: &Entry, b: &Entry) -> bool {
        let odd = |entry: &Entry| self.odd.get(&place(definition(&entry.key_origin)));
        match (odd(a), odd(b)) {
            (None, None) => true,
            (Some(a), Some(b)) => a == b,
            _ => false,
        }
    }
}

/// After so many problems of a document nobody reads on, and what is told of them takes a hundred times their room.
const MOST_PROBLEMS: usize = 1_000;

/// Pairs of an entry and the next one with the same key.
fn duplicates(entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    if entries.len() <= FEW {
        for (last, entry) in entries.iter().enumerate() {
            let before = entries.iter().take(last);
            if let Some(first) = before.rev().position(|other| other.key == entry.key) {
                pairs.push((last - 1 - first, last));
            }
        }
        return pairs;
    }
    let mut sorted: Vec<(&Str, usize)> = entries.iter().map(|entry| &entry.key).zip(0..).gather();
    sort(&mut sorted, Ord::cmp);
    for (a, b) in sorted.iter().zip(sorted.iter().skip(1)) {
        if a.0 == b.0 {
            pairs.push((a.1, b.1));
        }
    }
    pairs
}

/// Where a node is written, wherever it is used.
pub(super) fn definition(origin: &Origin) -> Span {
    match origin {
        Origin::Alias(alias) => alias.0,
        origin => origin.span().unwrap_or_default(),
    }
}

/// What a place is found by.
pub(super) fn place(span: Span) -> At<'static> {
    At::Number(i64::from(span.start))
}

fn owned(typed: Typed) -> Typed<'static> {
    match typed {
        Typed::Text(text) => Typed::Text(text.into_owned().into()),
        Typed::Null => Typed::Null,
        Typed::Bool(value) => Typed::Bool(value),
        Typed::Int(value) => Typed::Int(value),
        Typed::Uint(value) => Typed::Uint(value),
        Typed::Float(value) => Typed::Float(value),
    }
}
