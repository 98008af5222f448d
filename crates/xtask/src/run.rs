//! Running programs, with messages about those that are not there or fail.

use std::io::ErrorKind;
use std::process::Command;

/// Runs a program to its end and gives what it printed.
pub(crate) fn capture(command: &mut Command, how_to_get_it: &str) -> Result<String, String> {
    let shown = shown(command);
    let output = command.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("{shown}: not found; {how_to_get_it}"),
        _ => format!("{shown}: {error}"),
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{shown}: {}\n{}", output.status, said.trim()))
}

/// The command line, for messages.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}
