//! Finding text search configurations in the catalogs.

use super::TextSearchConfiguration;
use crate::catalog::ObjectId;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("text_search_configurations", include_str!("text_search_configurations.sql")),
    ("text_search_mappings", include_str!("text_search_mappings.sql")),
];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("text_search_configurations")? {
        let name = row.qualified("schema", "name")?;
        let mut configuration = TextSearchConfiguration::new(name, row.qualified("parser_schema", "parser")?);
        configuration.comment = row.owned("comment")?;
        catalog.insert(configuration);
    }
    for row in snapshot.rows("text_search_mappings")? {
        let id = ObjectId::named(row.qualified("schema", "configuration")?);
        // One that an extension owns is not in the catalog.
        if let Some(configuration) = catalog.text_search_configurations.get_mut(&id) {
            let dictionaries = configuration.mappings.entry(row.text("token")?.to_owned()).or_default();
            dictionaries.push(row.qualified("dictionary_schema", "dictionary")?);
        }
    }
    Ok(())
}
