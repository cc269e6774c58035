//! The npm packages of the lock file.

use crate::command::{command, run};
use crate::layout::{at, root};
use crate::stamp::Inputs;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Makes sure that `node_modules` holds what `package-lock.json` names.
pub fn ensure_packages() -> Result<()> {
    let stamp =
        Inputs::default().file(&at("package-lock.json"))?.bytes(root().as_os_str().as_encoded_bytes()).stamp("npm-ci");
    if stamp.is_current() && at("node_modules").is_dir() {
        return Ok(());
    }
    eprintln!("installing the npm packages of package-lock.json");
    run(command("npm").args(["ci", "--no-fund", "--no-audit", "--loglevel=error"]))
        .context("Node.js 20 or newer with npm is needed, and the npm registry in reach")?;
    stamp.write()
}

/// A file of an installed package.
pub fn package_file(path: &str) -> PathBuf {
    at("node_modules").join(path)
}
