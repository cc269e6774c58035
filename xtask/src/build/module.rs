//! From rustc's Wasm file to the module that ships, and the JavaScript that it is called through.

use super::{order, write};
use crate::command::{node, run};
use crate::layout::cache;
use crate::tools::npm;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The features of WebAssembly that rustc uses and that Node 20 and every browser of its age have.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A long function that is put into its only caller makes the code smaller and the compressed code larger by a tenth:
/// what looked alike no longer does. Functions of like names side by side are a good order to start from: it decides
/// which of those that `order` finds equally like comes first.
const OPTIMISE: &[&str] = &[
    "-O2",
    "--one-caller-inline-max-function-size=20",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// Moves each function to the place that its name tells, and does nothing else.
const REORDER: &[&str] = &["--reorder-functions-by-name", "--strip-debug"];

/// Writes `gatelint.wasm` and `glue.js` into `dist`.
pub fn assemble(compiled: &Path, dist: &Path) -> Result<()> {
    let (glue, bound) = bind(compiled)?;
    write(&dist.join("glue.js"), factory(&glue).as_bytes())?;
    optimise(&bound, &dist.join("gatelint.wasm"))
}

/// Lets wasm-bindgen make the glue; gives its text and the file of the module that belongs to it.
fn bind(compiled: &Path) -> Result<(String, PathBuf)> {
    let folder = cache("bindgen");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(compiled).out_name("gatelint").no_modules(true)?.typescript(false);
    bindgen.generate(&folder).context("wasm-bindgen failed")?;
    let glue = fs::read_to_string(folder.join("gatelint.js"))?;
    Ok((glue, folder.join("gatelint_bg.wasm")))
}

/// The glue as a function that makes a new, independent instance with each call.
///
/// wasm-bindgen's other forms keep one instance for ever, in the variables of their module; after a trap there must be
/// a new one. Its script form is an expression that can be run again, so a function around it is all that is needed.
fn factory(script: &str) -> String {
    format!(
        "// @ts-nocheck\n// Made by `cargo xtask build` from wasm-bindgen's glue.\n\n\
         /** A new, independent set of bindings: `initSync` starts it. @returns {{any}} */\n\
         export function bindings() {{\n{script}\nreturn wasm_bindgen;\n}}\n"
    )
}

/// Lets wasm-opt make the code better, then puts the functions in the order that compresses best.
fn optimise(bound: &Path, into: &Path) -> Result<()> {
    let (optimised, named) = (cache("optimised.wasm"), cache("named.wasm"));
    wasm_opt(bound, OPTIMISE, &optimised)?;
    write(&named, &order::named_by_place(&fs::read(&optimised)?)?)?;
    wasm_opt(&named, REORDER, into)
}

/// Runs wasm-opt.
fn wasm_opt(from: &Path, passes: &[&str], into: &Path) -> Result<()> {
    let program = npm::package_file("binaryen/bin/wasm-opt");
    run(node().arg(program).arg(from).args(FEATURES).args(passes).arg("-o").arg(into))
}
