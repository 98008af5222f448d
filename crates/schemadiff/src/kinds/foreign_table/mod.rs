//! Foreign tables.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Column, Constraint, ObjectName};

use crate::canon::implied_name;
use crate::kinds::Table;
use crate::kinds::foreign_server::options::Options;

mod alter;
mod attributes;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::ForeignTableChange;

/// A foreign table that is no partition and inherits from no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignTable {
    /// Its name.
    pub name: ObjectName,
    /// `SERVER`.
    pub server: String,
    /// `OPTIONS`.
    pub options: Options,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// `OPTIONS` of columns, by their names.
    pub column_options: BTreeMap<String, Options>,
    /// Its checks, by name.
    pub checks: Vec<Constraint>,
    /// `COMMENT ON FOREIGN TABLE`.
    pub comment: Option<String>,
}

impl ForeignTable {
    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// A check by name.
    pub fn check(&self, name: &str) -> Option<&Constraint> {
        self.checks.iter().find(|check| check.name.as_deref() == Some(name))
    }

    /// The options of a column.
    fn options_of(&self, column: &str) -> Options {
        self.column_options.get(column).cloned().unwrap_or_default()
    }

    /// Its columns and checks as those of a table: both are read, named and written alike.
    fn as_table(&self) -> Table {
        Table {
            columns: self.columns.clone(),
            constraints: self.checks.clone(),
            comment: self.comment.clone(),
            ..Table::new(self.name.clone())
        }
    }

    /// Gives the checks that nobody named the names that PostgreSQL gives them (`ChooseConstraintName()` in
    /// `src/backend/catalog/pg_constraint.c`), and puts them in the order of their names.
    fn name_checks(&mut self) {
        let table = self.as_table();
        for index in 0..self.checks.len() {
            if self.checks[index].name.is_some() {
                continue;
            }
            let implied = implied_name(&table, &self.checks[index]);
            let numbers = (1..).map(|number| format!("{implied}{number}"));
            let free = std::iter::once(implied.clone()).chain(numbers).find(|name| self.check(name).is_none());
            self.checks[index].name = free;
        }
        self.checks.sort_by(|a, b| a.name.cmp(&b.name));
    }
}
