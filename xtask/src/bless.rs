//! `cargo xtask bless`: the native crate writes the expected answers of `tests/corpus` anew; review them as a diff.

use crate::command::{cargo, run as run_command};
use anyhow::Result;
use std::process::ExitCode;

/// Blesses.
pub fn run(_: &[String]) -> Result<ExitCode> {
    let mut test = cargo();
    test.args(["test", "--quiet", "--package", "gatelint", "--test", "corpus", "--", "--nocapture"]);
    run_command(test.env("GATELINT_BLESS", "1"))?;
    Ok(ExitCode::SUCCESS)
}
