//! How many tests passed and failed, read off what test runners print.

use crate::command::name;
use anyhow::{Context, Result};
use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that passed.
    pub passed: usize,
    /// Those that failed.
    pub failed: usize,
}

impl Counts {
    /// Something that counts as one failed test.
    pub const FAILURE: Counts = Counts { passed: 0, failed: 1 };
    /// Something that counts as one passed test.
    pub const SUCCESS: Counts = Counts { passed: 1, failed: 0 };

    /// True when nothing was run.
    pub fn is_empty(self) -> bool {
        self == Counts::default()
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(counts: I) -> Counts {
        counts.fold(Counts::default(), |a, b| Counts { passed: a.passed + b.passed, failed: a.failed + b.failed })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs a test runner, shows what it prints and counts.
///
/// A runner that fails without naming a failed test (it did not compile, it crashed) counts as one failure.
pub fn counted(command: &mut Command) -> Result<Counts> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", name(command)))?;
    let lines = BufReader::new(child.stdout.take().context("no output to read")?).lines();
    let mut counts = Counts::default();
    for line in lines {
        let line = line?;
        println!("{line}");
        counts = [counts, of_line(&line)].into_iter().sum();
    }
    let succeeded = child.wait()?.success();
    Ok(if succeeded || counts.failed > 0 { counts } else { [counts, Counts::FAILURE].into_iter().sum() })
}

/// What a line adds: the closing lines of cargo's and wasm-bindgen's runners, and those of Node's.
fn of_line(line: &str) -> Counts {
    let count = |label: &str| number_before(line, label).unwrap_or(0);
    if line.starts_with("test result:") {
        return Counts { passed: count(" passed"), failed: count(" failed") };
    }
    let of_node = |label: &str| line.strip_prefix(label).and_then(|rest| rest.trim().parse().ok()).unwrap_or(0);
    Counts { passed: of_node("ℹ pass "), failed: of_node("ℹ fail ") + of_node("ℹ cancelled ") }
}

fn number_before(line: &str, label: &str) -> Option<usize> {
    line.split(label).next()?.rsplit(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_closing_line_of_cargo() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(of_line(line), Counts { passed: 12, failed: 3 });
    }

    #[test]
    fn reads_the_closing_lines_of_node() {
        let lines = ["ℹ tests 9", "ℹ pass 7", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 0"];
        assert_eq!(lines.into_iter().map(of_line).sum::<Counts>(), Counts { passed: 7, failed: 2 });
    }

    #[test]
    fn other_lines_add_nothing() {
        assert!(of_line("running 12 tests").is_empty());
        assert!(of_line("test result of the day: 5 passed").is_empty());
    }
}
