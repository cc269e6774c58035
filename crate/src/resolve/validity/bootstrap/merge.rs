//! Merging as protocol buffers do it: lists grow, messages merge, everything else is replaced.

use super::message::Messages;
use crate::value::{Entry, Node};

/// A message over another one; both were read as such. Messages are no deeper than their types.
pub fn merge(messages: &Messages, base: &Node, over: &Node, message: &str) -> Node {
    let fields = messages.fields(message);
    let mut merged = base.as_map().cloned().unwrap_or_default();
    for entry in over.entries() {
        let Some(field) = fields.iter().find(|field| *entry.key == *field.name) else { continue };
        if field.is_choice() {
            for other in fields {
                if other.is_choice() && other.name != field.name {
                    merged.remove(other.name);
                }
            }
        }
        let value = match merged.get(&entry.key) {
            Some(old) if field.kind.starts_with('[') => {
                let mut items = old.items().to_vec();
                items.extend_from_slice(entry.value.items());
                Node::list(items, entry.value.origin.clone())
            }
            Some(old) if !messages.fields(field.kind).is_empty() => merge(messages, old, &entry.value, field.kind),
            _ => entry.value.clone(),
        };
        merged.put(Entry { value, ..entry.clone() });
    }
    Node::map(merged, over.origin.clone())
}
