//! `cargo xtask bench`: size and speed against their budgets, all in one run.

mod corpus;
mod measure;

use crate::build;
use crate::command::{node, output, works};
use crate::layout::{at, cache};
use crate::tools::npm;
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use measure::{Run, median, run_once};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};

const COLD_RUNS: usize = 15;
const CORPUS_RUNS: usize = 5;
const CORPUS_FILES: usize = 1000;
const MOST_GATEWAYS: usize = 10_000;

/// A measured figure, and whether it is inside its budget.
struct Figure {
    what: &'static str,
    value: String,
    budget: Option<(bool, &'static str)>,
}

/// Measures, prints, and fails when a budget is missed.
pub fn run(_: &[String]) -> Result<ExitCode> {
    build::ensure()?;
    npm::ensure_packages()?;
    let mut missed = false;
    for group in [size, edits, scale, cold_start, corpus_figures] {
        for figure in group()? {
            missed |= figure.budget.is_some_and(|(kept, _)| !kept);
            println!("{figure}");
        }
    }
    Ok(if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:<44} {:>22}", self.what, self.value)?;
        match self.budget {
            Some((kept, budget)) => write!(f, "   {} budget {budget}", if kept { "✓" } else { "✗" }),
            None => Ok(()),
        }
    }
}

fn figure(what: &'static str, value: String) -> Figure {
    Figure { what, value, budget: None }
}

impl Figure {
    fn within(self, kept: bool, budget: &'static str) -> Figure {
        Figure { budget: Some((kept, budget)), ..self }
    }
}

fn size() -> Result<Vec<Figure>> {
    let bytes = fs::read(at("pkg/dist/gatelint.wasm"))?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes)?;
    let zipped = encoder.finish()?.len();
    let kilobytes = |bytes: usize| format!("{:.1} KB", bytes as f64 / 1000.0);
    Ok(vec![
        figure("Wasm module", kilobytes(bytes.len())),
        figure("Wasm module, gzip", kilobytes(zipped)).within(zipped <= 300_000, "300 KB"),
    ])
}

fn edits() -> Result<Vec<Figure>> {
    let json: serde_json::Value = serde_json::from_str(&output(node().arg(at("tests/bench/edit.js")))?)?;
    let time = |name: &str| json.get(name).and_then(serde_json::Value::as_f64).context("edit.js printed no figures");
    let (first, steady) = (time("first")?, time("steady")?);
    Ok(vec![
        figure("an edit, mean of the first 100", milliseconds(first)).within(first < 4.0, "4 ms"),
        figure("an edit, steady (median)", milliseconds(steady)).within(steady < 1.5, "1.5 ms"),
    ])
}

/// What files beside the edited one cost, and Gateways beside one another.
fn scale() -> Result<Vec<Figure>> {
    let folder = cache("bench-large");
    corpus::write(&folder, MOST_GATEWAYS)?;
    let printed = output(node().arg(at("tests/bench/scale.js")).arg(folder))?;
    let (edit, [hundred, thousand, most]): (f64, [f64; 3]) = serde_json::from_str(&printed)?;
    Ok(vec![
        figure("an edit in a workspace of 1,000 documents", milliseconds(edit)).within(edit < 5.0, "5 ms"),
        figure("render of 100 Gateways", milliseconds(hundred)),
        figure("render of 1,000 Gateways", milliseconds(thousand)),
        figure("render of 10,000 Gateways", milliseconds(most)).within(most <= 11.7 * thousand, "11.7 times as much"),
    ])
}

fn cold_start() -> Result<Vec<Figure>> {
    let bare = median(COLD_RUNS, || run_once(node().args(["-e", "0"])))?.milliseconds;
    let one =
        median(COLD_RUNS, || run_once(node().arg(at("pkg/cli.js")).arg("check").arg(at("tests/bench/edit.yaml"))))?
            .milliseconds;
    Ok(vec![
        figure("cold start, check of one file", milliseconds(one)).within(one <= 150.0, "150 ms"),
        figure("cold start, node alone", milliseconds(bare)),
    ])
}

fn corpus_figures() -> Result<Vec<Figure>> {
    let folder = cache("bench-corpus");
    corpus::write(&folder, CORPUS_FILES)?;
    let ours = median(CORPUS_RUNS, || run_once(&mut watched_check(&folder)))?;
    let rate = rate(&ours);
    let mut figures = vec![
        figure("5,000 documents, from process start", format!("{rate:.0} documents/s")),
        figure("5,000 documents, peak memory", format!("{:.0} MiB", ours.peak_mebibytes))
            .within(ours.peak_mebibytes < 150.0, "150 MiB"),
    ];
    if let Some(other) = kubeconform(&folder)? {
        figures.push(figure(other.name, format!("{:.0} documents/s", other.rate)));
        let times = rate / other.rate;
        figures.push(figure("times as fast", format!("{times:.1}")).within(times >= 3.0, "3"));
    }
    Ok(figures)
}

fn rate(run: &Run) -> f64 {
    (CORPUS_FILES * corpus::DOCUMENTS) as f64 / (run.milliseconds / 1000.0)
}

/// kubeconform over the same files, where it is on the PATH.
///
/// `KUBECONFORM_SCHEMAS` says where its schemas are, as its own option does. Without, it only reads the files: then a
/// fair rival has more to do, and the ratio is the least that can be claimed.
fn kubeconform(folder: &Path) -> Result<Option<Rival>> {
    if !works(Command::new("kubeconform").arg("-v")) {
        return Ok(None);
    }
    let schemas = std::env::var("KUBECONFORM_SCHEMAS").ok();
    let name = if schemas.is_some() { "kubeconform, one thread" } else { "kubeconform, one thread, no schemas" };
    let location = schemas.unwrap_or_else(|| "no-schemas".to_owned());
    let mut command = Command::new("kubeconform");
    command.args(["-n", "1", "-strict", "-ignore-missing-schemas", "-schema-location", &location]).arg(folder);
    Ok(Some(Rival { name, rate: rate(&median(CORPUS_RUNS, || run_once(&mut command))?) }))
}

/// Another program over the same files.
struct Rival {
    name: &'static str,
    rate: f64,
}

/// The command line over a path, with its memory noted.
fn watched_check(path: &Path) -> Command {
    let mut command = node();
    command.arg("--import").arg(at("tests/bench/peak.js")).arg(at("pkg/cli.js")).arg("check").arg(path);
    command
}

fn milliseconds(value: f64) -> String {
    format!("{value:.2} ms")
}
