//! What is claimed of runs against tables in use, with tables of a size that hurts; the figures go to `docs/demonstrations.md`.

use std::process::Command;

use crate::run::shown;

const USAGE: &str =
    "usage: cargo xtask demo [quiet [--rows N] [--open SECONDS] | backfill [--rows N] | seed [--rows N]]";

/// A demonstration: its name, which is that of its test, and how many rows there are unless it is said.
const ALL: &[(&str, u64)] = &[
    ("quiet", 5_000_000),
    ("backfill", 10_000_000),
    ("seed", 1_000_000),
];

/// For how long somebody leaves a transaction open, in seconds.
const OPEN: u64 = 60;

/// Runs one, or all of them.
pub(crate) fn demo(words: &[&str]) -> Result<(), String> {
    let (name, mut words) = match words {
        [] => (None, [].iter()),
        [name, rest @ ..] => (Some(*name), rest.iter()),
    };
    if name.is_some_and(|name| ALL.iter().all(|(known, _)| *known != name)) {
        return Err(USAGE.to_owned());
    }
    let (mut rows, mut open) = (None, OPEN);
    while let Some(word) = words.next() {
        let value = words.next().and_then(|value| value.parse().ok());
        match (*word, value) {
            ("--rows", Some(value)) => rows = Some(value),
            ("--open", Some(value)) => open = value,
            _ => return Err(USAGE.to_owned()),
        }
    }
    for (known, many) in ALL
        .iter()
        .filter(|(known, _)| name.is_none_or(|name| name == *known))
    {
        let many = rows.unwrap_or(*many);
        let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        command
            .args(["test", "--workspace", "--test", "cli", "--"])
            .args([&format!("demonstrations::{known}"), "--nocapture"])
            .env("SCHEMADIFF_DEMO_ROWS", many.to_string())
            .env("SCHEMADIFF_DEMO_OPEN", open.to_string())
            .env("SCHEMADIFF_DEMO_WRITE", "1");
        println!("── {known}, {many} rows: {}", shown(&command));
        let status = command
            .status()
            .map_err(|error| format!("{}: {error}", shown(&command)))?;
        if !status.success() {
            return Err(format!("{known}: what is claimed does not hold"));
        }
    }
    Ok(())
}
