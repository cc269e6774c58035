//! `helm-values.json` → schemas of the values of the gateway-helm chart.
//!
//! A `group` is a map whose parts the templates of the chart look into: they fail where it is null or anything else.
//! `values.json` says what the facts leave out: keys that the templates read and values.yaml does not have (`more`),
//! groups in which anything else may stand, of which the rest is not of interest here (`open`), and values that end up in a Kubernetes object as they are (`like`:
//! the part of the definition of EnvoyProxy that describes the same, where there is one); `choices` that Kubernetes has.

use super::super::json;
use super::sets::Set;
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::path::Path;

const NOTES: &str = include_str!("values.json");

/// Where the definition of EnvoyProxy describes objects of Kubernetes.
const OBJECTS: &str = "spec.provider.kubernetes";

/// A schema of the values for each definition of EnvoyProxy and each range of releases with the same values.
pub fn schemas(folder: &Path, proxies: &[(Value, Set)], releases: &[String]) -> Result<Vec<(Value, Set)>> {
    let notes: Value = serde_json::from_str(NOTES).context("values.json is not JSON")?;
    let rows = json(&folder.join("helm-values.json"))?;
    let mut all = Vec::new();
    for row in rows.as_array().context("helm-values.json is no list")? {
        let same = range(row, releases)?;
        for (proxy, set) in proxies.iter().map(|(proxy, set)| (proxy, *set & same)) {
            for at in (0..releases.len()).filter(|at| set.has(*at)) {
                let chart = Chart { notes: &notes, proxy, at, releases };
                all.push((chart.schema(row)?, Set::default().with(at)));
            }
        }
    }
    Ok(all)
}

/// The releases from `since` to `until`, or all.
fn range(row: &Value, releases: &[String]) -> Result<Set> {
    let place = |key: &str, default| match row[key].as_str() {
        Some(version) => releases.iter().position(|release| release == version).context("a release not known"),
        None => Ok(default),
    };
    Ok(Set::range(place("since", 0)?, place("until", releases.len() - 1)?))
}

/// The chart of one release.
struct Chart<'a> {
    notes: &'a Value,
    proxy: &'a Value,
    at: usize,
    releases: &'a [String],
}

impl Chart<'_> {
    fn schema(&self, row: &Value) -> Result<Value> {
        let mut root = group();
        for (path, fact) in row["values"].as_object().context("a range without values")? {
            self.put(&mut root, path, text(fact)?);
        }
        for (path, fact) in self.notes["more"].as_object().context("no notes about more")? {
            if range(fact, self.releases)?.has(self.at) {
                self.put(&mut root, path, text(fact)?);
            }
        }
        Ok(root)
    }

    /// Puts a value in; what is below a part of an object is described with that part.
    fn put(&self, root: &mut Value, path: &str, kind: &str) {
        let (mut node, mut place) = (root, String::new());
        let mut names = path.split('.').peekable();
        while let Some(name) = names.next() {
            place = if place.is_empty() { name.to_string() } else { format!("{place}.{name}") };
            let like = self.notes["like"].get(&place).and_then(Value::as_str);
            let is_open = self.is_open(&place);
            if node.get("additionalProperties").is_some() && !is_open {
                return;
            }
            let last = like.is_some() || names.peek().is_none();
            let children = node["properties"].as_object_mut().expect("a group has properties");
            node = children.entry(name).or_insert_with(|| match like {
                Some(part) => self.part(part).unwrap_or_else(|| leaf(kind, names.peek().is_some())),
                None if last => leaf(kind, false),
                None => group(),
            });
            if is_open {
                node["additionalProperties"] = json!({});
            }
            if let Some(choices) = self.notes["choices"].get(&place) {
                node["enum"] = choices.clone();
            }
            if last {
                return;
            }
        }
    }

    fn is_open(&self, place: &str) -> bool {
        self.notes["open"].as_array().is_some_and(|open| open.contains(&json!(place)))
    }

    /// What the definition of EnvoyProxy says of a part of an object; `[]` steps into a list.
    fn part(&self, path: &str) -> Option<Value> {
        let mut steps = OBJECTS.split('.').chain(path.split('.'));
        let found = steps.try_fold(self.proxy, |node, step| match step {
            "[]" => node.get("items"),
            step => node.get("properties")?.get(step),
        });
        found.filter(|_| !path.is_empty()).cloned()
    }
}

fn group() -> Value {
    json!({"type": "group", "properties": Map::new()})
}

/// A value that the facts know by its default.
fn leaf(kind: &str, has_parts: bool) -> Value {
    match kind {
        _ if has_parts => json!({"type": "object", "additionalProperties": {}}),
        "list" => json!({"type": "array", "items": {}}),
        "dict" => json!({"type": "object", "additionalProperties": {}}),
        "int" => json!({"type": "integer"}),
        "bool" => json!({"type": "boolean"}),
        _ => json!({"type": "string"}),
    }
}

fn text(fact: &Value) -> Result<&str> {
    super::super::text(fact, "/type")
}
