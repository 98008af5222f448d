//! Text search templates.

use schemadiff_sql::syntax::ObjectName;

mod attributes;
mod introspect;
mod lower;

pub use lower::TextSearchTemplateChange;

/// A text search template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearchTemplate {
    /// Its name.
    pub name: ObjectName,
    /// `INIT`.
    pub init: Option<ObjectName>,
    /// `LEXIZE`.
    pub lexize: ObjectName,
    /// `COMMENT ON TEXT SEARCH TEMPLATE`.
    pub comment: Option<String>,
}
