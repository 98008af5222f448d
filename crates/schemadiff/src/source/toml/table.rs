//! TOML tables: those with fixed keys, which remember what they were asked for so that other keys are reported, and
//! those whose keys are names.

use std::cell::RefCell;
use std::ops::Range;

use schemadiff_sql::SqlError;
use toml::de::DeTable;

use super::problem::File;
use super::value::Value;
use crate::catalog::Origin;
use crate::diag::{Diagnostic, code, nearest};
use crate::kinds::access;

/// A table with fixed keys.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    value: Value<'a>,
    entries: &'a DeTable<'a>,
    words: &'static str,
    key: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
}

/// A table whose keys are names, in the order they were written.
pub(crate) type Entries<'a> = std::vec::IntoIter<Entry<'a>>;

/// A name and what was written for it.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    /// The name, as decoded.
    pub(crate) name: &'a str,
    /// What was written.
    pub(crate) value: Value<'a>,
    key: Range<usize>,
}

impl<'a> Entry<'a> {
    /// The entry under a part of its name, with which messages are about the whole.
    pub(crate) fn named(&self, name: &'a str) -> Self {
        Self { name, ..self.clone() }
    }
}

/// The entries of a table in the order of the file; the parser sorts them by name.
pub(super) fn in_order<'a>(file: &'a File<'a>, table: &'a DeTable<'a>) -> Entries<'a> {
    let mut entries: Vec<Entry<'a>> = table
        .iter()
        .map(|(key, node)| {
            let name = key.get_ref().as_ref();
            Entry {
                name,
                value: Value { file, name, node },
                key: key.span(),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.key.start);
    entries.into_iter()
}

impl<'a> Entry<'a> {
    /// The place of the key.
    pub(crate) fn key_origin(&self) -> Origin {
        self.value.file.origin(self.key.clone())
    }

    /// The place of the definition: key and value where they stand on one line, otherwise the key.
    pub(crate) fn origin(&self) -> Origin {
        let text = self.value.file.text;
        let whole = self.key.start..self.value.range().end;
        // The range of a section is its header, brackets included.
        let is_section = self.value.range().start < self.key.end;
        let one_line = !is_section && text.get(whole.clone()).is_some_and(|text| !text.contains('\n'));
        self.value
            .file
            .origin(if one_line { whole } else { self.key.clone() })
    }

    /// The same entry under a part of its name.
    pub(crate) fn renamed(&self, name: &'a str) -> Self {
        Self { name, ..self.clone() }
    }

    /// A table with fixed keys that defines what the key names.
    pub(crate) fn table(&self, words: &'static str) -> Option<Table<'a>> {
        self.value.table_at(words, self.key.clone())
    }

    /// Reports a key that cannot be what it is to name.
    pub(crate) fn bad_key(&self, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::error(code::BAD_VALUE, message)
            .at_origin(self.key_origin(), "")
            .help(help);
        self.value.report(diagnostic);
    }
}

impl<'a> Table<'a> {
    pub(super) fn new(
        value: Value<'a>,
        entries: &'a DeTable<'a>,
        words: &'static str,
        key: Range<usize>,
    ) -> Self {
        let asked = if access::toml::WORDS.contains(&words) {
            access::toml::KEYS
        } else {
            &[]
        };
        Self {
            value,
            entries,
            words,
            key,
            asked: RefCell::new(asked.to_vec()),
        }
    }

    /// The table as a value.
    pub(crate) fn value(&self) -> Value<'a> {
        self.value
    }

    /// What it describes, in words: ``view `active_users` ``.
    fn about(&self) -> String {
        match (self.words, self.value.name) {
            ("", "") => String::new(),
            ("", name) => format!("`{name}`"),
            (words, "") => words.to_owned(),
            (words, name) => format!("{words} `{name}`"),
        }
    }

    /// Whether a key is there, without counting it as known.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &'static str) -> Option<Value<'a>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The value of a key, with the place of the key.
    pub(crate) fn entry(&self, key: &'static str) -> Option<Entry<'a>> {
        self.asked.borrow_mut().push(key);
        let (written, node) = self.entries.get_key_value(key)?;
        let name = written.get_ref().as_ref();
        Some(Entry {
            name,
            value: Value {
                file: self.value.file,
                name,
                node,
            },
            key: written.span(),
        })
    }

    /// The value of a key that must be there.
    pub(crate) fn required(&self, key: &'static str) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() {
            self.missing(key, &format!("add `{key} = …`"));
        }
        value
    }

    /// Reports a key that is missing.
    pub(crate) fn missing(&self, key: &str, help: &str) {
        let diagnostic = Diagnostic::error(code::MISSING_KEY, format!("{} needs `{key}`", self.about()))
            .at_origin(self.origin(), "")
            .help(help);
        self.value.report(diagnostic);
    }

    /// The place of the table's key.
    pub(crate) fn origin(&self) -> Origin {
        self.value.file.origin(self.key.clone())
    }

    /// A string.
    pub(crate) fn text(&self, key: &'static str) -> Option<&'a str> {
        self.get(key)?.text()
    }

    /// A string, owned: comments and names that are kept.
    pub(crate) fn string(&self, key: &'static str) -> Option<String> {
        self.text(key).map(str::to_owned)
    }

    /// A boolean.
    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        self.get(key)?.flag()
    }

    /// An integer.
    pub(crate) fn integer(&self, key: &'static str) -> Option<i64> {
        self.get(key)?.integer()
    }

    /// A list of strings, none when the key is absent.
    pub(crate) fn strings(&self, key: &'static str) -> Vec<String> {
        let texts = self.get(key).and_then(Value::texts).unwrap_or_default();
        texts.into_iter().map(|(text, _)| text.to_owned()).collect()
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(&self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        self.get(key)?.one_of(words)
    }

    /// A piece of SQL; `what` completes "cannot be read as".
    pub(crate) fn sql<T>(
        &self,
        key: &'static str,
        what: &str,
        parse: impl FnOnce(&str) -> Result<T, SqlError>,
    ) -> Option<T> {
        self.get(key)?.sql(what, parse)
    }

    /// The entries of a table under `key` whose keys are names.
    pub(crate) fn entries(&self, key: &'static str) -> Entries<'a> {
        self.get(key).and_then(Value::entries).unwrap_or_default()
    }

    /// Reports the keys that nobody asked for.
    pub(crate) fn finish(self) {
        self.finish_with("remove it, or use one of these");
    }

    /// Reports the keys that nobody asked for, with what to do about those that are no slip of the pen.
    pub(crate) fn finish_with(self, help: &str) {
        let asked = self.asked.borrow();
        for entry in in_order(self.value.file, self.entries).filter(|entry| !asked.contains(&entry.name)) {
            let message = match self.about() {
                about if about.is_empty() => format!("unknown key `{}`", entry.name),
                about => format!("unknown key `{}` in {about}", entry.name),
            };
            let mut diagnostic =
                Diagnostic::error(code::UNKNOWN_KEY, message).at_origin(entry.key_origin(), "");
            diagnostic = if let Some(key) = nearest(entry.name, asked.iter().copied()) {
                diagnostic.help(format!("did you mean `{key}`?"))
            } else {
                let mut known: Vec<&str> = asked.clone();
                known.sort_unstable();
                known.dedup();
                let known = known
                    .into_iter()
                    .map(|key| format!("`{key}`"))
                    .collect::<Vec<_>>()
                    .join(", ");
                diagnostic.note(format!("the keys here are {known}")).help(help)
            };
            self.value.report(diagnostic);
        }
    }
}
