//! Conversions between encodings.

use schemadiff_sql::syntax::CreateConversion;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::ConversionChange;

/// A conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// Everything `CREATE CONVERSION` says.
    pub definition: CreateConversion,
    /// `COMMENT ON CONVERSION`.
    pub comment: Option<String>,
}
