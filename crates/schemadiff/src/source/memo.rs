//! Texts that are parsed once: a catalog repeats its types and defaults thousands of times.

use std::collections::BTreeMap;
use std::fmt::Display;

use schemadiff_sql::SqlError;

use super::RowError;

/// What a parser made of each text so far.
pub(crate) struct Memo<'a, T> {
    parse: fn(&str) -> Result<T, SqlError>,
    known: BTreeMap<&'a str, T>,
}

impl<'a, T: Clone> Memo<'a, T> {
    /// Nothing yet.
    pub(crate) fn new(parse: fn(&str) -> Result<T, SqlError>) -> Self {
        Self {
            parse,
            known: BTreeMap::new(),
        }
    }

    /// What `text` means; `about` says for an error whose text it is.
    pub(crate) fn get(&mut self, text: &'a str, about: impl Display) -> Result<T, RowError> {
        if let Some(known) = self.known.get(text) {
            return Ok(known.clone());
        }
        let value = (self.parse)(text).map_err(|error| RowError::text(about, text, &error))?;
        self.known.insert(text, value.clone());
        Ok(value)
    }
}
