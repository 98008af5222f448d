//! Collations.

use schemadiff_sql::syntax::CreateCollation;

mod attributes;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::CollationChange;
pub(crate) use sql::create as create_collation;

/// A collation. The version that a server recorded for it is the server's, and left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collation {
    /// Everything `CREATE COLLATION` says.
    pub definition: CreateCollation,
    /// `COMMENT ON COLLATION`.
    pub comment: Option<String>,
}
