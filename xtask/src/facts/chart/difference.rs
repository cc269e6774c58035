//! What is new in a release, in a line each.

use serde_json::Value;

/// What a schema has that the other one has not, by path.
pub fn schemas(old: &Value, new: &Value) -> Vec<String> {
    let mut changes = Vec::new();
    compare(old, new, "", &mut changes);
    changes
}

fn compare(old: &Value, new: &Value, path: &str, changes: &mut Vec<String>) {
    let (before, after) = (&old["properties"], &new["properties"]);
    for (name, field) in after.as_object().into_iter().flatten() {
        let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        match before.get(name) {
            None => changes.push(format!("{inner}: a new field")),
            Some(known) => compare(known, field, &inner, changes),
        }
    }
    for (name, _) in before.as_object().into_iter().flatten().filter(|(name, _)| after.get(name).is_none()) {
        changes.push(format!("{path}.{name}: the field is gone"));
    }
    for key in ["items", "additionalProperties"] {
        if old[key].is_object() && new[key].is_object() {
            compare(&old[key], &new[key], &format!("{path}[]"), changes);
        }
    }
    let plain = |schema: &Value| {
        let map = schema.as_object().into_iter().flatten();
        let facets = map.filter(|(key, _)| !["properties", "items", "additionalProperties"].contains(&key.as_str()));
        facets.map(|(key, value)| (key.clone(), value.clone())).collect::<serde_json::Map<_, _>>()
    };
    changes.extend(
        maps(&Value::Object(plain(old)), &Value::Object(plain(new)))
            .into_iter()
            .map(|change| format!("{path}: {change}")),
    );
}

/// Entries that come, go or change.
pub fn maps(old: &Value, new: &Value) -> Vec<String> {
    let mut changes = Vec::new();
    for (key, value) in new.as_object().into_iter().flatten() {
        match old.get(key) {
            None => changes.push(format!("{key} is new: {value}")),
            Some(before) if before != value => changes.push(format!("{key}: {before} → {value}")),
            Some(_) => {}
        }
    }
    let gone = old.as_object().into_iter().flatten().filter(|(key, _)| new.get(key.as_str()).is_none());
    changes.extend(gone.map(|(key, _)| format!("{key} is gone")));
    changes
}

#[test]
fn fields_facets_and_entries_that_change() {
    let old = serde_json::json!({"properties": {"a": {"type": "string", "enum": ["x"]}, "b": {"items": {"properties": {"c": {}}}}}});
    let new = serde_json::json!({"properties": {"a": {"type": "string", "enum": ["x", "y"]}, "b": {"items": {"properties": {"d": {}}}}}});
    let changes = ["a: enum: [\"x\"] → [\"x\",\"y\"]", "b[].d: a new field", "b[].c: the field is gone"];
    assert_eq!(schemas(&old, &new), changes);
}
