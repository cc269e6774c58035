//! `cargo xtask facts DIR [day=DAY] [chart=CHART released=DAY end-of-life=DAY envoy=IMAGE]`: brings facts about releases
//! into the crate; with an unpacked chart, those of its release are added to DIR first.
//!
//! DIR holds what was read from the release tags: `releases.json`, `schemas/`, `constraints.json`, `helm-values.json`,
//! `types/`. DAY is the day that they were read on; without it, the day that stands in the crate's facts stays.

mod chart;
mod config;
mod releases;
mod schema;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;

/// Compiles the facts of a folder into the files that the crate includes.
pub fn run(arguments: &[String]) -> Result<ExitCode> {
    let Some((folder, rest)) = arguments.split_first() else { bail!("give the folder of the facts") };
    let (folder, words) = (Path::new(folder), chart::words(rest)?);
    if words.iter().any(|(name, _)| *name == "chart") {
        crate::build::ensure()?;
        chart::add(folder, &words)?;
    }
    // What the code does not know ends the import before anything is written.
    schema::import(folder)?;
    config::import(folder)?;
    releases::import(folder, words.iter().find(|(name, _)| *name == "day").map(|(_, day)| *day))?;
    Ok(ExitCode::SUCCESS)
}

/// A JSON file of the facts.
fn json(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))
}

/// The text at a JSON pointer.
fn text<'a>(value: &'a Value, pointer: &str) -> Result<&'a str> {
    value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no text at {pointer}"))
}
