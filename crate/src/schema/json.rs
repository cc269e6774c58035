//! The defaults of the table, which stand there as JSON.

use crate::text::{Embedding, FileId, Gather as _};
use crate::value::{Entry, Map, Node, Origin, Value};
use crate::yaml::{Text, read_one};

/// The value of a JSON text, every part with the same origin; null where it is none.
pub(super) fn node(json: &str, origin: &Origin) -> Node {
    let value = simple(json).unwrap_or_else(|| {
        let piece = read_one(&Text::from(json), &Embedding::file(FileId(0), json.len()));
        piece.root.map_or(Value::Null, |root| root.value)
    });
    from(value, origin)
}

/// Nearly all defaults are a word, a whole number or a boolean, which need no reader.
fn simple(json: &str) -> Option<Value> {
    let word = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match json {
        "true" | "false" => Some(Value::Bool(json == "true")),
        _ => match word.filter(|word| !word.contains(['"', '\\'])) {
            Some(word) => Some(Value::String(word.to_owned().into())),
            None => json.parse().ok().map(Value::Int),
        },
    }
}

fn from(value: Value, origin: &Origin) -> Node {
    let value = match value {
        Value::List(items) => {
            return Node::list(items.iter().map(|item| from(item.value.clone(), origin)).gather(), origin.clone());
        }
        Value::Map(map) => {
            let entry = |entry: &Entry| Entry {
                key: entry.key.clone(),
                key_origin: origin.clone(),
                value: from(entry.value.value.clone(), origin),
            };
            return Node::map(Map::from_distinct(map.entries().iter().map(entry).gather()), origin.clone());
        }
        scalar => scalar,
    };
    Node::new(value, origin.clone())
}
