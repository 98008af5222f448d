//! Finding procedural languages in the catalogs.

use schemadiff_sql::syntax::CreateLanguage;

use super::Language;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("languages", include_str!("languages.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("languages")? {
        let function = |name: &str| match row.optional(name)? {
            Some(_) => row.qualified(&format!("{name}_schema"), name).map(Some),
            None => Ok(None),
        };
        let definition = CreateLanguage {
            name: row.text("name")?.to_owned(),
            trusted: row.boolean("trusted")?,
            handler: row.qualified("handler_schema", "handler")?,
            inline: function("inline")?,
            validator: function("validator")?,
        };
        catalog.insert(Language {
            definition,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
