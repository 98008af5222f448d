//! `schemadiff import`: from a database, or any other schema, to the files of a model.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use schemadiff::catalog::{Kind, Sources};
use schemadiff::diag::has_errors;
use schemadiff::import::{self, Imported, Layout, ROOT, Split};
use schemadiff::render;

use super::check::contents;
use super::comparison::{ScopeArguments, shell};
use super::unmanaged;
use crate::failure::{Exit, Failure};
use crate::state::{Place, Server, Session, Spec};
use crate::terminal;

/// Write a model of a schema, from a database or from files
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The schema to import
    #[arg(long, value_name = "S")]
    from: String,

    /// The folder to write the model into; made when it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// How the TOML is divided into files
    #[arg(long, value_enum, default_value_t = Division::None, value_name = "HOW")]
    split: Division,

    /// What is written in SQL, a file for each name
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KINDS")]
    sql: Vec<InSql>,

    #[command(flatten)]
    scope: ScopeArguments,

    /// Overwrite files that are there
    #[arg(long)]
    force: bool,

    /// Refuse what is not understood or not managed, and treat warnings as errors
    #[arg(long)]
    strict: bool,
}

/// How the TOML is divided into files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Division {
    /// One file
    None,
    /// A file for each schema
    Schema,
    /// A file for each kind
    Kind,
}

/// What can be written in SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum InSql {
    /// Functions and procedures
    Functions,
    /// Views and materialized views
    Views,
}

impl Arguments {
    fn layout(&self) -> Layout {
        let scripts = self.sql.iter().flat_map(|kind| match kind {
            InSql::Functions => &[Kind::Function][..],
            InSql::Views => &[Kind::View, Kind::MaterializedView],
        });
        Layout {
            split: match self.split {
                Division::None => Split::None,
                Division::Schema => Split::Schema,
                Division::Kind => Split::Kind,
            },
            scripts: scripts.copied().collect(),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    const CONSEQUENCE: &str = "nothing was written";
    let mut session = Session::about(arguments.scope.scope()?);
    let spec = session.spec(&arguments.from)?;
    let mut state = match Place::of(&spec).transpose()? {
        Some(place) => Server::open(place)?.state()?,
        None => session.offline(&spec)?,
    };
    session.settle(arguments.strict, CONSEQUENCE)?;
    state.canonical.narrow(&session.scope);
    state.canonical.restrict();
    let survey = state.canonical.live().and_then(|live| live.survey.as_ref());
    if arguments.strict {
        unmanaged::refuse(survey, CONSEQUENCE)?;
    }
    let imported = import::import(&state.canonical, &arguments.layout()).map_err(|found| {
        terminal::diagnostics::print(&Sources::default(), &found);
        Failure::input(format!("{}; {CONSEQUENCE}", terminal::diagnostics::count(&found)))
            .hint("leave --sql away: a model in TOML needs no order")
    })?;
    write(&imported, &arguments.out, arguments.force)?;
    for file in &imported.files {
        terminal::print(&format!("{}\n", arguments.out.join(&file.path).display()))?;
    }
    terminal::say(&format!(
        "Imported {}: {}",
        state.words,
        contents(&state.canonical)
    ));
    if let Some(survey) = survey
        && let Some(counts) = render::unmanaged::counts(survey)
    {
        terminal::say(&format!("Not managed, so not in the model: {counts}"));
        for line in render::unmanaged::names(survey).lines() {
            terminal::say(&format!("  {line}"));
        }
    }
    terminal::diagnostics::print(&imported.sources, &imported.found);
    if has_errors(&imported.found) {
        let count = terminal::diagnostics::count(&imported.found);
        return Err(
            Failure::input(format!("the model was written and cannot be used yet: {count}"))
                .hint("define what is missing by hand, or leave out what needs it with --exclude"),
        );
    }
    terminal::say(&format!("\n{}", next(&spec, arguments)));
    Ok(Exit::Done)
}

/// What to run to see that nothing is left to do.
fn next(spec: &Spec, arguments: &Arguments) -> String {
    let model = shell(&arguments.out.join(ROOT).display().to_string());
    let from = shell(&arguments.from);
    let side = match spec {
        Spec::Url(_) | Spec::Target { .. } => format!("--target {from}"),
        _ => format!("--from {from}"),
    };
    format!("Nothing should be left to do: schemadiff plan {side} --to {model}")
}

/// Writes the files; none when one of them is in the way.
fn write(imported: &Imported, folder: &Path, force: bool) -> Result<(), Failure> {
    let paths: BTreeSet<PathBuf> = imported
        .files
        .iter()
        .map(|file| folder.join(&file.path))
        .collect();
    let there: Vec<&PathBuf> = paths.iter().filter(|path| path.exists()).collect();
    if !force && !there.is_empty() {
        let failure = Failure::user(format!("{} would be overwritten", named(&there)));
        return Err(failure.hint("choose another folder with --out, or overwrite them with --force"));
    }
    let others = others(&imported.includes, folder, &paths)?;
    if !others.is_empty() {
        let others: Vec<&PathBuf> = others.iter().collect();
        return Err(
            Failure::user(format!("{} would become part of the model", named(&others)))
                .hint("move them away, or choose another folder with --out"),
        );
    }
    for file in &imported.files {
        let path = folder.join(&file.path);
        let failure = |error: std::io::Error| {
            Failure::user(format!("`{}` cannot be written", path.display())).because(&error)
        };
        std::fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failure)?;
        std::fs::write(&path, &file.text).map_err(failure)?;
    }
    Ok(())
}

/// Files that the model would include beside those that are written.
fn others(includes: &[String], folder: &Path, ours: &BTreeSet<PathBuf>) -> Result<Vec<PathBuf>, Failure> {
    let mut others = Vec::new();
    // A pattern is a folder and the end of the names in it, or one file.
    for (below, end) in includes.iter().filter_map(|pattern| pattern.split_once("/*")) {
        let below = folder.join(below);
        if !below.is_dir() {
            continue;
        }
        let entries = std::fs::read_dir(&below).map_err(|error| {
            Failure::user(format!("the folder `{}` cannot be read", below.display())).because(&error)
        })?;
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.ends_with(end) && !name.starts_with('.') && !ours.contains(&path) {
                others.push(path);
            }
        }
    }
    others.sort();
    Ok(others)
}

/// Some paths in words.
fn named(paths: &[&PathBuf]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = paths
        .iter()
        .take(SHOWN)
        .map(|path| format!("`{}`", path.display()))
        .collect();
    match paths.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
