//! The laws over more generated pairs than CI has time for.

use std::process::Command;

use crate::run::shown;

/// How many pairs there are on each version unless it is said.
const PAIRS: u64 = 2_000;

/// Runs pairs on every version, from a seed on. A failure prints the smallest pair that it was made into, and its seed.
pub(crate) fn soak(words: &[&str]) -> Result<(), String> {
    let (mut pairs, mut seed) = (PAIRS, 1);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} needs a number"))?;
        let number = value
            .parse()
            .map_err(|error| format!("{word} {value}: {error}"))?;
        match *word {
            "--pairs" => pairs = number,
            "--seed" => seed = number,
            _ => {
                return Err(format!(
                    "what is {word}? usage: cargo xtask soak [--pairs N] [--seed S]"
                ));
            }
        }
    }
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command
        .args(["test", "-p", "schemadiff-testkit", "--test", "generated"])
        .env("SCHEMADIFF_PAIRS", pairs.to_string())
        .env("SCHEMADIFF_LIVE_PAIRS", pairs.to_string())
        .env("SCHEMADIFF_SEED", seed.to_string());
    println!(
        "── {pairs} pairs on each version from seed {seed}: {}",
        shown(&command)
    );
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", shown(&command)))?;
    if status.success() {
        Ok(())
    } else {
        Err("a law does not hold".to_owned())
    }
}
