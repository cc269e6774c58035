//! `releases.json` → `crate/src/release/releases.txt`.

use super::{json, text};
use crate::layout::at;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

const FILE: &str = "crate/src/release/releases.txt";

const HEAD: &str = "\
# The stable releases of Envoy Gateway, the oldest version first; read from its release tags.
# Written by `cargo xtask facts`. What a release does not say, it has from the one before it.
";

/// A property's name here, and where it stands there.
const PROPERTIES: [(&str, &str); 7] = [
    ("released", "/released"),
    ("end-of-life", "/endOfLife"),
    ("gateway-api", "/gatewayApi"),
    ("envoy", "/images/envoy"),
    ("gateway", "/images/gateway"),
    ("ratelimit", "/images/ratelimit"),
    ("shutdown-manager", "/images/shutdownManagerCompiledDefault"),
];

/// Writes the file anew; `day` is the day of the facts, else it stays.
pub fn import(folder: &Path, day: Option<&str>) -> Result<()> {
    let facts = json(&folder.join("releases.json"))?;
    let rows = facts["releases"].as_array().context("releases.json has no list `releases`")?;
    let day = day.map_or_else(present_day, |day| Ok(day.to_string()))?;
    let mut out = format!("{HEAD}day {day}\n");
    let mut before = Vec::new();
    for row in rows {
        out += &format!("\nrelease {}\n", text(row, "/version")?);
        let now = properties(row)?;
        for (name, value) in now.iter().filter(|property| !before.contains(*property)) {
            out += &format!("  {name} {value}\n");
        }
        before = now;
    }
    fs::write(at(FILE), out).with_context(|| format!("cannot write {FILE}"))
}

fn properties(row: &Value) -> Result<Vec<(&'static str, String)>> {
    let mut all = Vec::new();
    for (name, pointer) in PROPERTIES {
        all.push((name, text(row, pointer)?.to_string()));
    }
    let kubernetes = row["kubernetes"].as_array().context("no list `kubernetes`")?;
    let versions: Vec<&str> = kubernetes.iter().filter_map(Value::as_str).collect();
    all.push(("kubernetes", versions.join(" ")));
    Ok(all)
}

/// The day that stands in the file.
fn present_day() -> Result<String> {
    let text = fs::read_to_string(at(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    let day = text.lines().find_map(|line| line.strip_prefix("day "));
    day.map(str::to_string).with_context(|| format!("{FILE} has no day: give it as second argument"))
}
