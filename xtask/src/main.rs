//! `cargo xtask …`: everything that is done to the project, one command each.
//!
//! A command that needs something of the machine installs it ([`tools`]) or says clearly what to install.

mod bench;
mod bless;
mod build;
mod check;
mod command;
mod facts;
mod layout;
mod mutants;
mod stamp;
mod test;
mod tools;
mod web;

use anyhow::Result;
use std::process::ExitCode;

/// A command: its name, its arguments and purpose as the usage text shows them, and what it does.
struct Task {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<ExitCode>,
}

const TASKS: &[Task] = &[
    Task { name: "build", about: "compile the Wasm module and assemble pkg/dist", run: build::run },
    Task { name: "check", about: "PATH…  build, then check files with the package's command line", run: check::run },
    Task { name: "test", about: "[SUITE…]  build, then run every test", run: test::run },
    Task { name: "bless", about: "write the answers of the corpus anew, from the native crate", run: bless::run },
    Task { name: "bench", about: "size and speed against their budgets", run: bench::run },
    Task { name: "mutants", about: "[RULE…]  take each rule out and see which tests miss it", run: mutants::run },
    Task { name: "web", about: "build the web page and the docs site", run: web::run },
    Task {
        name: "facts",
        about: "DIR [chart=CHART …]  take over facts about releases from a folder, and a new release from its chart",
        run: facts::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let task = arguments.first().and_then(|name| TASKS.iter().find(|task| task.name == name));
    let Some(task) = task else {
        eprint!("{}", usage());
        return ExitCode::from(2);
    };
    (task.run)(arguments.get(1..).unwrap_or_default()).unwrap_or_else(|error| {
        eprintln!("xtask {}: {error:#}", task.name);
        ExitCode::from(2)
    })
}

fn usage() -> String {
    let tasks: String = TASKS.iter().map(|task| format!("  {:<7} {}\n", task.name, task.about)).collect();
    format!("usage: cargo xtask COMMAND …\n\n{tasks}")
}
