//! The runner that `cargo test` starts for each Wasm test binary.
//!
//! It is wasm-bindgen's own, built from the lock file like every other crate: no separate installation, and never
//! another version than that of the `wasm-bindgen` that the tests were compiled with.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
