//! What linters of other people say of the plans of the cases: nothing but what is written down with a reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::place::{caches, cases, entries, repository, shown};
use crate::unified;

/// The oldest version that plans are for, whose rules are the strictest.
const POSTGRES: &str = "--pg-version=14";

/// `tests/linters.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exceptions {
    squawk: Vec<Exception>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    rule: String,
    operations: Vec<String>,
    why: String,
}

/// A finding as squawk writes it in JSON, as far as it is needed.
#[derive(Debug, Deserialize)]
struct Finding {
    file: String,
    /// Counted from 0.
    line: usize,
    rule_name: String,
    message: String,
}

/// The squawk that `cargo xtask pg install squawk` fetched, or the one on the path.
pub fn squawk() -> Option<PathBuf> {
    let installed = caches().map(|cache| cache.join("schemadiff/squawk/bin/squawk"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<_> = std::env::split_paths(&path)
        .map(|folder| folder.join("squawk"))
        .collect();
    installed.chain(on_path).find(|program| program.is_file())
}

/// Has squawk read every plan of the cases, and compares what it finds with what is written down.
///
/// # Errors
/// With findings that are not written down, and with what is written down and found nowhere.
pub fn check(squawk: &Path) -> Result<(), String> {
    let exceptions = read()?.squawk;
    let mut used = BTreeSet::new();
    let mut found = Vec::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in findings(squawk)? {
        let lines = texts.entry(finding.file.clone()).or_insert_with(|| {
            let text = fs::read_to_string(&finding.file).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        });
        let operation = operation(lines, finding.line).unwrap_or_default();
        let position = exceptions
            .iter()
            .position(|exception| exception.covers(&finding.rule_name, &operation));
        match position {
            Some(position) => {
                let own = exceptions[position].operations.contains(&operation);
                used.insert((position, if own { operation } else { "*".to_owned() }));
            }
            None => found.push(format!(
                "{}:{}: {} ({operation}): {}",
                shown(&PathBuf::from(&finding.file)),
                finding.line + 1,
                finding.rule_name,
                finding.message
            )),
        }
    }
    for (index, exception) in exceptions.iter().enumerate() {
        for operation in &exception.operations {
            if !used.contains(&(index, operation.clone())) {
                found.push(format!(
                    "tests/linters.toml: {} is found in no {operation}; take it off",
                    exception.rule
                ));
            }
        }
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(found.join("\n"))
    }
}

/// Whether `docs/linters.md` says what `tests/linters.toml` does; writes it when asked to.
///
/// # Errors
/// When it does not, or a file cannot be read or written.
pub fn check_page(accept: bool) -> Result<(), String> {
    let path = repository().join("docs/linters.md");
    let page = page(&read()?);
    if accept {
        return fs::write(&path, page).map_err(|error| format!("cannot write {}: {error}", shown(&path)));
    }
    let text = fs::read_to_string(&path).unwrap_or_default();
    match unified(&text, &page, "docs/linters.md", "tests/linters.toml") {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("run `cargo xtask docs`:\n{diff}")),
    }
}

const HEAD: &str = "\
<!-- Written by `cargo xtask docs` from `tests/linters.toml`. -->

# Linters

The plans of all cases are read by [squawk](https://squawkhq.com), a linter for migrations: `cargo test -p schemadiff-testkit
--test linters` (`cargo xtask pg install squawk` fetches it). It finds nothing but this, each for its reason:

| rule | operations | why it stands |
|---|---|---|
";

fn page(exceptions: &Exceptions) -> String {
    let mut page = HEAD.to_owned();
    for exception in &exceptions.squawk {
        let operations: Vec<_> = exception
            .operations
            .iter()
            .map(|operation| match operation.as_str() {
                "*" => "any".to_owned(),
                operation => format!("`{operation}`"),
            })
            .collect();
        let _ = writeln!(
            page,
            "| `{}` | {} | {} |",
            exception.rule,
            operations.join(", "),
            exception.why
        );
    }
    page
}

impl Exception {
    fn covers(&self, rule: &str, operation: &str) -> bool {
        self.rule == rule
            && self
                .operations
                .iter()
                .any(|known| known == operation || known == "*")
    }
}

fn read() -> Result<Exceptions, String> {
    let path = repository().join("tests/linters.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", shown(&path)))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", shown(&path)))
}

/// The operation that a line belongs to: the comment above the statement names it.
fn operation(lines: &[String], line: usize) -> Option<String> {
    let above = lines.get(..=line)?.iter().rev();
    let mut names = above.filter_map(|line| {
        let (name, _) = line.strip_prefix("-- ")?.split_once(": ")?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        (is_name && !matches!(name, "expand" | "contract")).then(|| name.to_owned())
    });
    names.next()
}

fn findings(squawk: &Path) -> Result<Vec<Finding>, String> {
    let mut plans = Vec::new();
    for kind in entries(&cases())?.iter().filter(|path| path.is_dir()) {
        for folder in entries(kind)? {
            let files = entries(&folder)?.into_iter();
            plans.extend(files.filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.starts_with("plan.") && name.ends_with(".sql")
            }));
        }
    }
    let output = Command::new(squawk)
        .args([POSTGRES, "--reporter=json"])
        .args(&plans)
        .output()
        .map_err(|error| format!("cannot run squawk: {error}"))?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        format!(
            "squawk does not answer in JSON: {error}\n{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::operation;

    #[test]
    fn a_line_belongs_to_the_operation_above_it() {
        let text = "-- expand: before\n-- step 1 · x\nBEGIN;\n-- add_column: new column [a: b]\nALTER TABLE t\n    ADD c;";
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        assert_eq!(operation(&lines, 5).as_deref(), Some("add_column"));
        assert_eq!(operation(&lines, 2), None);
    }
}
