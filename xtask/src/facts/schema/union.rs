//! Schemas of several releases laid over each other.

use super::names;
use super::rules::Rules;
use super::sets::Set;
use super::table::Table;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;

/// A schema, and the releases that have it.
#[derive(Debug, Clone)]
pub struct Variant<'a> {
    schema: &'a Value,
    set: Set,
    /// Where it stands: `spec.listeners[].tls`.
    path: String,
}

impl<'a> Variant<'a> {
    pub fn root(schema: &'a Value, set: Set) -> Self {
        Variant { schema, set, path: String::new() }
    }

    fn child(&self, schema: &'a Value, step: &str) -> Self {
        let dot = if self.path.is_empty() || step.starts_with(['[', '{']) { "" } else { "." };
        Variant { schema, set: self.set, path: format!("{}{dot}{step}", self.path) }
    }

    /// `status` is dropped before anything is checked, apart from unknown fields.
    fn is_status(&self) -> bool {
        self.path == "status" || self.path.starts_with("status.")
    }
}

/// Adds the node that stands for all of these; its number.
pub fn node(table: &mut Table, variants: &[Variant<'_>], rules: &Rules<'_>) -> Result<usize> {
    let all = union(variants);
    let mut tokens = facets(table, variants, rules)?;
    for (name, below) in properties(variants)? {
        let child = node(table, &below, rules)?;
        tokens.push(table.token(&format!(".{name}:{child}"), union(&below), all));
    }
    for (key, step) in [("items", "[]"), ("additionalProperties", "{}")] {
        let below: Vec<Variant> =
            variants.iter().filter_map(|variant| Some(variant.child(variant.schema.get(key)?, step))).collect();
        if !below.is_empty() {
            let child = node(table, &below, rules)?;
            tokens.push(table.token(&format!("{step}:{child}"), union(&below), all));
        }
    }
    Ok(table.node(&tokens))
}

fn union(variants: &[Variant<'_>]) -> Set {
    variants.iter().fold(Set::default(), |set, variant| set | variant.set)
}

/// The properties by name, each with the variants that have it.
fn properties<'a>(variants: &[Variant<'a>]) -> Result<BTreeMap<&'a str, Vec<Variant<'a>>>> {
    let mut all: BTreeMap<&str, Vec<Variant>> = BTreeMap::new();
    for variant in variants {
        let Some(properties) = variant.schema.get("properties") else { continue };
        for (name, schema) in properties.as_object().context("`properties` is not a map")? {
            // These are read before the schema is; `metadata` has a root of its own.
            if variant.path.is_empty() && ["apiVersion", "kind", "metadata"].contains(&name.as_str()) {
                continue;
            }
            all.entry(name).or_default().push(variant.child(schema, name));
        }
    }
    Ok(all)
}

/// Everything that the variants say of the value itself, each with the set that says it.
fn facets(table: &mut Table, variants: &[Variant<'_>], rules: &Rules<'_>) -> Result<Vec<String>> {
    let mut all: Vec<(String, Set)> = Vec::new();
    let mut add = |token: String, set: Set| match all.iter_mut().find(|(known, _)| *known == token) {
        Some((_, known)) => *known = *known | set,
        None => all.push((token, set)),
    };
    for variant in variants.iter().filter(|variant| !variant.is_status()) {
        for token in of_schema(variant.schema).with_context(|| format!("at {}", variant.path))? {
            add(token, variant.set);
        }
    }
    if let Some(variant) = variants.first().filter(|variant| !variant.is_status()) {
        for (rule, set) in rules.at(&variant.path) {
            add(format!("?{rule}"), *set & union(variants));
        }
    }
    all.sort();
    let node = union(variants);
    Ok(all.iter().filter(|(_, set)| !set.is_empty()).map(|(token, set)| table.token(token, *set, node)).collect())
}

/// The tokens of one schema, without those of its parts.
fn of_schema(schema: &Value) -> Result<Vec<String>> {
    let mut tokens = vec![kind(schema).to_string()];
    for (keyword, value) in schema.as_object().context("a schema is not a map")? {
        let number = || value.as_i64().with_context(|| format!("{keyword} is no integer"));
        let word = || value.as_str().with_context(|| format!("{keyword} is no text"));
        match keyword.as_str() {
            "type"
            | "x-kubernetes-int-or-string"
            | "x-kubernetes-preserve-unknown-fields"
            | "x-kubernetes-map-type"
            | "properties"
            | "items"
            | "additionalProperties"
            | "x-kubernetes-list-map-keys" => {}
            "anyOf" if schema.get("x-kubernetes-int-or-string").is_some() => {}
            "format" => tokens.push(format!("%{}", word()?)),
            "pattern" => tokens.push(format!("^{}", names::pattern(word()?)?)),
            "default" => tokens.push(format!("={value}")),
            "enum" => tokens.extend(enumeration(value)?),
            "required" => tokens.extend(words(value)?.map(|name| format!("!{name}"))),
            "x-kubernetes-list-type" => tokens.extend(list_type(word()?, schema)?),
            "allOf" => tokens.extend(all_of(value)?),
            "oneOf" => tokens.push(names::one_of(value)?.to_string()),
            limit => tokens.push(format!("{}{}", names::limit(limit)?, names::inclusive(limit, number()?))),
        }
    }
    if tokens.iter().any(|token| token.contains([' ', '@', '\n'])) {
        bail!("a token has a blank or an @ in it: {tokens:?}");
    }
    Ok(tokens)
}

fn kind(schema: &Value) -> &str {
    if schema.get("x-kubernetes-int-or-string").is_some() {
        return "int-or-string";
    }
    schema["type"].as_str().unwrap_or("any")
}

fn words(value: &Value) -> Result<impl Iterator<Item = &str>> {
    Ok(value.as_array().context("not a list")?.iter().filter_map(Value::as_str))
}

fn enumeration(value: &Value) -> Result<Vec<String>> {
    let all: Vec<String> = words(value)?.map(|value| format!("|{value}")).collect();
    anyhow::ensure!(Some(all.len()) == value.as_array().map(Vec::len), "an enumeration of something but text");
    Ok(all)
}

fn list_type(word: &str, schema: &Value) -> Result<Option<String>> {
    Ok(match word {
        "atomic" => None,
        "set" => Some("&".to_string()),
        "map" => Some(format!("&{}", words(&schema["x-kubernetes-list-map-keys"])?.collect::<Vec<_>>().join(","))),
        _ => bail!("the list type {word} is not known"),
    })
}

/// Several patterns, or several enumerations, all of which hold. Enumerations are the same one, said twice.
fn all_of(value: &Value) -> Result<Vec<String>> {
    let parts = value.as_array().context("`allOf` is no list")?;
    if parts.iter().all(|part| part.get("enum").is_some() && Some(part) == parts.first()) {
        return enumeration(&parts[0]["enum"]);
    }
    let pattern = |part: &Value| Ok(format!("^{}", names::pattern(part["pattern"].as_str().context("no pattern")?)?));
    parts.iter().map(pattern).collect()
}
