//! Errors of the TOML grammar, in words that help: the parser says what it expected, people want to know what is wrong.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::problem::File;
use crate::diag::{Diagnostic, code};

/// Finding the first place of a key takes another look at the file, so it is done for this many.
const MOST_DUPLICATES: usize = 10;

/// Reports what is no TOML. The first error of a line is enough, since the rest follow from it; and of a table that is
/// written twice, its keys need no mention.
pub(super) fn report(file: &File<'_>, errors: &[Error]) {
    let mut reported = None;
    let mut twice: Vec<Vec<String>> = Vec::new();
    for error in errors {
        let range = error.span().unwrap_or_default();
        let line = file.text[..range.start.min(file.text.len())]
            .matches('\n')
            .count();
        if reported.replace(line) == Some(line) {
            continue;
        }
        let is_duplicate = error.message() == "duplicate key" && twice.len() < MOST_DUPLICATES;
        match is_duplicate.then(|| Duplicate::find(file.text, &range)).flatten() {
            Some(duplicate) if twice.iter().any(|table| duplicate.path.starts_with(table)) => {}
            Some(duplicate) => {
                file.problems.report(duplicate.explain(file, range));
                twice.push(duplicate.path);
            }
            None => file.problems.report(explain(file, range, error.message())),
        }
    }
}

fn explain(file: &File<'_>, range: Range<usize>, message: &str) -> Diagnostic {
    let text = file.text.get(range.clone()).unwrap_or_default();
    let (message, help) = if message.starts_with("string values must be quoted") && text.trim().is_empty() {
        ("the key has no value", Some("write a value after `=`"))
    } else if message.starts_with("string values must be quoted") {
        ("this is no value of TOML", Some("put a string in quotes"))
    } else if message == "invalid basic string, expected `\"`" {
        (
            "the string is not closed",
            Some("end it with `\"`, or put `\"\"\"` around several lines"),
        )
    } else if message == "invalid literal string, expected `'`" {
        (
            "the string is not closed",
            Some("end it with `'`, or put `'''` around several lines"),
        )
    } else {
        (message, None)
    };
    let diagnostic = Diagnostic::error(code::TOML_SYNTAX, message).at_origin(file.origin(range), "");
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// A key that is written twice in one file: the parser knows only the second place, and people want both.
struct Duplicate {
    /// The keys from the root to the one that is written twice.
    path: Vec<String>,
    first: Range<usize>,
}

impl Duplicate {
    fn find(text: &str, second: &Range<usize>) -> Option<Self> {
        let path = path_of(text, second)?;
        let line = text[..second.start].rfind('\n').map_or(0, |newline| newline + 1);
        let (before, _) = DeTable::parse_recoverable(&text[..line]);
        let first = find(before.get_ref(), &path)?;
        Some(Self { path, first })
    }

    fn explain(&self, file: &File<'_>, second: Range<usize>) -> Diagnostic {
        Diagnostic::error(
            code::DUPLICATE,
            format!("`{}` is defined twice", self.path.join(".")),
        )
        .at_origin(file.origin(second), "defined again here")
        .at_origin(file.origin(self.first.clone()), "first defined here")
        .help("remove one of them, or rename it")
    }
}

/// The keys from the root to the one at `key`: those of the header above it and those of its own line.
fn path_of(text: &str, key: &Range<usize>) -> Option<Vec<String>> {
    let line_start = text
        .get(..key.start)?
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let line_end = text
        .get(key.end..)?
        .find('\n')
        .map_or(text.len(), |newline| key.end + newline);
    let line = text[line_start..line_end].trim();
    if line.starts_with('[') {
        return first_path(line);
    }
    let mut path = text[..line_start]
        .lines()
        .rev()
        .map(str::trim)
        .find(|line| line.starts_with('['))
        .map_or(Some(Vec::new()), first_path)?;
    path.extend(first_path(&format!("{} = 0", text[line_start..key.end].trim()))?);
    Some(path)
}

/// The keys of the only entry of a document.
fn first_path(text: &str) -> Option<Vec<String>> {
    let document = DeTable::parse(text).ok()?;
    let mut path = Vec::new();
    let mut table = document.get_ref();
    while let Some((key, value)) = table.iter().next() {
        path.push(key.get_ref().to_string());
        match value.get_ref().as_table() {
            Some(inner) => table = inner,
            None => break,
        }
    }
    Some(path)
}

fn find(root: &DeTable<'_>, path: &[String]) -> Option<Range<usize>> {
    let (last, parents) = path.split_last()?;
    let mut table = root;
    for key in parents {
        table = table
            .get(key.as_str())
            .map(Spanned::get_ref)
            .and_then(DeValue::as_table)?;
    }
    table.get_key_value(last.as_str()).map(|(key, _)| key.span())
}
