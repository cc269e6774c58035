//! Where things are in the project.

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// A path of the project, written with `/`.
pub fn at(path: &str) -> PathBuf {
    root().join(path)
}

/// Cargo's target folder: the one that this program was built into.
pub fn target() -> PathBuf {
    let built = std::env::current_exe().ok().and_then(|exe| exe.ancestors().nth(2).map(Path::to_path_buf));
    built.unwrap_or_else(|| at("target"))
}

/// A path of the folder where xtask keeps what it made and may make again.
pub fn cache(path: &str) -> PathBuf {
    target().join("xtask").join(path)
}
