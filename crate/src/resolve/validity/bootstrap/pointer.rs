//! Places in a tree by JSON pointers, as evanphx/json-patch finds them.

use crate::value::{Entry, Map, Node, Value};

/// Deeper than any bootstrap, and more items than any list of one has.
const MOST: usize = 256;

/// What happens at a place.
pub enum Edit {
    /// Puts a value in; what leads there must be there.
    Add(Node),
    /// Puts a value in, and makes what leads there.
    AddAnyway(Node),
    /// Puts another value in place of what is there.
    Replace(Node),
    /// Takes out what is there.
    Remove,
}

/// The steps of a pointer; what stands before the first slash does not count.
fn steps(path: &str) -> Vec<String> {
    let mut steps = Vec::new();
    for step in path.split('/').skip(usize::from(!path.is_empty())).take(MOST) {
        steps.push(step.replace("~1", "/").replace("~0", "~"));
    }
    steps
}

/// The value at a place.
pub fn find<'n>(node: &'n Node, path: &str) -> Option<&'n Node> {
    let mut found = if path.is_empty() || path.contains('/') { node } else { return None };
    for step in steps(path) {
        found = child(found, &step)?;
    }
    Some(found)
}

fn child<'n>(node: &'n Node, step: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Map(_) | Value::List(_) if step.is_empty() => Some(node),
        Value::Map(map) => map.get(step),
        Value::List(items) => items.get(place(step, items.len())?),
        _ => None,
    }
}

/// The place of an item; from the end, where it is negative.
fn place(step: &str, count: usize) -> Option<usize> {
    let place: i64 = step.parse().ok()?;
    usize::try_from(if place < 0 { place + count as i64 } else { place }).ok()
}

/// The tree with a change at a place; none where there is no such place.
pub fn edit(node: &Node, path: &str, how: &Edit) -> Option<Node> {
    below(node, &steps(path), how)
}

fn below(node: &Node, steps: &[String], how: &Edit) -> Option<Node> {
    let (step, rest) = steps.split_first()?;
    let Some(next) = rest.first() else { return at(node, step, how) };
    match (child(node, step).filter(|inner| !inner.is_null()), how) {
        (Some(inner), _) => {
            let inner = below(inner, rest, how)?;
            if step.is_empty() { Some(inner) } else { at(node, step, &Edit::Replace(inner)) }
        }
        (None, Edit::AddAnyway(value)) => {
            let origin = &value.origin;
            let empty = match next.parse::<i64>() {
                Err(_) if next != "-" => Node::map(Map::new(), origin.clone()),
                place => {
                    grown(&Node::list(Vec::new(), origin.clone()), usize::try_from(place.unwrap_or(0)).unwrap_or(0))?
                }
            };
            let inner = below(&empty, rest, how)?;
            let count = if node.as_map().is_some() { 0 } else { place(step, node.items().len())? };
            at(&grown(node, count)?, step, &Edit::Add(inner))
        }
        _ => None,
    }
}

/// A list with nulls at its end, so that it has so many items; anything else as it is.
fn grown(node: &Node, count: usize) -> Option<Node> {
    let Value::List(items) = &node.value else { return Some(node.clone()) };
    let mut items = items.to_vec();
    while items.len() < count {
        if count > MOST {
            return None;
        }
        items.push(Node::new(Value::Null, node.origin.clone()));
    }
    Some(Node::list(items, node.origin.clone()))
}

fn at(node: &Node, step: &str, how: &Edit) -> Option<Node> {
    match &node.value {
        Value::Map(map) => {
            let mut map = Map::clone(map);
            match how {
                Edit::Remove => drop(map.remove(step)?),
                Edit::Replace(_) if map.get(step).is_none() && !step.is_empty() => return None,
                Edit::Add(value) | Edit::AddAnyway(value) | Edit::Replace(value) => {
                    let (key, key_origin) = (step.to_string().into(), value.origin.clone());
                    map.put(Entry { key, key_origin, value: value.clone() });
                }
            }
            Some(Node::map(map, node.origin.clone()))
        }
        Value::List(items) => {
            let mut items = items.to_vec();
            let is_new = matches!(how, Edit::Add(_) | Edit::AddAnyway(_));
            let room = items.len() + usize::from(is_new);
            let place = if is_new && step == "-" { items.len() } else { place(step, room)? };
            if place >= room {
                return None;
            }
            match how {
                Edit::Remove => drop(items.remove(place)),
                Edit::Replace(value) => *items.get_mut(place)? = value.clone(),
                Edit::Add(value) | Edit::AddAnyway(value) => items.insert(place, value.clone()),
            }
            Some(Node::list(items, node.origin.clone()))
        }
        _ => None,
    }
}
