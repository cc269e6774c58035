//! `cargo xtask test`: every test of the project, and how many there were.

mod counts;
mod suites;

use crate::build;
use anyhow::{Result, bail};
use counts::Counts;
use std::process::ExitCode;
use suites::{SUITES, Suite};

/// Runs the suites that are named, or all of them.
pub fn run(names: &[String]) -> Result<ExitCode> {
    let suites = chosen(names)?;
    build::ensure()?;
    let results: Vec<(&Suite, Counts)> = suites.into_iter().map(|suite| (suite, run_one(suite))).collect();
    let total = results.iter().map(|(_, counts)| *counts).sum::<Counts>();
    println!();
    for (suite, counts) in &results {
        println!("{:<10} {counts}  {}", suite.name, suite.about);
    }
    println!("\n{total}");
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(names: &[String]) -> Result<Vec<&'static Suite>> {
    if let Some(unknown) = names.iter().find(|name| !SUITES.iter().any(|suite| suite.name == **name)) {
        let known: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
        bail!("there is no suite {unknown}; there are {}", known.join(", "));
    }
    let wanted = |suite: &&Suite| names.is_empty() || names.iter().any(|name| name == suite.name);
    Ok(SUITES.iter().filter(wanted).filter(|suite| (suite.exists)()).collect())
}

/// A suite that can't run, or runs nothing, has failed.
fn run_one(suite: &Suite) -> Counts {
    println!("\n── {}: {}", suite.name, suite.about);
    let counts = (suite.run)().unwrap_or_else(|error| {
        eprintln!("{}: {error:#}", suite.name);
        Counts::FAILURE
    });
    if counts.is_empty() {
        eprintln!("{}: no test was run", suite.name);
        return Counts::FAILURE;
    }
    counts
}
