//! Procedural languages that no extension brings.

use schemadiff_sql::syntax::CreateLanguage;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::LanguageChange;

/// A procedural language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Everything `CREATE LANGUAGE` says.
    pub definition: CreateLanguage,
    /// `COMMENT ON LANGUAGE`.
    pub comment: Option<String>,
}
