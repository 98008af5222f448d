//! Whether to colour, and with which colours: one palette for plans, progress and failures.

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Effects, Style};

use crate::args::Color;

pub(crate) const CREATE: Style = AnsiColor::Green.on_default();
pub(crate) const ALTER: Style = AnsiColor::Yellow.on_default();
pub(crate) const DROP: Style = AnsiColor::Red.on_default();
pub(crate) const HEADING: Style = Style::new().effects(Effects::BOLD);
pub(crate) const FAINT: Style = Style::new().effects(Effects::DIMMED);
pub(crate) const KEYWORD: Style = AnsiColor::Blue.on_default();
pub(crate) const STRING: Style = AnsiColor::Green.on_default();
pub(crate) const NUMBER: Style = AnsiColor::Magenta.on_default();
pub(crate) const ERROR: Style = AnsiColor::BrightRed.on_default().effects(Effects::BOLD);
pub(crate) const HINT: Style = AnsiColor::BrightCyan.on_default().effects(Effects::BOLD);

/// Decides for the whole program. `auto` is left to `anstream`: a terminal, no `NO_COLOR`, no `TERM=dumb`.
pub(crate) fn choose(color: Color) {
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::AlwaysAnsi,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Whether colours written to stdout arrive.
pub(crate) fn on_stdout() -> bool {
    AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
}

/// Whether colours written to stderr arrive.
pub(crate) fn on_stderr() -> bool {
    AutoStream::choice(&std::io::stderr()) != ColorChoice::Never
}

/// Wraps text in a style.
pub(crate) fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
