//! `cargo xtask facts DIR [DAY]`: brings facts about releases into the crate.
//!
//! DIR holds what was read from the release tags: `releases.json`, `schemas/`, `constraints.json`, `helm-values.json`,
//! `types/`. DAY is the day that they were read on; without it, the day that stands in the crate's facts stays.

mod config;
mod releases;
mod schema;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;

/// Compiles the facts of a folder into the files that the crate includes.
pub fn run(arguments: &[String]) -> Result<ExitCode> {
    let (folder, day) = match arguments {
        [folder] => (folder, None),
        [folder, day] => (folder, Some(day.as_str())),
        _ => bail!("give the folder of the facts, and the day that they were read on if it is a new one"),
    };
    releases::import(Path::new(folder), day)?;
    schema::import(Path::new(folder))?;
    config::import(Path::new(folder))?;
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
