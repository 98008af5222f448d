//! Text search dictionaries.

use schemadiff_sql::syntax::ObjectName;

mod attributes;
mod introspect;
mod lower;

pub use lower::TextSearchDictionaryChange;

/// A text search dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearchDictionary {
    /// Its name.
    pub name: ObjectName,
    /// `TEMPLATE`.
    pub template: ObjectName,
    /// The other options, in the order in which PostgreSQL keeps them, which means nothing.
    pub options: Vec<(String, String)>,
    /// `COMMENT ON TEXT SEARCH DICTIONARY`.
    pub comment: Option<String>,
}
