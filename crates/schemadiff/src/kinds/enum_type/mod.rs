//! Enum types.

use schemadiff_sql::syntax::ObjectName;

mod attributes;
mod introspect;
mod lower;
mod swap;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::{EnumChange, Place};
pub(crate) use swap::Swap;

/// An enum type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumType {
    /// Its name.
    pub name: ObjectName,
    /// Its values, in order.
    pub values: Vec<String>,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}
