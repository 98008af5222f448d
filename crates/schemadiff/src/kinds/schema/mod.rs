//! Schemas.

use schemadiff_sql::syntax::ObjectName;

use crate::catalog::ObjectId;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::SchemaChange;

/// A schema. `public` exists in every database and is never created or dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its name.
    pub name: String,
    /// `COMMENT ON SCHEMA`.
    pub comment: Option<String>,
}

impl Schema {
    /// The identity of a schema by its name.
    pub fn id_of(name: &str) -> ObjectId {
        ObjectId::named(ObjectName::bare(name))
    }
}
