//! The binary `schemadiff`: arguments in, exit code out; everything a library user would want is in the engine.

mod args;
mod commands;
mod failure;
mod state;
mod terminal;
mod written;

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::process::ExitCode;

use clap::Parser;

use crate::args::Arguments;
use crate::failure::Failure;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // A usage error exits 1 and not with clap's 2, which means "there are changes" to scripts. When the
            // message itself cannot be printed nobody is listening.
            let _ = error.print();
            return ExitCode::from(u8::from(error.use_stderr()));
        }
    };
    terminal::colour::choose(arguments.color);
    terminal::trace(arguments.verbose);
    state::live::keep_history_in(arguments.ledger);
    panic::set_hook(Box::new(|information| {
        terminal::diagnostics::print_failure(&bug(information));
    }));
    match panic::catch_unwind(AssertUnwindSafe(|| commands::run(arguments.command))) {
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(failure)) => {
            terminal::diagnostics::print_failure(&failure);
            failure.exit_code()
        }
        // The hook has said it.
        Err(_) => ExitCode::FAILURE,
    }
}

/// What to say of a panic, which no input should ever cause.
fn bug(information: &PanicHookInfo<'_>) -> Failure {
    let message = information
        .payload_as_str()
        .unwrap_or("something that should never happen has happened");
    let failure =
        Failure::internal(message).hint("please report this, with the command and the files it read");
    match information.location() {
        Some(location) => failure.cause(format!("line {} of {}", location.line(), location.file())),
        None => failure,
    }
}
