//! Extended statistics: what the planner is to know of several columns together, or of expressions.

use std::collections::BTreeSet;

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{ObjectName, StatisticsKind};

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::StatisticsChange;

/// Extended statistics of a table, foreign table or materialized view. They have a schema of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// Its name.
    pub name: ObjectName,
    /// What they are of.
    pub table: ObjectName,
    /// What is counted. Canonical: all kinds where none is written; none for a single expression, which has no choice.
    pub kinds: BTreeSet<StatisticsKind>,
    /// Columns. PostgreSQL keeps them in the order of the table, whatever was written.
    pub columns: BTreeSet<String>,
    /// Expressions, in order.
    pub expressions: Vec<Expr>,
    /// `ALTER STATISTICS … SET STATISTICS`; absent when it is left to those of the columns.
    pub target: Option<u16>,
    /// `COMMENT ON STATISTICS`.
    pub comment: Option<String>,
}
