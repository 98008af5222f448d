//! Row security policies.

use schemadiff_sql::syntax::CreatePolicy;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::PolicyChange;

/// A policy, identified by its table and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Everything `CREATE POLICY` says.
    pub definition: CreatePolicy,
    /// `COMMENT ON POLICY`.
    pub comment: Option<String>,
}
