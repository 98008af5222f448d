//! `schemadiff docs`: the schema document.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use schemadiff::canon::Canonical;
use schemadiff::document::{self, Input};
use schemadiff::plan::Plan;
use schemadiff::render;
use similar::{ChangeTag, TextDiff};

use super::comparison::{AllowArguments, Comparison, ScopeArguments, StrategyArguments, TargetArguments};
use crate::failure::{Exit, Failure};
use crate::state::{Server, Session};
use crate::terminal::say;

/// Lines of a difference that are shown.
const LINES: usize = 12;

/// Write the schema document: tables, types, views, diagrams, and what the model says beside them
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The schema that is described [default: schema.toml]
    #[arg(long, value_name = "S")]
    to: Option<String>,

    /// Look at this database too: its version, its sizes, and what it still needs to be as described
    #[arg(long, value_name = "T")]
    target: Option<String>,

    /// The same of any schema instead of the target
    #[arg(long, value_name = "S", conflicts_with = "target")]
    from: Option<String>,

    #[command(flatten)]
    scope: ScopeArguments,

    /// The folder for schema.md and schema.html
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Which files
    #[arg(long, value_enum, default_value_t = Format::Both, value_name = "F")]
    format: Format,

    /// Write nothing, and fail when the files are not what would be written
    #[arg(long)]
    check: bool,

    /// The day that the document is for [default: the model's `document.date`]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,

    /// Refuse what is not understood or not managed, and treat warnings as errors
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// schema.md, with diagrams for Mermaid
    Markdown,
    /// schema.html, one page with the diagrams drawn and a search
    Html,
    /// Both
    Both,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    if let Some(day) = &arguments.as_of
        && !document::is_day(day)
    {
        return Err(Failure::user(format!("`--as-of {day}` is no day"))
            .hint("write the year, the month and the day, such as 2026-02-23"));
    }
    let mut session = Session::about(arguments.scope.scope()?);
    let (schema, compared) = read(&mut session, arguments)?;
    let (database, plan) = compared.unzip();
    let document = document::document(&Input {
        schema: &schema,
        database: database.as_ref(),
        plan: plan.as_ref(),
        as_of: arguments.as_of.as_deref(),
    });
    for warning in &document.warnings {
        say(&format!("warning: {warning}"));
    }
    if arguments.strict && !document.warnings.is_empty() {
        return Err(Failure::input(
            "the model speaks of what is not there; nothing was written",
        ));
    }
    let mut files = Vec::new();
    if arguments.format != Format::Html {
        files.push(("schema.md", render::document_markdown(&document)));
    }
    if arguments.format != Format::Markdown {
        files.push(("schema.html", render::html::document(&document)));
    }
    if arguments.check {
        return check(&arguments.out, &files);
    }
    for (name, text) in &files {
        let file = arguments.out.join(name);
        let failure = || Failure::user(format!("the document cannot be written to `{}`", file.display()));
        std::fs::create_dir_all(&arguments.out)
            .and_then(|()| std::fs::write(&file, text))
            .map_err(|error| failure().because(&error))?;
        say(&format!("Wrote {}", file.display()));
    }
    Ok(Exit::Done)
}

/// What is described; and the database with the plan that leads from it, when one was named.
fn read(
    session: &mut Session,
    arguments: &Arguments,
) -> Result<(Canonical, Option<(Canonical, Plan)>), Failure> {
    if arguments.target.is_some() || arguments.from.is_some() {
        let target = TargetArguments {
            target: arguments.target.clone(),
            to: arguments.to.clone(),
        };
        let how = (&AllowArguments::default(), &StrategyArguments::default());
        let compared = Comparison::read(session, &target, arguments.from.as_deref(), how, arguments.strict)?;
        let mut schema = compared.to.canonical;
        schema.restrict();
        return Ok((schema, Some((compared.settled.old, compared.plan))));
    }
    let wanted = session.wanted(arguments.to.as_deref())?;
    let mut state = if wanted.is_offline() {
        session.offline(&wanted)?
    } else {
        Server::read_state(&wanted)?
    };
    session.settle(arguments.strict, "nothing was written")?;
    state.canonical.narrow(&session.scope);
    state.canonical.restrict();
    Ok((state.canonical, None))
}

/// Fails when a file is not what would be written, with the first lines that differ.
fn check(folder: &Path, files: &[(&str, String)]) -> Result<Exit, Failure> {
    let mut stale = Vec::new();
    for (name, wanted) in files {
        let file = folder.join(name);
        let found = match std::fs::read_to_string(&file) {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                say(&format!("{} is not there", file.display()));
                stale.push(file.display().to_string());
                continue;
            }
            Err(error) => {
                return Err(Failure::user(format!("`{}` cannot be read", file.display())).because(&error));
            }
        };
        // A checkout may have given lines other ends.
        if found.replace("\r\n", "\n") != *wanted {
            say(&format!(
                "{} is stale:\n{}",
                file.display(),
                difference(&found, wanted)
            ));
            stale.push(file.display().to_string());
        }
    }
    if stale.is_empty() {
        say("The document is fresh");
        return Ok(Exit::Done);
    }
    Err(
        Failure::input(format!("the document is stale: {}", stale.join(", ")))
            .hint("write it again: the same command without --check"),
    )
}

/// The first lines that differ.
fn difference(found: &str, wanted: &str) -> String {
    let diff = TextDiff::from_lines(found, wanted);
    let mut lines = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            ChangeTag::Equal => return None,
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        let line: String = change.value().trim_end().chars().take(160).collect();
        Some(format!("  {sign} {}", render::visible(&line)))
    });
    let mut shown: Vec<String> = lines.by_ref().take(LINES).collect();
    let more = lines.count();
    if more > 0 {
        shown.push(format!("  … {more} more lines"));
    }
    shown.join("\n")
}
