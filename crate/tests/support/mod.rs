//! What several tests use: the recorded answers under `tests/oracle/`.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The lines of a file under `tests/oracle/`, each a JSON value.
pub fn lines(name: &str) -> Vec<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/oracle").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Objects that the recorded ones differ from, by release and name.
pub struct Bases(BTreeMap<(String, String), Value>);

impl Bases {
    /// Those of the render cases.
    pub fn load() -> Self {
        let row = |row: Value| ((text(&row["release"]), text(&row["base"])), row["object"].clone());
        Bases(lines("render/bases.jsonl").into_iter().map(row).collect())
    }

    /// A recorded object: its base with the leaves that differ set or dropped (JSON pointers).
    pub fn object(&self, release: &str, delta: &Value) -> Value {
        let key = (release.to_string(), text(&delta["base"]));
        let mut leaves = BTreeMap::new();
        flatten(&self.0[&key], String::new(), &mut leaves);
        for dropped in delta["drop"].as_array().into_iter().flatten() {
            leaves.remove(dropped.as_str().unwrap());
        }
        for (pointer, value) in delta["set"].as_object().into_iter().flatten() {
            leaves.insert(pointer.clone(), value.clone());
        }
        build(&leaves)
    }
}

/// A string's text.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a string: {value}")).to_string()
}

fn flatten(value: &Value, pointer: String, leaves: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                flatten(value, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), leaves);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(at, item)| flatten(item, format!("{pointer}/{at}"), leaves));
        }
        leaf => drop(leaves.insert(pointer, leaf.clone())),
    }
}

/// The value of these leaves. A map whose keys are all numbers was a list: no recorded map has only such keys.
fn build(leaves: &BTreeMap<String, Value>) -> Value {
    let mut root = Value::Object(serde_json::Map::new());
    for (pointer, value) in leaves {
        let mut node = &mut root;
        for key in pointer.split('/').skip(1) {
            let key = key.replace("~1", "/").replace("~0", "~");
            if !node.is_object() {
                *node = Value::Object(serde_json::Map::new());
            }
            node = node.as_object_mut().unwrap().entry(key).or_insert(Value::Null);
        }
        *node = value.clone();
    }
    lists(root)
}

fn lists(value: Value) -> Value {
    let Value::Object(map) = value else { return value };
    if map.is_empty() || map.keys().any(|key| key.parse::<usize>().is_err()) {
        return Value::Object(map.into_iter().map(|(key, value)| (key, lists(value))).collect());
    }
    let mut items: Vec<(usize, Value)> =
        map.into_iter().map(|(key, value)| (key.parse().unwrap(), lists(value))).collect();
    items.sort_by_key(|(at, _)| *at);
    Value::Array(items.into_iter().map(|(_, item)| item).collect())
}
