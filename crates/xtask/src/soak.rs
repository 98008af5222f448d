//! The laws over more generated pairs, and over more interruptions, than CI has time for.

use std::process::Command;

use crate::run::shown;

/// How many pairs there are on each version unless it is said.
const PAIRS: u64 = 2_000;

/// How many interruptions there are unless it is said.
const INTERRUPTIONS: u64 = 2_000;

/// Runs pairs on every version, from a seed on. A failure prints the smallest pair that it was made into, and its seed.
pub(crate) fn soak(words: &[&str]) -> Result<(), String> {
    let (pairs, seed) = numbers(words, "soak", ("--pairs", PAIRS))?;
    let mut command = cargo();
    command
        .args(["test", "-p", "schemadiff-testkit", "--test", "generated"])
        .env("SCHEMADIFF_PAIRS", pairs.to_string())
        .env("SCHEMADIFF_LIVE_PAIRS", pairs.to_string())
        .env("SCHEMADIFF_SEED", seed.to_string());
    run(
        command,
        &format!("{pairs} pairs on each version from seed {seed}"),
    )
}

/// Interrupts runs of the program at random moments; a failure says of what and by what means.
pub(crate) fn soak_apply(words: &[&str]) -> Result<(), String> {
    let (interruptions, seed) = numbers(words, "soak-apply", ("--interruptions", INTERRUPTIONS))?;
    let mut command = cargo();
    command
        .args(["test", "-p", "schemadiff-cli", "--test", "cli", "interruptions"])
        .env("SCHEMADIFF_INTERRUPTIONS", interruptions.to_string())
        .env("SCHEMADIFF_SEED", seed.to_string());
    run(
        command,
        &format!("{interruptions} interruptions from seed {seed}"),
    )
}

/// How many, and from which seed on.
fn numbers(words: &[&str], name: &str, (many, default): (&str, u64)) -> Result<(u64, u64), String> {
    let (mut number, mut seed) = (default, 1);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} needs a number"))?;
        let parsed = value
            .parse()
            .map_err(|error| format!("{word} {value}: {error}"))?;
        match *word {
            "--seed" => seed = parsed,
            word if word == many => number = parsed,
            _ => {
                return Err(format!(
                    "what is {word}? usage: cargo xtask {name} [{many} N] [--seed S]"
                ));
            }
        }
    }
    Ok((number, seed))
}

fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

fn run(mut command: Command, about: &str) -> Result<(), String> {
    println!("── {about}: {}", shown(&command));
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", shown(&command)))?;
    if status.success() {
        Ok(())
    } else {
        Err("a law does not hold".to_owned())
    }
}
