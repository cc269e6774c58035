//! `cargo xtask check PATH…`: the package's own command line, built first if need be.

use crate::build;
use crate::command::node;
use crate::layout::at;
use anyhow::{Context, Result};
use std::process::{Command, ExitCode};

/// Checks the paths, relative to the folder where the command was given.
pub fn run(arguments: &[String]) -> Result<ExitCode> {
    build::ensure()?;
    let mut command = Command::new(node().get_program());
    let status = command.arg(at("pkg/cli.js")).arg("check").args(arguments).status().context("cannot start node")?;
    Ok(status.code().map_or(ExitCode::FAILURE, |code| ExitCode::from(code as u8)))
}
