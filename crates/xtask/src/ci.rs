//! What CI runs, stage by stage, with the time of each.

use std::process::Command;
use std::time::Instant;

use crate::install;
use crate::run::shown;

/// The stages: a name, and the words after `cargo`.
const STAGES: &[(&str, &[&str])] = &[
    ("formatting", &["fmt", "--all", "--check"]),
    (
        "lints",
        &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
    ),
    ("tests", &["test", "--workspace", "--no-fail-fast"]),
    ("documentation", &["doc", "--workspace", "--no-deps"]),
];

/// Runs every stage, also after one that failed, so that one run shows all there is to repair.
pub(crate) fn ci() -> Result<(), String> {
    check_servers()?;
    let began = Instant::now();
    let mut summary = Vec::new();
    let mut failed = false;
    for (name, words) in STAGES {
        let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        command.args(*words).env("RUSTDOCFLAGS", "-D warnings");
        println!("── {name}: {}", shown(&command));
        let stage = Instant::now();
        let status = command
            .status()
            .map_err(|error| format!("{}: {error}", shown(&command)))?;
        failed |= !status.success();
        let verdict = if status.success() { "ok" } else { "FAILED" };
        summary.push(format!(
            "{name:14} {verdict:6} {:6.1} s",
            stage.elapsed().as_secs_f64()
        ));
    }
    println!(
        "── summary\n{}\n{:14} {:6} {:6.1} s",
        summary.join("\n"),
        "total",
        "",
        began.elapsed().as_secs_f64()
    );
    if failed {
        Err("CI failed".to_owned())
    } else {
        Ok(())
    }
}

/// The live tests run on what they find; here they have to find everything.
fn check_servers() -> Result<(), String> {
    if std::env::var_os("SCHEMADIFF_TEST_SERVERS").is_some() {
        return Ok(());
    }
    let words = install::majors().map(|major| major.to_string()).chain([
        "clients".to_owned(),
        "squawk".to_owned(),
        "dbmate".to_owned(),
    ]);
    let missing: Vec<_> = words.filter(|word| install::path(word).is_err()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(" ");
    Err(format!(
        "missing to test with: {missing}; install them: cargo xtask pg install {missing}"
    ))
}
