//! `cargo xtask mutants`: takes each rule out in turn and sees which tests miss it. A rule that none misses is not tested.
//!
//! The tests are built once, with the feature `mutants`: the crate then passes over the rule that the environment names.

use crate::command::{cargo, command, output};
use crate::layout::at;
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::process::{Command, ExitCode, Stdio};

/// The tests that have to miss a rule: its page, and the cases of the corpus.
const TESTS: [&str; 2] = ["pages", "corpus"];

/// Tries the rules that are named, or all.
pub fn run(named: &[String]) -> Result<ExitCode> {
    let programs = build()?;
    for (name, program) in &programs {
        if !passes(program, "") {
            bail!("the test {name} fails with all rules in place");
        }
    }
    let (mut tried, mut survivors) = (0, Vec::new());
    for rule in rules()?.into_iter().filter(|rule| named.is_empty() || named.contains(rule)) {
        tried += 1;
        let missed: Vec<&str> =
            programs.iter().filter(|(_, program)| !passes(program, &rule)).map(|(name, _)| name.as_str()).collect();
        println!("{rule}: missed by {}", if missed.is_empty() { "nothing".to_string() } else { missed.join(", ") });
        if missed.is_empty() {
            survivors.push(rule);
        }
    }
    println!("{tried} rules taken out, {} of them missed by no test {}", survivors.len(), survivors.join(" "));
    Ok(if survivors.is_empty() && tried > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The names of all rules: those of their pages.
fn rules() -> Result<Vec<String>> {
    let mut rules = Vec::new();
    for entry in std::fs::read_dir(at("crate/src/rules"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            rules.extend(path.file_stem().map(|stem| stem.to_string_lossy().replace('_', "-")));
        }
    }
    rules.sort();
    Ok(rules)
}

/// The test programs by name.
fn build() -> Result<BTreeMap<String, String>> {
    let mut build = cargo();
    build.args(["test", "--package", "gatelint", "--features", "mutants", "--no-run", "--message-format=json"]);
    for test in TESTS {
        build.args(["--test", test]);
    }
    let mut programs = BTreeMap::new();
    for line in output(&mut build)?.lines() {
        let message: serde_json::Value = serde_json::from_str(line)?;
        let (name, program) = (message["target"]["name"].as_str(), message["executable"].as_str());
        if let (Some(name), Some(program)) = (name, program) {
            programs.insert(name.to_string(), program.to_string());
        }
    }
    Ok(programs)
}

/// True when a test program is content without the rule.
fn passes(program: &str, without: &str) -> bool {
    let mut test: Command = command(program);
    test.current_dir(at("crate")).env("GATELINT_WITHOUT", without).env_remove("GATELINT_BLESS");
    test.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
