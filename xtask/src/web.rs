//! `cargo xtask web`: the web page, built with the package of this project.

use crate::command::{command, run as run_command};
use crate::tools::npm;
use anyhow::Result;
use std::process::ExitCode;

/// Builds.
pub fn run(_: &[String]) -> Result<ExitCode> {
    build()?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the package, then the page into `web/dist`.
pub fn build() -> Result<()> {
    crate::build::ensure()?;
    npm::ensure_packages()?;
    run_command(command("npm").args(["run", "build", "--workspace", "web", "--silent"]))
}
