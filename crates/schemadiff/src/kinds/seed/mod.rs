//! Required rows of a table.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{ObjectName, SeedValue};

use crate::sample::Amount;

mod attributes;
mod lower;
mod operations;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::SeedChange;
pub(crate) use operations::{tells_rows_apart, value};

/// A row's values by column.
type Row = BTreeMap<String, SeedValue>;

/// The required rows of one table.
///
/// Of a live database only those wanted rows are read that are there, with the values that are wanted or other ones:
/// the server compares, so that every type's own equality holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// The table.
    pub table: ObjectName,
    /// The columns that identify a row.
    pub key: Vec<String>,
    /// What happens to a row whose key is there already.
    pub on_conflict: OnConflict,
    /// Whether rows that are not listed are deleted.
    pub delete: bool,
    /// The rows, in the order they were written. Columns that a row leaves out take their defaults.
    pub rows: Vec<BTreeMap<String, SeedValue>>,
}

/// Rows that belong to an environment: `[seeds.development]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeedSet {
    /// Files of SQL that are run, from the folder of the model.
    pub scripts: Vec<String>,
    /// Rows by key.
    pub rows: Vec<Seed>,
    /// How many rows of tables are made up; nothing when none are.
    pub generate: Option<Generate>,
}

/// How many rows of tables are made up: `[seeds.development.generate]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Generate {
    /// By table.
    pub rows: BTreeMap<ObjectName, Amount>,
    /// Of all other tables.
    pub otherwise: Option<Amount>,
    /// Which of all possible rows.
    pub seed: Option<u64>,
}

/// What happens to a row whose key is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnConflict {
    /// It stays as it is.
    #[default]
    Nothing,
    /// It gets the values that are written.
    Update,
}
