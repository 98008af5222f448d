//! A value of a TOML file with its place: typed access that reports what does not fit and goes on.

use std::ops::Range;

use schemadiff_sql::syntax::ObjectName;
use schemadiff_sql::{SqlError, parse_name};
use toml::Spanned;
use toml::de::DeValue;

use super::literal;
use super::problem::File;
use super::table::{Entries, Table, in_order};
use crate::catalog::Origin;
use crate::diag::{Code, Diagnostic, code, nearest};

/// A value, with the key it was written under.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) name: &'a str,
    pub(super) node: &'a Spanned<DeValue<'a>>,
}

impl<'a> Value<'a> {
    /// The key it was written under; that of the list for an element.
    pub(crate) fn name(self) -> &'a str {
        self.name
    }

    /// Its bytes in the file.
    pub(crate) fn range(self) -> Range<usize> {
        self.node.span()
    }

    /// Its place.
    pub(crate) fn origin(self) -> Origin {
        self.file.origin(self.range())
    }

    /// The value as the parser sees it.
    pub(crate) fn raw(self) -> &'a DeValue<'a> {
        self.node.get_ref()
    }

    /// Begins a message about this value.
    pub(crate) fn error(self, code: Code, message: impl Into<String>, label: &str) -> Diagnostic {
        Diagnostic::error(code, message).at_origin(self.origin(), label)
    }

    /// Adds a message.
    pub(crate) fn report(self, diagnostic: Diagnostic) {
        self.file.problems.report(diagnostic);
    }

    /// Reports a value that the key cannot take.
    pub(crate) fn bad(self, message: impl Into<String>, help: impl Into<String>) {
        self.report(self.error(code::BAD_VALUE, message, "").help(help));
    }

    /// Reports a value of the wrong type.
    pub(crate) fn wrong_type(self, expected: &str) {
        let found = match self.raw() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{}` must be {expected}, not {found}", self.name);
        self.report(self.error(code::WRONG_TYPE, message, &format!("this is {found}")));
    }

    /// Whether it is a string.
    pub(crate) fn is_text(self) -> bool {
        self.raw().is_str()
    }

    /// Whether it is a table.
    pub(crate) fn is_table(self) -> bool {
        self.raw().is_table()
    }

    /// A string.
    pub(crate) fn text(self) -> Option<&'a str> {
        let text = self.raw().as_str();
        if text.is_none() {
            self.wrong_type("a string");
        }
        text
    }

    /// A boolean.
    pub(crate) fn flag(self) -> Option<bool> {
        let flag = self.raw().as_bool();
        if flag.is_none() {
            self.wrong_type("`true` or `false`");
        }
        flag
    }

    /// An integer.
    pub(crate) fn integer(self) -> Option<i64> {
        let Some(written) = self.raw().as_integer() else {
            self.wrong_type("an integer");
            return None;
        };
        let value = i64::from_str_radix(written.as_str(), written.radix()).ok();
        if value.is_none() {
            self.bad(
                format!("`{}` does not fit into 64 bits", self.name),
                "write a smaller number",
            );
        }
        value
    }

    /// The elements of a list.
    pub(crate) fn list(self) -> Option<Vec<Value<'a>>> {
        let Some(list) = self.raw().as_array() else {
            self.wrong_type("a list");
            return None;
        };
        Some(list.iter().map(|node| Value { node, ..self }).collect())
    }

    /// A list of strings, each with its place.
    pub(crate) fn texts(self) -> Option<Vec<(&'a str, Value<'a>)>> {
        if !self.raw().is_array() {
            self.wrong_type("a list of strings");
            return None;
        }
        Some(
            self.list()?
                .into_iter()
                .filter_map(|value| Some((value.text()?, value)))
                .collect(),
        )
    }

    /// A list of strings, or one string in place of a list of one.
    pub(crate) fn one_or_more(self) -> Option<Vec<(&'a str, Value<'a>)>> {
        match self.raw().as_str() {
            Some(text) => Some(vec![(text, self)]),
            None if self.raw().is_array() => self.texts(),
            None => {
                self.wrong_type("a string or a list of strings");
                None
            }
        }
    }

    /// A table with fixed keys. `words` say what it describes; its key names it.
    pub(crate) fn table(self, words: &'static str) -> Option<Table<'a>> {
        self.table_at(words, self.range())
    }

    pub(super) fn table_at(self, words: &'static str, key: Range<usize>) -> Option<Table<'a>> {
        let Some(entries) = self.raw().as_table() else {
            self.wrong_type("a table");
            return None;
        };
        Some(Table::new(self, entries, words, key))
    }

    /// A table whose keys are names, in the order they were written.
    pub(crate) fn entries(self) -> Option<Entries<'a>> {
        let Some(table) = self.raw().as_table() else {
            self.wrong_type("a table");
            return None;
        };
        Some(in_order(self.file, table))
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let lower = text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_ascii_lowercase();
        let found = words.iter().find(|(word, _)| *word == lower);
        if found.is_none() {
            let known = words
                .iter()
                .map(|(word, _)| format!("\"{word}\""))
                .collect::<Vec<_>>()
                .join(", ");
            let help = match nearest(&lower, words.iter().map(|(word, _)| *word)) {
                Some(word) => format!("did you mean \"{word}\"?"),
                None => format!("write one of {known}"),
            };
            let message = format!("`{}` cannot be \"{text}\"", self.name);
            self.report(
                self.error(code::BAD_VALUE, message, "")
                    .note(format!("it takes {known}"))
                    .help(help),
            );
        }
        found.map(|(_, value)| *value)
    }

    /// Reads a string as a piece of SQL; `what` completes "cannot be read as".
    pub(crate) fn sql<T>(self, what: &str, parse: impl FnOnce(&str) -> Result<T, SqlError>) -> Option<T> {
        let text = self.text()?;
        parse(text).map_err(|error| self.report_sql(what, &error, 0)).ok()
    }

    /// The name of a function, perhaps with empty parentheses: `watch()`.
    pub(crate) fn function_name(self) -> Option<ObjectName> {
        self.sql("the name of a function", |text| {
            parse_name(text.trim_end().strip_suffix("()").unwrap_or(text))
        })
    }

    /// Reads a string as a piece of SQL that needs `prefix` before it.
    pub(crate) fn sql_after<T>(
        self,
        prefix: &str,
        what: &str,
        parse: impl FnOnce(&str) -> Result<T, SqlError>,
    ) -> Option<T> {
        let text = self.text()?;
        parse(&format!("{prefix}{text}"))
            .map_err(|error| self.report_sql(what, &error, prefix.len()))
            .ok()
    }

    /// Reports an error in the SQL of a string, whose text began `shift` bytes into what was parsed.
    pub(crate) fn report_sql(self, what: &str, error: &SqlError, shift: usize) {
        let range = error.range.start.saturating_sub(shift)..error.range.end.saturating_sub(shift);
        let mut diagnostic = Diagnostic::error(
            code::SQL_SYNTAX,
            format!("`{}` cannot be read as {what}: {}", self.name, error.message),
        )
        .at_origin(self.file.origin(self.locate(&range)), "");
        diagnostic.help.clone_from(&error.help);
        self.report(diagnostic);
    }

    /// The bytes of the file that a range of the string's text comes from; the whole literal when that cannot be told.
    fn locate(self, range: &Range<usize>) -> Range<usize> {
        let whole = self.range();
        let Some(text) = self.raw().as_str() else {
            return whole;
        };
        let inside = self
            .file
            .text
            .get(whole.clone())
            .and_then(|raw| literal::locate(raw, text, range));
        inside.map_or(whole.clone(), |inside| {
            whole.start + inside.start..whole.start + inside.end
        })
    }
}
