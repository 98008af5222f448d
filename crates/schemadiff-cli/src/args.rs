//! The command line as a whole; the flags of one command stand beside the command.

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand, ValueEnum};

use crate::commands;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const GLOBAL: &str = "Global options";

const AFTER_HELP: &str = "\
A schema (S) is any of:
  schema.toml, dump.sql  a model in TOML, or DDL in SQL
  db/                    a folder: its schema.toml, else all its .sql and .toml
  postgres://…           a database
  production             a name of the model's [targets]; also target:production
  git:REV:PATH           a file or folder as of a commit, from the top of the
                         repository, or from here when PATH starts with ./
  snapshot.json          a catalog recorded by inspect --format snapshot
  empty                  a database with nothing in it

Exit codes: 0 done, or nothing to do; 1 failed; 2 there are changes, from
plan --exit-code; 130 stopped by a signal. What was asked for goes to stdout,
everything else to stderr.";

/// Plans and applies changes of PostgreSQL schemas from a declarative model.
#[derive(Debug, Parser)]
#[command(name = "schemadiff", version, styles = STYLES, after_help = AFTER_HELP, max_term_width = 100)]
pub(crate) struct Arguments {
    /// When to colour output; `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, help_heading = GLOBAL, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,

    /// Say more about what is done: -v progress, -vv details, -vvv everything
    #[arg(short, long, global = true, help_heading = GLOBAL, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,

    /// The schema that the history of runs is kept in, and that is left out of every comparison [default: the target's
    /// `ledger`, else schemadiff]
    #[arg(long, global = true, help_heading = GLOBAL, value_parser = commands::ledger, value_name = "SCHEMA")]
    pub(crate) ledger: Option<String>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to colour output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Plan(commands::plan::Arguments),
    Apply(commands::apply::Arguments),
    Partitions(commands::partitions::Arguments),
    Seed(commands::seed::Arguments),
    Queries(commands::queries::Arguments),
    Status(commands::status::Arguments),
    Check(commands::check::Arguments),
    Lint(commands::lint::Arguments),
    Inspect(commands::inspect::Arguments),
    Import(commands::import::Arguments),
    Docs(commands::docs::Arguments),
    Export(commands::export::Arguments),
    Explain(commands::explain::Arguments),
    Completions(commands::completions::Arguments),
    Man(commands::man::Arguments),
}
