//! The rule pages: one Markdown file beside each rule of the crate, together one JSON file of the package.

use crate::layout::at;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A JSON object: rule → Markdown, in the order of the names.
pub fn json() -> Result<String> {
    let mut pages = BTreeMap::new();
    let folder = at("crate/src/rules");
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if let Some(rule) = rule_of(&path) {
            pages.insert(rule, fs::read_to_string(&path)?);
        }
    }
    Ok(serde_json::to_string(&pages)?)
}

/// The rule that a page is about: `image_shadowed.md` belongs to `image-shadowed`.
fn rule_of(path: &Path) -> Option<String> {
    let is_page = path.extension().is_some_and(|extension| extension == "md");
    is_page.then(|| path.file_stem()?.to_str().map(|stem| stem.replace('_', "-")))?
}
