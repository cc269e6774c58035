//! The suites: which tests there are and how each kind is run.

use super::counts::{Counts, counted};
use crate::command::{cargo, node, run};
use crate::layout::at;
use crate::tools::{chromium, npm, rust};
use crate::web;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Tests that run in one go.
pub struct Suite {
    pub name: &'static str,
    pub about: &'static str,
    /// False while the project has no such part.
    pub exists: fn() -> bool,
    pub run: fn() -> Result<Counts>,
}

/// All of them, the quickest to fail first.
pub const SUITES: &[Suite] = &[
    Suite { name: "native", about: "the crate, natively", exists: always, run: native },
    Suite { name: "wasm-node", about: "the crate as Wasm, in Node", exists: always, run: wasm_in_node },
    Suite { name: "wasm-web", about: "the crate as Wasm, in Chromium", exists: always, run: wasm_in_chromium },
    Suite { name: "types", about: "the types of the package", exists: always, run: types },
    Suite { name: "node", about: "the package and the command line, in Node", exists: always, run: package_in_node },
    Suite { name: "browser", about: "the package in Chromium", exists: always, run: package_in_chromium },
    Suite { name: "web", about: "the web page", exists: || at("web/test").is_dir(), run: web_page },
];

fn always() -> bool {
    true
}

fn native() -> Result<Counts> {
    counted(cargo().args([
        "test",
        "--quiet",
        "--no-fail-fast",
        "--package",
        "gatelint",
        "--package",
        "xtask",
        "--",
        "--show-output",
    ]))
}

fn wasm_in_node() -> Result<Counts> {
    counted(&mut wasm_tests()?)
}

fn wasm_in_chromium() -> Result<Counts> {
    let chromium = chromium::ensure()?;
    let mut command = wasm_tests()?;
    command.env("WASM_BINDGEN_USE_BROWSER", "1").env("CHROMEDRIVER", chromium.driver);
    counted(command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", at("tests/support/webdriver.json")))
}

/// `cargo test` of the crate's Wasm tests; they run in Node unless the environment says otherwise.
fn wasm_tests() -> Result<Command> {
    let runner = rust::ensure_test_runner()?;
    let mut command = cargo();
    command.args(["test", "--package", "gatelint", "--test", "wasm", "--target", rust::WASM]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    Ok(command)
}

/// The package's own code against its types, and its types against real uses: one test each.
fn types() -> Result<Counts> {
    npm::ensure_packages()?;
    let compiler = npm::package_file("typescript/bin/tsc");
    let check = |project: &str| match run(node().arg(&compiler).args(["--project", project])) {
        Ok(()) => Counts::SUCCESS,
        Err(_) => Counts::FAILURE,
    };
    Ok(["pkg", "tests/types"].into_iter().map(check).sum())
}

fn package_in_node() -> Result<Counts> {
    npm::ensure_packages()?;
    node_tests("tests/node", &mut node())
}

fn package_in_chromium() -> Result<Counts> {
    npm::ensure_packages()?;
    node_tests("tests/browser", node().env("CHROMIUM", chromium::ensure()?.browser))
}

fn web_page() -> Result<Counts> {
    web::build()?;
    node_tests("web/test", node().env("CHROMIUM", chromium::ensure()?.browser))
}

/// The files `*.test.js` of a folder, named one by one: Node 20 knows no patterns.
fn node_tests(folder: &str, node: &mut Command) -> Result<Counts> {
    let entries = fs::read_dir(at(folder))?.collect::<Result<Vec<_>, _>>()?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(|path| is_test(path)).collect();
    files.sort();
    counted(node.args(["--test", "--test-reporter=spec"]).args(files))
}

fn is_test(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".test.js"))
}
