//! Access methods that no extension brings.

use schemadiff_sql::syntax::CreateAccessMethod;

mod attributes;
mod introspect;
pub(in crate::kinds) mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::AccessMethodChange;

/// An access method of tables or indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessMethod {
    /// Everything `CREATE ACCESS METHOD` says.
    pub definition: CreateAccessMethod,
    /// `COMMENT ON ACCESS METHOD`.
    pub comment: Option<String>,
}
