//! What releases changed (`crate/src/upgrade/changes.txt`), as a script of the package: the module does not carry it.

use crate::layout::at;
use anyhow::{Context, Result};
use std::fs;

const FILE: &str = "crate/src/upgrade/changes.txt";

/// A script that exports the text, without its comments.
pub fn script() -> Result<String> {
    let text = fs::read_to_string(at(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    let lines: String = text.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect();
    Ok(format!("export const notes = {};\n", serde_json::to_string(&lines)?))
}
