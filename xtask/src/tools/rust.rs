//! The Wasm target of the Rust toolchain.

use crate::command::{cargo, command, output, run};
use crate::layout::target;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The target that the policy module is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the toolchain can compile for [`WASM`].
pub fn ensure_wasm_target() -> Result<()> {
    let libraries = output(command("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    eprintln!("installing the Rust target {WASM}");
    run(command("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("the Rust target {WASM} is needed; install it with your Rust toolchain"))
}

/// Makes sure that the runner of Wasm tests is built, and gives its path.
pub fn ensure_test_runner() -> Result<PathBuf> {
    run(cargo().args(["build", "--quiet", "--package", "wasm-test-runner"]))?;
    Ok(target().join("debug").join(format!("wasm-test-runner{}", std::env::consts::EXE_SUFFIX)))
}
