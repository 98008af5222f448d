//! The commands, one file each.

pub(crate) mod apply;
pub(crate) mod check;
pub(crate) mod comparison;
pub(crate) mod completions;
pub(crate) mod docs;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod inspect;
pub(crate) mod lint;
pub(crate) mod man;
pub(crate) mod partitions;
pub(crate) mod plan;
pub(crate) mod queries;
pub(crate) mod seed;
pub(crate) mod status;
pub(crate) mod unmanaged;

use schemadiff::catalog::is_ledger;

use crate::args::Command;
use crate::failure::{Exit, Failure};

/// The name of a schema for the history of runs.
pub(crate) fn ledger(text: &str) -> Result<String, String> {
    if is_ledger(text) {
        Ok(text.to_owned())
    } else {
        Err("the history needs a schema of its own, such as `schemadiff`".to_owned())
    }
}

/// Runs a command.
pub(crate) fn run(command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Plan(arguments) => plan::run(&arguments, None),
        Command::Apply(arguments) => apply::run(&arguments, None),
        Command::Partitions(arguments) => partitions::run(&arguments),
        Command::Seed(arguments) => seed::run(&arguments),
        Command::Queries(arguments) => queries::run(&arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}
