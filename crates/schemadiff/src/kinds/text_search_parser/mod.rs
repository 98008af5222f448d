//! Text search parsers.

use schemadiff_sql::syntax::ObjectName;

mod attributes;
mod introspect;
mod lower;

pub use lower::TextSearchParserChange;

/// A text search parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearchParser {
    /// Its name.
    pub name: ObjectName,
    /// `START`.
    pub start: ObjectName,
    /// `GETTOKEN`.
    pub get_token: ObjectName,
    /// `END`.
    pub end: ObjectName,
    /// `HEADLINE`.
    pub headline: Option<ObjectName>,
    /// `LEXTYPES`.
    pub lex_types: ObjectName,
    /// `COMMENT ON TEXT SEARCH PARSER`.
    pub comment: Option<String>,
}
