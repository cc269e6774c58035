//! Chromium and its WebDriver, for the tests in a browser.

use crate::command::{command, run, works};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// The two programs.
pub struct Chromium {
    /// The browser.
    pub browser: PathBuf,
    /// The program that drives it.
    pub driver: PathBuf,
}

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];
const DRIVERS: &[&str] = &["chromedriver", "chromium.chromedriver"];

/// Finds both, or installs Debian's packages where `apt-get` is usable.
pub fn ensure() -> Result<Chromium> {
    if let Some(found) = find() {
        return Ok(found);
    }
    install()?;
    match find() {
        Some(found) => Ok(found),
        None => bail!("Chromium was installed, but neither it nor chromedriver is on the PATH"),
    }
}

fn find() -> Option<Chromium> {
    Some(Chromium { browser: on_path(BROWSERS)?, driver: on_path(DRIVERS)? })
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let candidates = std::env::split_paths(&folders).flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    candidates.into_iter().find(|path| path.is_file())
}

fn install() -> Result<()> {
    const PACKAGES: &[&str] = &["chromium", "chromium-driver"];
    let Some(prefix) = privileges() else {
        bail!(
            "the tests in a browser need Chromium and chromedriver on the PATH (Debian: apt-get install {})",
            PACKAGES.join(" ")
        );
    };
    eprintln!("installing {}", PACKAGES.join(" and "));
    let apt_get = |arguments: &[&str]| {
        let line = [prefix, &["apt-get"], arguments].concat();
        let (program, arguments) = line.split_first().expect("a line with at least apt-get");
        run(command(program).args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt_get(&["update", "--quiet=2"])?;
    apt_get(&[&["install", "--yes", "--quiet=2", "--no-install-recommends"], PACKAGES].concat())
}

/// What must stand before `apt-get`; none where it can't be used.
fn privileges() -> Option<&'static [&'static str]> {
    if !Path::new("/usr/bin/apt-get").exists() {
        return None;
    }
    let tries: [&'static [&'static str]; 2] = [&[], &["sudo", "--non-interactive"]];
    tries.into_iter().find(|prefix| {
        let line = [*prefix, &["test", "-w", "/var/lib/dpkg/lock"]].concat();
        line.split_first().is_some_and(|(program, arguments)| works(command(program).args(arguments)))
    })
}
