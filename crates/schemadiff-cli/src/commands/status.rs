//! `schemadiff status`: what is in progress in a database, in words.

use clap::{Args, ValueEnum};
use schemadiff::render::visible;
use schemadiff_pg::status::{Run, Status, Unfinished, UnfinishedKind, status};
use serde::Serialize;

use crate::failure::{Exit, Failure};
use crate::state::{MODEL, Server, Session, Spec};
use crate::terminal;

/// Show what is in progress in a database: changes between two phases, leftovers of interrupted runs, who is at work
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The database: a postgres:// URL, or a name of the model's `[targets]`. Default: as for `plan`
    #[arg(long, value_name = "T")]
    target: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "F")]
    format: Format,
}

/// How the status is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What is printed.
#[derive(Serialize)]
struct Report {
    database: String,
    at_work: Option<String>,
    changes_in_progress: Vec<Change>,
    unfinished: Vec<Unfinished>,
    runs: Vec<Run>,
}

/// A change that both versions of an application live through.
#[derive(Serialize)]
struct Change {
    table: String,
    words: String,
    /// Whether the contract phase is what is left of it.
    waits_for_contract: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut session = Session::default();
    let place = session.place(arguments.target.as_deref(), &Spec::File(MODEL.into()))?;
    let mut server = Server::open(place)?;
    let state = server.state()?;
    let Status {
        at_work,
        unfinished,
        runs,
    } = server
        .runtime
        .block_on(status(&server.connection))
        .map_err(|error| {
            Failure::database(format!("{} cannot be looked at", server.name())).because(&error)
        })?;
    let report = Report {
        database: state.words,
        at_work: at_work.map(|session| session.to_string()),
        changes_in_progress: state
            .canonical
            .transitions()
            .iter()
            .map(|transition| Change {
                table: transition.table().to_string(),
                words: transition.words(),
                waits_for_contract: transition.is_filled(),
            })
            .collect(),
        unfinished,
        runs,
    };
    match arguments.format {
        Format::Text => terminal::print(&text(&report))?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&report)
                .map_err(|error| Failure::internal("the status cannot be written").because(&error))?;
            terminal::print(&format!("{json}\n"))?;
        }
    }
    Ok(Exit::Done)
}

fn text(report: &Report) -> String {
    let mut out = format!("{}\n", visible(&report.database));
    let mut line = |text: &str| {
        out.push_str(&visible(text));
        out.push('\n');
    };
    if report.changes_in_progress.is_empty() && report.unfinished.is_empty() {
        line("Nothing is in progress");
    }
    if !report.changes_in_progress.is_empty() {
        line("Between two versions of the application");
        for change in &report.changes_in_progress {
            line(&format!("  {}", change.words));
            line(if change.waits_for_contract {
                "    go on when every old application is gone: schemadiff apply --phase contract"
            } else {
                "    go on with: schemadiff apply --phase expand"
            });
        }
    }
    if !report.unfinished.is_empty() {
        line("Unfinished");
        for unfinished in &report.unfinished {
            line(&format!("  {}", words(unfinished)));
        }
        line("    schemadiff plan shows which of it the model wants, and apply finishes or removes it");
    }
    match &report.at_work {
        Some(session) => line(&format!("At work: {session}")),
        None => line("Nobody is at work"),
    }
    if !report.runs.is_empty() {
        line("Last runs, times in UTC");
    }
    for run in &report.runs {
        line(&format!("  {}", run_words(run)));
        // The first line says what failed.
        if let Some(message) = run.message.as_deref().and_then(|message| message.lines().next()) {
            line(&format!("    {message}"));
        }
        if let (Some(backfill), "running" | "lost" | "stopped") = (&run.backfill, run.outcome.as_str()) {
            line(&format!("    filled {backfill}"));
        }
    }
    out
}

fn words(unfinished: &Unfinished) -> String {
    let Unfinished {
        kind,
        table,
        name,
        at_work,
    } = unfinished;
    match (kind, at_work) {
        (UnfinishedKind::InvalidIndex, Some(pid)) => {
            format!("index {name} on {table} is being built by pid {pid}")
        }
        (UnfinishedKind::InvalidIndex, None) => {
            format!("index {name} on {table} is invalid: no query uses it, and every write maintains it")
        }
        (UnfinishedKind::NotValid, _) => {
            format!("constraint {name} of {table} is not valid: rows from before it were not checked")
        }
        (UnfinishedKind::HalfDetached, _) => {
            format!("partition {name} of {table} is half detached: queries of {table} leave it out")
        }
    }
}

fn run_words(run: &Run) -> String {
    let outcome = match run.outcome.as_str() {
        "running" => "is running",
        "lost" => "did not say how it ended",
        outcome => outcome,
    };
    let mut words = format!(
        "{} {}  {outcome}, {} of {} steps of {}",
        run.run, run.began, run.done, run.steps, run.phases
    );
    if let Some(seconds) = &run.seconds {
        words += &format!(", {seconds} s");
    }
    if run.waited != "0.0" && run.waited != "0" {
        words += &format!(", waited {} s for locks", run.waited);
    }
    words += &format!(", by {}", run.role);
    if let Some(client) = &run.client {
        words += &format!("@{client}");
    }
    if let Some(application) = run.application.as_deref().filter(|name| *name != "schemadiff") {
        words += &format!(" ({application})");
    }
    words + &format!(", schemadiff {}", run.tool)
}
