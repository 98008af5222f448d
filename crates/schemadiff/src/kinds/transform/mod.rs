//! Transforms: how values of a type reach a procedural language.

use schemadiff_sql::syntax::CreateTransform;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::TransformChange;

/// A transform, identified by its type and language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transform {
    /// Everything `CREATE TRANSFORM` says.
    pub definition: CreateTransform,
    /// `COMMENT ON TRANSFORM`.
    pub comment: Option<String>,
}
