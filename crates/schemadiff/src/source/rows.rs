//! Typed access to the rows of a snapshot.

use std::collections::BTreeMap;
use std::fmt;

use schemadiff_sql::SqlError;
use schemadiff_sql::syntax::ObjectName;

use super::{Section, Snapshot};

/// One row of a section.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    section: &'a Section,
    name: &'a str,
    values: &'a [Option<String>],
}

/// A snapshot that does not hold what its queries promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// What is wrong, with section and column.
    pub message: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RowError {}

impl RowError {
    /// An error about a text that PostgreSQL printed and our grammar does not accept, which is a bug of ours.
    pub fn text(about: impl fmt::Display, text: &str, error: &SqlError) -> Self {
        Self {
            message: format!("the definition of {about} cannot be read: {error}: {text}"),
        }
    }
}

impl Snapshot {
    /// The rows of a section; a snapshot without it is an error, since nothing would look dropped then.
    pub fn rows<'a>(&'a self, name: &'a str) -> Result<impl Iterator<Item = Row<'a>>, RowError> {
        let section = self.sections.get(name).ok_or_else(|| RowError {
            message: format!("the snapshot has no section `{name}`"),
        })?;
        Ok(section.rows.iter().map(move |values| Row {
            section,
            name,
            values,
        }))
    }
}

impl<'a> Row<'a> {
    /// A value that may be null.
    pub fn optional(&self, column: &str) -> Result<Option<&'a str>, RowError> {
        let index = self
            .section
            .columns
            .iter()
            .position(|name| name == column)
            .ok_or_else(|| self.error(column, "is missing"))?;
        Ok(self.values.get(index).and_then(Option::as_deref))
    }

    /// A value that is never null.
    pub fn text(&self, column: &str) -> Result<&'a str, RowError> {
        self.optional(column)?
            .ok_or_else(|| self.error(column, "is null"))
    }

    /// A text of its own that may be null.
    pub fn owned(&self, column: &str) -> Result<Option<String>, RowError> {
        Ok(self.optional(column)?.map(str::to_owned))
    }

    /// The first character of a code that PostgreSQL keeps in a `"char"`; a blank when there is none.
    pub fn code(&self, column: &str) -> Result<char, RowError> {
        Ok(self.text(column)?.chars().next().unwrap_or(' '))
    }

    /// A boolean as PostgreSQL prints it.
    pub fn boolean(&self, column: &str) -> Result<bool, RowError> {
        match self.text(column)? {
            "t" | "true" => Ok(true),
            "f" | "false" => Ok(false),
            _ => Err(self.error(column, "is not a boolean")),
        }
    }

    /// A number.
    pub fn number<N: std::str::FromStr>(&self, column: &str) -> Result<N, RowError> {
        self.text(column)?
            .parse()
            .map_err(|_| self.error(column, "is not a number"))
    }

    /// A JSON array of strings; null is empty.
    pub fn list(&self, column: &str) -> Result<Vec<String>, RowError> {
        match self.optional(column)? {
            None => Ok(Vec::new()),
            Some(text) => {
                serde_json::from_str(text).map_err(|_| self.error(column, "is not a list of strings"))
            }
        }
    }

    /// The numbers of an array (`{1,2}`) or vector (`1 2`); null is empty.
    pub fn numbers<N: std::str::FromStr>(&self, column: &str) -> Result<Vec<N>, RowError> {
        self.optional(column)?
            .unwrap_or_default()
            .split(['{', '}', ',', ' '])
            .filter(|number| !number.is_empty())
            .map(|number| {
                number
                    .parse()
                    .map_err(|_| self.error(column, "is not a list of numbers"))
            })
            .collect()
    }

    /// A JSON object of strings; null is empty.
    pub fn map(&self, column: &str) -> Result<BTreeMap<String, String>, RowError> {
        match self.optional(column)? {
            None => Ok(BTreeMap::new()),
            Some(text) => {
                serde_json::from_str(text).map_err(|_| self.error(column, "is not a map of strings"))
            }
        }
    }

    /// Settings as `pg_class.reloptions` and `pg_proc.proconfig` keep them: a list of `name=value`.
    pub fn settings(&self, column: &str) -> Result<BTreeMap<String, String>, RowError> {
        let settings = self
            .list(column)?
            .into_iter()
            .map(|setting| match setting.split_once('=') {
                Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
                None => Err(self.error(column, "is not a list of settings")),
            });
        settings.collect()
    }

    /// A qualified name from two columns. Names of `pg_catalog` have no schema.
    pub fn qualified(&self, schema: &str, name: &str) -> Result<ObjectName, RowError> {
        let schema = self.optional(schema)?.filter(|schema| *schema != "pg_catalog");
        Ok(ObjectName {
            schema: schema.map(str::to_owned),
            name: self.text(name)?.to_owned(),
        })
    }

    /// An error about a column of this row.
    pub fn error(&self, column: &str, problem: &str) -> RowError {
        RowError {
            message: format!("column `{column}` of section `{}` {problem}", self.name),
        }
    }
}
