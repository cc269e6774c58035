//! `schemas/`, `constraints.json` and `helm-values.json` → `crate/src/schema/schema.txt`: one table for all releases.
//!
//! The schemas of a kind are laid over each other ([`union`]); what a release has is said by sets ([`sets`]); nodes
//! that come out alike are written once ([`table`]). `crate/src/schema/table` reads it.

mod names;
mod rules;
pub mod sets;
mod table;
mod union;
mod values;

use super::json;
use crate::layout::at;
use anyhow::{Context, Result};
use serde_json::Value;
use sets::Set;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use table::Table;
use union::Variant;

const FILE: &str = "crate/src/schema/schema.txt";

const KINDS: [&str; 3] = ["EnvoyProxy", "Gateway", "GatewayClass"];

/// Metadata of objects, as every release reads it; it stands in no schema.
const OBJECT_META: &str = include_str!("object_meta.json");

/// Writes the table anew.
pub fn import(folder: &Path) -> Result<()> {
    let index = json(&folder.join("schemas/index.json"))?;
    let releases = releases(folder)?;
    let rules = rules::by_path(&json(&folder.join("constraints.json"))?, &releases)?;
    let mut table = Table::new(releases.len());
    for kind in KINDS {
        let schemas = load(folder, &index, &releases, kind)?;
        add(&mut table, kind, &schemas, &rules)?;
    }
    let meta: Value = serde_json::from_str(OBJECT_META).context("object_meta.json is not JSON")?;
    let everywhere = Set::range(0, releases.len() - 1);
    add(&mut table, "ObjectMeta", &[(meta, everywhere)], &rules)?;
    let proxies = load(folder, &index, &releases, "EnvoyProxy")?;
    add(&mut table, "values", &values::schemas(folder, &proxies, &releases)?, &rules)?;
    fs::write(at(FILE), table.text(&releases)).with_context(|| format!("cannot write {FILE}"))
}

/// Adds the node that stands for all of the schemas.
fn add(table: &mut Table, name: &str, schemas: &[(Value, Set)], rules: &rules::AllRules) -> Result<()> {
    let variants: Vec<Variant> = schemas.iter().map(|(schema, set)| Variant::root(schema, *set)).collect();
    let node = union::node(table, &variants, &rules.of_kind(name))?;
    table.root(name, node);
    Ok(())
}

/// The versions, the oldest first.
pub fn releases(folder: &Path) -> Result<Vec<String>> {
    let facts = json(&folder.join("releases.json"))?;
    let rows = facts["releases"].as_array().context("releases.json has no list `releases`")?;
    rows.iter().map(|row| super::text(row, "/version").map(str::to_string)).collect()
}

/// The schemas of a kind, each with the releases that have it.
///
/// A kind is served in several versions of its group; their schemas are the same in every release, which is checked.
fn load(folder: &Path, index: &Value, releases: &[String], kind: &str) -> Result<Vec<(Value, Set)>> {
    let mut files: BTreeMap<&str, Set> = BTreeMap::new();
    for (at, release) in releases.iter().enumerate() {
        let file = index[release][kind].as_str().with_context(|| format!("no schema of {kind} for {release}"))?;
        let set = files.entry(file).or_default();
        *set = set.with(at);
    }
    let mut schemas = Vec::new();
    for (file, set) in files {
        let mut crd = json(&folder.join("schemas").join(file))?;
        let versions = crd["versions"].as_array_mut().with_context(|| format!("no versions in {file}"))?;
        let mut all = versions.iter_mut().map(|version| version["schema"].take());
        let schema = all.next().with_context(|| format!("no version in {file}"))?;
        anyhow::ensure!(all.all(|other| other == schema), "the versions of {file} differ");
        schemas.push((schema, set));
    }
    Ok(schemas)
}
