//! One run of a program: how long, and how much memory.

use crate::command::name;
use crate::layout::cache;
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a run took.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// From process start to its end.
    pub milliseconds: f64,
    /// The most memory that it had; 0 where it does not say.
    pub peak_mebibytes: f64,
}

/// Runs it once, its output thrown away. Exit code 1 is an answer as well: there are findings.
pub fn run_once(command: &mut Command) -> Result<Run> {
    let peak = cache("peak");
    fs::write(&peak, "0").with_context(|| format!("cannot write {}", peak.display()))?;
    command.env("GATELINT_PEAK", &peak).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    if !matches!(status.code(), Some(0 | 1)) {
        bail!("{} ended with {status}", name(command));
    }
    let kibibytes: f64 = fs::read_to_string(&peak)?.trim().parse().context("no figure of memory")?;
    Ok(Run { milliseconds, peak_mebibytes: kibibytes / 1024.0 })
}

/// The run of median time among several.
pub fn median(runs: usize, mut run: impl FnMut() -> Result<Run>) -> Result<Run> {
    let mut all = (0..runs).map(|_| run()).collect::<Result<Vec<Run>>>()?;
    all.sort_by(|a, b| a.milliseconds.total_cmp(&b.milliseconds));
    all.get(runs / 2).copied().context("no run")
}
