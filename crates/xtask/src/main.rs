//! Chores of the repository: `cargo xtask`.
//!
//! It depends on nothing but the standard library, so that the first command on a fresh machine does not wait for a build.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks on both"
)]

mod cache;
mod ci;
mod demo;
mod docs;
mod fetch;
mod install;
mod json;
mod run;
mod soak;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  pg install [14] [15] [16] [17] [18] [clients] [squawk] [dbmate] [all]
                  install PostgreSQL servers, client programs (psql, pg_dump, pgbench) the linter squawk and the migration tool dbmate into
                  the cache; without a word, all of them
  pg path VERSION|clients|squawk|dbmate
                  print the folder of the programs of an installed version
  docs            write docs/kinds.md from what the kinds say about themselves, docs/locks.md from the facts table,
                  docs/linters.md from tests/linters.toml
  soak [--pairs N] [--seed S]
                  hold the laws over N generated pairs on each version (2000), from seed S on (1)
  soak-apply [--interruptions N] [--seed S]
                  interrupt N runs (2000) at moments drawn from seed S (1), each of which has to arrive
  demo [quiet | backfill | seed] [--rows N] [--open SECONDS]
                  apply changes to tables of N rows (5 and 10 million) in use, some while a transaction is open for a
                  minute, and write the figures to docs/demonstrations.md
  ci              run what CI runs: formatting, lints, tests, documentation";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["pg", "install", what @ ..] => install::install(what),
        ["pg", "path", what] => install::path(what).map(|folder| println!("{}", folder.display())),
        ["docs"] => docs::docs(),
        ["soak", words @ ..] => soak::soak(words),
        ["soak-apply", words @ ..] => soak::soak_apply(words),
        ["demo", words @ ..] => demo::demo(words),
        ["ci"] => ci::ci(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
