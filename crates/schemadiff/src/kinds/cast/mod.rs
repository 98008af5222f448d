//! Casts.

use schemadiff_sql::syntax::{CreateCast, ObjectName};

use crate::catalog::ObjectId;

mod attributes;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::CastChange;

/// A cast, identified by its two types. It is in no schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Everything `CREATE CAST` says.
    pub definition: CreateCast,
    /// `COMMENT ON CAST`.
    pub comment: Option<String>,
}

impl Cast {
    /// The identity of a cast: `text AS integer`.
    pub fn id_of(definition: &CreateCast) -> ObjectId {
        ObjectId::named(ObjectName::bare(sql::types(definition)))
    }
}
