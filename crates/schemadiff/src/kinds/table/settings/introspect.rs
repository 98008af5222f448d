//! Finding settings of columns in the catalogs, for tables, materialized views and indexes at once.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{ColumnSettings, Storage};

use crate::source::{RowError, Snapshot};

/// The catalog query, by section.
pub(in crate::kinds) const QUERY: (&str, &str) = ("column_settings", include_str!("column_settings.sql"));

/// The settings of columns that have any, by relation and number, with the columns' names.
#[derive(Debug)]
pub(in crate::kinds) struct AllSettings(BTreeMap<u32, BTreeMap<i16, (String, ColumnSettings)>>);

impl AllSettings {
    /// Reads the section.
    pub(in crate::kinds) fn read(snapshot: &Snapshot) -> Result<Self, RowError> {
        let mut all: BTreeMap<u32, BTreeMap<i16, (String, ColumnSettings)>> = BTreeMap::new();
        for row in snapshot.rows(QUERY.0)? {
            let settings = ColumnSettings {
                storage: row.optional("storage")?.and_then(Storage::from_word),
                compression: row.owned("compression")?,
                statistics: row.optional("statistics")?.map(|_| row.number("statistics")).transpose()?,
                options: row.settings("options")?,
            };
            let column = (row.text("name")?.to_owned(), settings);
            all.entry(row.number("relation")?).or_default().insert(row.number("number")?, column);
        }
        Ok(Self(all))
    }

    /// Those of a relation, by number.
    pub(in crate::kinds) fn of(&self, relation: u32) -> impl Iterator<Item = (i16, &str, &ColumnSettings)> {
        let columns = self.0.get(&relation).into_iter().flatten();
        columns.map(|(number, (name, settings))| (*number, name.as_str(), settings))
    }

    /// Those of one column.
    pub(in crate::kinds) fn get(&self, relation: u32, number: i16) -> ColumnSettings {
        let column = self.0.get(&relation).and_then(|columns| columns.get(&number));
        column.map(|(_, settings)| settings.clone()).unwrap_or_default()
    }
}
