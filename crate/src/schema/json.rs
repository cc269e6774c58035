//! The defaults of the table, which stand there as JSON.

use crate::value::{Map, Node, Origin, Value};

/// The value of a JSON text, every part with the same origin; null where it is none.
pub(super) fn node(json: &str, origin: &Origin) -> Node {
    let value = serde_json::from_str(json).unwrap_or(serde_json::Value::Null);
    from(&value, origin)
}

fn from(value: &serde_json::Value, origin: &Origin) -> Node {
    match value {
        serde_json::Value::Object(map) => {
            let mut all = Map::new();
            for (key, value) in map {
                all.set(key.clone(), from(value, origin));
            }
            Node::map(all, origin.clone())
        }
        serde_json::Value::Array(items) => {
            Node::list(items.iter().map(|item| from(item, origin)).collect(), origin.clone())
        }
        serde_json::Value::String(text) => Node::string(text.clone(), origin.clone()),
        serde_json::Value::Bool(bool) => Node::new(Value::Bool(*bool), origin.clone()),
        serde_json::Value::Number(number) => {
            let int = number.as_i64().map(Value::Int);
            Node::new(int.or(number.as_f64().map(Value::Float)).unwrap_or(Value::Null), origin.clone())
        }
        serde_json::Value::Null => Node::new(Value::Null, origin.clone()),
    }
}
