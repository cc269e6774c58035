//! Running other programs.

use crate::layout::root;
use anyhow::{Context, Result, bail};
use std::process::{Command, Output, Stdio};

/// A command that runs in the project's folder.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that started xtask, so that both use one toolchain.
pub fn cargo() -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
}

/// Node.js.
pub fn node() -> Command {
    command("node")
}

/// Runs it with the terminal's input and output; an error when it can't be started or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", line(command));
    }
    Ok(())
}

/// Runs it and gives what it printed on standard output; its errors go to the terminal.
pub fn output(command: &mut Command) -> Result<String> {
    let Output { status, stdout, .. } =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", line(command));
    }
    String::from_utf8(stdout).with_context(|| format!("{} printed no UTF-8", name(command)))
}

/// True when the program starts and ends well; nothing of it is shown.
pub fn works(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// The program, as it was named.
pub fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name(command)).chain(arguments).collect::<Vec<_>>().join(" ")
}
