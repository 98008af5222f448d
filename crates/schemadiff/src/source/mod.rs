//! Reading: what was written, and what is there.

mod live;
mod memo;
mod rows;
mod snapshot;
pub mod sql;
pub mod toml;

pub use live::read;
pub(crate) use memo::Memo;
pub use rows::{Row, RowError};
pub use snapshot::{FORMAT, SETTINGS, Section, Snapshot, queries, queries_beside, query};
pub(crate) use sql::{PartitionDefault, Script, constraint_name, is_same_type};

use crate::catalog::{Annotations, Catalog, Origins, Settings, Size};
use crate::survey::Survey;
use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

/// What was written: names as in the files, nothing implied yet.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The objects.
    pub catalog: Catalog,
    /// What else the model says about them.
    pub annotations: Annotations,
    /// What it says about the database.
    pub settings: Settings,
    /// Where each was written.
    pub origins: Origins,
}

/// What is there: names as PostgreSQL prints them with an empty search path.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// The objects.
    pub catalog: Catalog,
    /// How large tables, materialized views and indexes are.
    pub sizes: BTreeMap<ObjectName, Size>,
    /// `server_version_num`.
    pub server_version: u32,
    /// The database's name.
    pub database: String,
    /// The role that looked at it.
    pub role: String,
    /// The role that the database belongs to.
    pub owner: String,
    /// What is there and not modelled; a recording may not say.
    pub survey: Option<Survey>,
}
