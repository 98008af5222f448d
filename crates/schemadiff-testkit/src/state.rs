//! From files to a catalog, as the command line does it, and the messages about them in one line each.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::{FileId, Origin, Sources};
use schemadiff::diag::{Diagnostic, Severity};
use schemadiff::source::{Declared, sql, toml};

use crate::place::{entries, shown};

/// Compiles a model: a `.toml` file with what it includes, a `.sql` file, or a folder with a `schema.toml` or with
/// `.sql` files.
///
/// # Errors
/// With every message, one a line, when one of them is an error or a file cannot be read.
pub fn load(path: &Path) -> Result<Canonical, String> {
    load_all(path).map(|(canonical, _)| canonical)
}

/// Compiles a model as [`load`] does, and says what its warnings are, one a line.
///
/// # Errors
/// With every message, one a line, when one of them is an error or a file cannot be read.
pub fn load_all(path: &Path) -> Result<(Canonical, String), String> {
    let mut sources = Sources::default();
    let (declared, mut diagnostics) = read(&mut sources, &files(path)?)?;
    let (canonical, found) = canonicalize(declared);
    diagnostics.extend(found);
    match render(&sources, &diagnostics, Severity::Error) {
        errors if errors.is_empty() => Ok((canonical, render(&sources, &diagnostics, Severity::Warning))),
        errors => Err(errors),
    }
}

/// The files of a model, the ones that are included after those that include them.
///
/// # Errors
/// When one cannot be read, or a pattern matches none.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut queue: VecDeque<PathBuf> = roots(path)?.into();
    while let Some(path) = queue.pop_front() {
        if found.contains(&path) {
            continue;
        }
        if is(&path, "toml") {
            let folder = path.parent().unwrap_or(Path::new(""));
            for include in toml::includes(&text(&path)?) {
                let pattern = folder.join(&include.pattern);
                let matches = glob::glob(&pattern.to_string_lossy())
                    .map_err(|error| format!("{}: `{}`: {error}", shown(&path), include.pattern))?;
                let matches: Vec<_> = matches.flatten().collect();
                if matches.is_empty() {
                    return Err(format!("{}: `{}` matches no file", shown(&path), include.pattern));
                }
                queue.extend(matches);
            }
        }
        found.push(path);
    }
    Ok(found)
}

/// Whether a path ends in an extension.
pub fn is(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// The messages of at least this severity, one a line: place, code, message, what to do.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], least: Severity) -> String {
    // Errors come first among the severities.
    let lines: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity <= least)
        .map(|diagnostic| line(sources, diagnostic))
        .collect();
    lines.join("\n")
}

fn line(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut line = String::new();
    if let Some(label) = diagnostic.labels.first() {
        line = match &label.origin {
            Origin::File { file, range } => {
                let (row, column) = sources.position(*file, range.start);
                format!("{}:{row}:{column}: ", sources.file(*file).path)
            }
            Origin::Live(object) => format!("{object}: "),
        };
    }
    line += &format!("{} {}", diagnostic.code, diagnostic.message);
    let notes = diagnostic.notes.iter().chain(&diagnostic.help);
    notes.fold(line, |line, note| line + "; " + note)
}

fn roots(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let model = path.join("schema.toml");
    if model.is_file() {
        return Ok(vec![model]);
    }
    let scripts: Vec<_> = entries(path)?
        .into_iter()
        .filter(|path| is(path, "sql"))
        .collect();
    if scripts.is_empty() {
        return Err(format!("{} has no schema.toml and no .sql file", shown(path)));
    }
    Ok(scripts)
}

fn read(sources: &mut Sources, files: &[PathBuf]) -> Result<(Declared, Vec<Diagnostic>), String> {
    let (mut models, mut scripts) = (Vec::new(), Vec::new());
    for path in files {
        let file: FileId = sources.add(shown(path), text(path)?);
        if is(path, "toml") {
            &mut models
        } else {
            &mut scripts
        }
        .push(file);
    }
    let (mut declared, mut diagnostics) = match models.split_first() {
        Some((root, included)) => toml::read(sources, *root, included),
        None => (Declared::default(), Vec::new()),
    };
    for script in scripts {
        diagnostics.extend(sql::read_script(sources, script, &mut declared));
    }
    Ok((declared, diagnostics))
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", shown(path)))
}
