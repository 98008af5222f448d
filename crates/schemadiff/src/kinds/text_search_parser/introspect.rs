//! Finding text search parsers in the catalogs.

use super::TextSearchParser;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("text_search_parsers", include_str!("text_search_parsers.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("text_search_parsers")? {
        let headline = match row.optional("headline")? {
            Some(_) => Some(row.qualified("headline_schema", "headline")?),
            None => None,
        };
        catalog.insert(TextSearchParser {
            name: row.qualified("schema", "name")?,
            start: row.qualified("start_schema", "start")?,
            get_token: row.qualified("get_token_schema", "get_token")?,
            end: row.qualified("end_schema", "end")?,
            headline,
            lex_types: row.qualified("lex_types_schema", "lex_types")?,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
