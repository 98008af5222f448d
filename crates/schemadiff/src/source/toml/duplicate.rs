//! A key that is written twice in one file: the parser knows only the second place, and people want both.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::File;
use crate::diag::{Diagnostic, code};

/// What the parser says about it.
const MESSAGE: &str = "duplicate key";

/// A message with both places; `None` when it is about something else, or the first place is not found.
pub(super) fn explain(file: &File<'_>, second: &Range<usize>, message: &str) -> Option<Diagnostic> {
    if message != MESSAGE {
        return None;
    }
    let path = path_of(file.text, second)?;
    let line = file.text[..second.start]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let (before, _) = DeTable::parse_recoverable(&file.text[..line]);
    let first = find(before.get_ref(), &path)?;
    let name = path.last()?;
    Some(
        Diagnostic::error(code::DUPLICATE, format!("`{name}` is defined twice"))
            .at_origin(file.origin(second.clone()), "defined again here")
            .at_origin(file.origin(first), "first defined here")
            .help("remove one of them, or rename it"),
    )
}

/// The keys from the root to the one at `key`: those of the header above it and those of its own line.
fn path_of(text: &str, key: &Range<usize>) -> Option<Vec<String>> {
    let line_start = text[..key.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[key.end..]
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
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => break,
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
