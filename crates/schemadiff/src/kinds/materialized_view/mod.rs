//! Materialized views; their indexes are of kind [`super::Index`].

use std::collections::BTreeMap;

use schemadiff_sql::Query;
use schemadiff_sql::syntax::{ColumnSettings, ObjectName};

mod attributes;
mod introspect;
mod lower;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::MaterializedViewChange;

use crate::kinds::table::Physical;

/// A materialized view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterializedView {
    /// Its name.
    pub name: ObjectName,
    /// The column list, when the query's own names are not meant.
    pub columns: Vec<String>,
    /// Its query.
    pub query: Query,
    /// `WITH (…)`; those of the TOAST table carry the prefix `toast.`.
    pub parameters: BTreeMap<String, String>,
    /// `WITH NO DATA` when it is created; never compared, since a refresh changes it.
    pub no_data: bool,
    /// How it is kept.
    pub physical: Physical,
    /// Settings of its columns.
    pub column_settings: BTreeMap<String, ColumnSettings>,
    /// `COMMENT ON MATERIALIZED VIEW`.
    pub comment: Option<String>,
    /// `COMMENT ON COLUMN` of its columns.
    pub column_comments: BTreeMap<String, String>,
}
