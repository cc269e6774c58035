//! What breaks a rule: the key, value or item to show.

use super::gateway::{bad_key, is_label_key, is_short_prefix};
use super::{Own, Rule, View};
use crate::value::{Entry, Node, Origin, Value};

/// Lists with more items are shown as a whole: each item is tried.
const MOST_ITEMS: usize = 64;

/// The part of a value that breaks a rule, where it is not all of it.
pub(crate) fn culprit<'a>(rule: Rule, view: View<'a>) -> Option<&'a Origin> {
    let node = view.node;
    match (&node.value, rule) {
        (Value::List(items), _) => item(rule, view, items).map(Node::head),
        (Value::Map(_), Rule::Own(Own::LabelKeys)) => bad_key(view, is_label_key).map(key),
        (Value::Map(_), Rule::Own(Own::LabelPrefixes)) => bad_key(view, is_short_prefix).map(key),
        (Value::Map(map), _) => match field(rule).and_then(|field| map.entry(field)) {
            Some(entry) => Some(key(entry)),
            None => about_type(rule).then(|| map.get("type").map(|kind| &kind.origin))?,
        },
        _ => Some(&node.origin),
    }
}

fn key(entry: &Entry) -> &Origin {
    &entry.key_origin
}

/// The field that should not be there, or not beside others.
fn field(rule: Rule) -> Option<&'static str> {
    match rule {
        Rule::Pair { field, .. } | Rule::OnlyWith { field, .. } | Rule::Absent(field) => Some(field),
        Rule::Forbids { field, .. } | Rule::IfSetForbids { field, .. } => field.split('.').next(),
        Rule::NotBoth(field, _) | Rule::ExactlyOne(field, _) => Some(field),
        _ => None,
    }
}

/// True where a field is missing for a `type`.
fn about_type(rule: Rule) -> bool {
    matches!(rule, Rule::Pair { .. } | Rule::Needs { .. } | Rule::IfSetNeeds { .. })
}

/// The first item with which the rule is broken.
fn item<'a>(rule: Rule, view: View<'a>, items: &'a [Node]) -> Option<&'a Node> {
    let few = items.get(..items.len().min(MOST_ITEMS))?;
    let mut until = Vec::with_capacity(few.len());
    few.iter().find(|item| {
        until.push((*item).clone());
        let part = Node::list(until.clone(), view.node.origin.clone());
        !rule.holds(View { node: &part, ..view }).objections().is_empty()
    })
}
