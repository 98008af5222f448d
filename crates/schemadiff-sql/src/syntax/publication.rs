//! Publications and subscriptions, as their statements say them.

use std::collections::BTreeMap;

use super::ObjectName;
use crate::Expr;

/// `CREATE PUBLICATION`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatePublication {
    /// Its name.
    pub name: String,
    /// `FOR ALL TABLES`.
    pub all_tables: bool,
    /// `FOR TABLE …, TABLES IN SCHEMA …`.
    pub objects: Vec<PublicationObject>,
    /// `WITH (…)`.
    pub options: BTreeMap<String, String>,
}

/// `ALTER PUBLICATION`, without renaming it and its owner.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterPublication {
    /// Its name.
    pub name: String,
    /// What is done to its tables and schemas.
    pub change: PublicationChange,
    /// Those tables and schemas.
    pub objects: Vec<PublicationObject>,
    /// `SET (…)`.
    pub options: BTreeMap<String, String>,
}

/// What `ALTER PUBLICATION` does to tables and schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationChange {
    /// `ADD`.
    Add,
    /// `DROP`.
    Drop,
    /// `SET`, of tables and schemas or of options alone.
    Set,
}

/// A table or the tables of a schema in a publication.
#[derive(Clone, Debug, PartialEq)]
pub enum PublicationObject {
    /// `TABLE name (columns) WHERE (filter)`.
    Table {
        /// The table.
        table: ObjectName,
        /// The columns; empty for all of them.
        columns: Vec<String>,
        /// Which rows.
        filter: Option<Expr>,
    },
    /// `TABLES IN SCHEMA name`; none for `CURRENT_SCHEMA`.
    Schema(Option<String>),
}
