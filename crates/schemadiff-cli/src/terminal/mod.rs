//! What the user sees: the only place that writes to stdout and stderr.

pub(crate) mod colour;
pub(crate) mod diagnostics;
pub(crate) mod plan;
pub(crate) mod progress;

use std::io::{ErrorKind, Write};

use tracing_subscriber::filter::LevelFilter;

use crate::failure::Failure;

/// Writes what was asked for to stdout. Colours are taken off where they do not belong. A reader that went away
/// (`schemadiff plan | head`) is not an error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    write(anstream::stdout().lock(), text)
}

/// Writes a script: in colour to a terminal that wants it, every byte of it to everybody else.
pub(crate) fn print_script(script: &str) -> Result<(), Failure> {
    let text = plan::sql(script);
    if colour::on_stdout() {
        print(&text)
    } else {
        print_exactly(&text)
    }
}

/// Writes to stdout what has no colours, and may hold what looks like one.
pub(crate) fn print_exactly(text: &str) -> Result<(), Failure> {
    write(std::io::stdout().lock(), text)
}

fn write(mut stdout: impl Write, text: &str) -> Result<(), Failure> {
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::user("the output cannot be written").because(&error))
        }
        _ => Ok(()),
    }
}

/// Writes a line to stderr. There is nobody to tell when that fails.
pub(crate) fn say(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Sends the log of the libraries to stderr, as much of it as `-v` asks for.
pub(crate) fn trace(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(colour::on_stderr())
        .without_time()
        .init();
}
