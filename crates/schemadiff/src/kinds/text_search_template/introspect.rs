//! Finding text search templates in the catalogs.

use super::TextSearchTemplate;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("text_search_templates", include_str!("text_search_templates.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("text_search_templates")? {
        let init = match row.optional("init")? {
            Some(_) => Some(row.qualified("init_schema", "init")?),
            None => None,
        };
        catalog.insert(TextSearchTemplate {
            name: row.qualified("schema", "name")?,
            init,
            lexize: row.qualified("lexize_schema", "lexize")?,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
