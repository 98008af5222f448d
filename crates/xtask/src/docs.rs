//! Pages of `docs/` that are written from the code.

use std::process::Command;

use crate::run::shown;

/// Has the test that compares the table of kinds write it instead.
pub(crate) fn docs() -> Result<(), String> {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command
        .args(["test", "--quiet", "-p", "schemadiff-testkit", "--test", "docs"])
        .env("SCHEMADIFF_ACCEPT", "1");
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", shown(&command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{}: {status}", shown(&command)))
    }
}
