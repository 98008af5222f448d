//! Publications of logical replication.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::ObjectName;

use crate::catalog::ObjectId;

mod attributes;
mod introspect;
mod keys;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::PublicationChange;

/// A publication.
#[derive(Clone, Debug, PartialEq)]
pub struct Publication {
    /// Its name.
    pub name: String,
    /// `FOR ALL TABLES`.
    pub all_tables: bool,
    /// `FOR TABLE`: each with what of it is published.
    pub tables: BTreeMap<ObjectName, Published>,
    /// `FOR TABLES IN SCHEMA` (PostgreSQL 15).
    pub schemas: BTreeSet<String>,
    /// `publish`: the commands whose changes are published.
    pub publish: BTreeSet<Command>,
    /// `publish_via_partition_root`.
    pub via_partition_root: bool,
    /// `publish_generated_columns = stored` (PostgreSQL 18).
    pub generated_columns: bool,
    /// `COMMENT ON PUBLICATION`.
    pub comment: Option<String>,
}

/// What of a table is published (PostgreSQL 15).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// The columns; empty for all, those of the future too.
    pub columns: BTreeSet<String>,
    /// Which rows.
    pub filter: Option<Expr>,
}

/// A command whose changes can be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are PostgreSQL's")]
pub enum Command {
    Insert,
    Update,
    Delete,
    Truncate,
}

impl Command {
    /// Every command: what a publication publishes when nothing is said.
    pub const ALL: &'static [Self] = &[Self::Insert, Self::Update, Self::Delete, Self::Truncate];

    /// The word for it in `publish`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Truncate => "truncate",
        }
    }
}

impl Publication {
    /// A publication of nothing yet.
    pub fn new(name: String) -> Self {
        Self {
            name,
            all_tables: false,
            tables: BTreeMap::new(),
            schemas: BTreeSet::new(),
            publish: Command::ALL.iter().copied().collect(),
            via_partition_root: false,
            generated_columns: false,
            comment: None,
        }
    }

    /// The identity of a publication by its name.
    pub fn id_of(name: &str) -> ObjectId {
        ObjectId::named(ObjectName::bare(name))
    }
}

impl Publication {
    /// PostgreSQL keeps references by OID: what spoke of a table speaks of it by the new name.
    pub(crate) fn rename_table(&mut self, from: &ObjectName, to: &ObjectName) {
        if let Some(mut published) = self.tables.remove(from) {
            if let Some(filter) = &mut published.filter {
                *filter = filter.rename_relation(from, to);
            }
            self.tables.insert(to.clone(), published);
        }
    }

    /// The same for a column.
    pub(crate) fn rename_column(&mut self, table: &ObjectName, from: &str, to: &str) {
        if let Some(published) = self.tables.get_mut(table) {
            if published.columns.remove(from) {
                published.columns.insert(to.to_owned());
            }
            if let Some(filter) = &mut published.filter {
                *filter = filter.rename_column(from, to);
            }
        }
    }
}
