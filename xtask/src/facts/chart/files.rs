//! What an unpacked chart holds.

use crate::command::{node, output};
use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Reads YAML as the package does: a JSON list of documents.
const READ: &str = "import { readFileSync } from 'node:fs'; import { load } from './pkg/node.js'; \
const { documents, diagnostics } = (await load()).parseYaml(readFileSync(process.argv[1])); \
if (diagnostics.some(({ severity }) => severity === 'error')) throw new Error(process.argv[1] + ': ' + diagnostics[0].message); \
console.log('[' + documents.map(({ json }) => json) + ']');";

fn yaml(path: &Path) -> Result<Vec<Value>> {
    let path = fs::canonicalize(path).with_context(|| format!("there is no {}", path.display()))?;
    let printed = output(node().args(["--input-type=module", "-e", READ]).arg(path))?;
    Ok(serde_json::from_str(&printed)?)
}

/// The release that the chart is of.
pub fn version(chart: &Path) -> Result<String> {
    let about = yaml(&chart.join("Chart.yaml"))?;
    let version =
        about.first().and_then(|about| about["appVersion"].as_str()).context("Chart.yaml has no appVersion")?;
    let version = if version.starts_with('v') { version.to_string() } else { format!("v{version}") };
    let numbers = version.trim_start_matches('v').split('.').filter(|part| part.parse::<u32>().is_ok()).count();
    ensure!(numbers == 3, "{version} is no release: unpack the chart of one");
    Ok(version)
}

/// The values of the chart, as they are published.
pub fn values(chart: &Path) -> Result<Value> {
    yaml(&chart.join("values.yaml"))?.into_iter().next().context("values.yaml is empty")
}

/// The definitions of these kinds, wherever in the chart they are.
pub fn definitions(chart: &Path, kinds: &[&str]) -> Result<Vec<Value>> {
    let mut paths = Vec::new();
    search(chart, &mut paths)?;
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path)?;
        let holds_one = kinds.iter().any(|kind| text.contains(&format!("    kind: {kind}\n")));
        if holds_one && text.contains("kind: CustomResourceDefinition") && !text.contains("{{") {
            found.extend(yaml(&path)?);
        }
    }
    let group = |kind: &str| if kind == "EnvoyProxy" { "gateway.envoyproxy.io" } else { "gateway.networking.k8s.io" };
    kinds
        .iter()
        .map(|kind| {
            let is_it = |it: &&Value| it["spec"]["names"]["kind"] == **kind && it["spec"]["group"] == group(kind);
            found.iter().find(is_it).cloned().with_context(|| format!("the chart holds no definition of {kind}"))
        })
        .collect()
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            search(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml")
            && path.components().any(|part| part.as_os_str() == "crds")
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

/// Every rule of a schema with its place: `spec.listeners[]`.
pub fn rules(schema: &Value, place: &str, say: &mut impl FnMut(&str, &str)) {
    for rule in schema["x-kubernetes-validations"].as_array().into_iter().flatten() {
        say(place, rule["rule"].as_str().unwrap_or_default());
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let dot = if place.is_empty() { "" } else { "." };
        rules(field, &format!("{place}{dot}{name}"), say);
    }
    rules_of(schema, "items", &format!("{place}[]"), say);
    rules_of(schema, "additionalProperties", &format!("{place}{{}}"), say);
}

fn rules_of(schema: &Value, key: &str, place: &str, say: &mut impl FnMut(&str, &str)) {
    if schema[key].is_object() {
        rules(&schema[key], place, say);
    }
}

/// Values by their paths, with types and defaults.
pub fn flat(values: &Value) -> Value {
    let mut all = Map::new();
    put(values, "", &mut all);
    Value::Object(all)
}

fn put(value: &Value, path: &str, all: &mut Map<String, Value>) {
    let kind = match value {
        Value::Object(map) if !map.is_empty() => {
            let dot = if path.is_empty() { "" } else { "." };
            return map.iter().for_each(|(key, value)| put(value, &format!("{path}{dot}{key}"), all));
        }
        Value::Object(_) => "dict",
        Value::Array(_) => "list",
        Value::String(_) => "str",
        Value::Bool(_) => "bool",
        Value::Number(_) => "int",
        Value::Null => "null",
    };
    all.insert(path.to_string(), json!({"type": kind, "default": value}));
}
