//! Views.

use std::collections::BTreeMap;

use schemadiff_sql::{Expr, Query};
use schemadiff_sql::syntax::ObjectName;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::ViewChange;

pub(crate) use lower::{column_comment_changes, column_list, name_columns, option_operations};

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: ObjectName,
    /// The column list, when the query's own names are not meant.
    pub columns: Vec<String>,
    /// Its query.
    pub query: Query,
    /// `WITH (…)`: `security_barrier`, `security_invoker`, `check_option`.
    pub options: BTreeMap<String, String>,
    /// `ALTER VIEW … ALTER COLUMN … SET DEFAULT`: what an INSERT that says nothing of a column puts in.
    pub column_defaults: BTreeMap<String, Expr>,
    /// `COMMENT ON VIEW`.
    pub comment: Option<String>,
    /// `COMMENT ON COLUMN` of its columns.
    pub column_comments: BTreeMap<String, String>,
}
