//! Finding text search dictionaries in the catalogs.

use schemadiff_sql::parse_dictionary_options;

use super::TextSearchDictionary;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("text_search_dictionaries", include_str!("text_search_dictionaries.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("text_search_dictionaries")? {
        let name = row.qualified("schema", "name")?;
        let options = match row.optional("options")? {
            Some(text) => parse_dictionary_options(text)
                .map_err(|error| RowError::text(format_args!("text search dictionary `{name}`"), text, &error))?,
            None => Vec::new(),
        };
        catalog.insert(TextSearchDictionary {
            name,
            template: row.qualified("template_schema", "template")?,
            options,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
