//! `cargo xtask build`: the crate becomes `pkg/dist`, which with the hand-written files of `pkg/` is the npm package.

mod module;
mod notes;
mod order;
mod pages;

use crate::command::{cargo, run as run_command};
use crate::layout::{at, target};
use crate::stamp::Inputs;
use crate::tools::{npm, rust};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Builds.
pub fn run(_: &[String]) -> Result<ExitCode> {
    ensure()?;
    Ok(ExitCode::SUCCESS)
}

/// Brings `pkg/dist` up to date.
pub fn ensure() -> Result<()> {
    let compiled = compile()?;
    let pages = pages::json()?;
    let notes = notes::script()?;
    let stamp = Inputs::default()
        .file(&compiled)?
        .file(&at("package-lock.json"))?
        .bytes(include_bytes!("module.rs"))
        .bytes(order::SOURCE)
        .bytes(pages.as_bytes())
        .bytes(notes.as_bytes())
        .stamp("dist");
    if stamp.is_current() && at("pkg/dist/rules.json").is_file() {
        return Ok(());
    }
    npm::ensure_packages()?;
    let dist = at("pkg/dist");
    fs::create_dir_all(&dist)?;
    module::assemble(&compiled, &dist)?;
    write(&dist.join("rules.json"), pages.as_bytes())?;
    write(&dist.join("notes.js"), notes.as_bytes())?;
    write(&at("pkg/LICENSE"), include_bytes!("../../../LICENSE"))?;
    stamp.write()
}

/// Compiles the crate for Wasm and gives the file.
fn compile() -> Result<PathBuf> {
    rust::ensure_wasm_target()?;
    run_command(cargo().args(["build", "--package", "gatelint", "--lib", "--release", "--target", rust::WASM]))?;
    Ok(target().join(rust::WASM).join("release/gatelint.wasm"))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
