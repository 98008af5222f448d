//! Columns by number, as `pg_constraint` and `pg_index` refer to them: names are put in here rather than by joins, which
//! would cost the server a lookup for every column of every key.

use std::collections::BTreeMap;

use crate::source::{Row, RowError, Snapshot};

/// The columns of every relation that has rows in the section `columns`.
pub(in crate::kinds) struct Numbered<'a>(BTreeMap<(u32, i16), NumberedColumn<'a>>);

/// What indexes want to know of a column.
#[derive(Clone, Copy)]
pub(in crate::kinds) struct NumberedColumn<'a> {
    /// Its name.
    pub(in crate::kinds) name: &'a str,
    /// `pg_attribute.atttypid`.
    pub(in crate::kinds) data_type: u32,
    /// `pg_attribute.attcollation`.
    pub(in crate::kinds) collation: u32,
}

impl<'a> Numbered<'a> {
    /// Reads the section.
    pub(in crate::kinds) fn read(snapshot: &'a Snapshot) -> Result<Self, RowError> {
        let mut columns = BTreeMap::new();
        for row in snapshot.rows("columns")? {
            let column = NumberedColumn {
                name: row.text("name")?,
                data_type: row.number("type_oid")?,
                collation: row.number("collation_oid")?,
            };
            columns.insert((row.number("relation")?, row.number("number")?), column);
        }
        Ok(Self(columns))
    }

    /// The column with this number.
    pub(in crate::kinds) fn get(&self, relation: u32, number: i16) -> Option<NumberedColumn<'a>> {
        self.0.get(&(relation, number)).copied()
    }

    /// The names of the columns whose numbers are in a column of `row`.
    pub(in crate::kinds) fn names(
        &self,
        row: &Row<'_>,
        column: &str,
        relation: u32,
    ) -> Result<Vec<String>, RowError> {
        let numbers = row.numbers(column)?.into_iter();
        numbers
            .map(|number| self.name(row, column, relation, number))
            .collect()
    }

    /// The name of one column.
    pub(in crate::kinds) fn name(
        &self,
        row: &Row<'_>,
        column: &str,
        relation: u32,
        number: i16,
    ) -> Result<String, RowError> {
        match self.get(relation, number) {
            Some(found) => Ok(found.name.to_owned()),
            None => Err(row.error(
                column,
                "numbers a column that the section `columns` does not have",
            )),
        }
    }
}
