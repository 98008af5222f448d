//! Finding collations in the catalogs.

use schemadiff_sql::syntax::{CollationProvider, CreateCollation};

use super::Collation;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("collations", include_str!("collations.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("collations")? {
        let provider = match row.code("provider")? {
            'i' => CollationProvider::Icu,
            'b' => CollationProvider::Builtin,
            _ => CollationProvider::Libc,
        };
        let part = |column: &str| -> Result<String, RowError> {
            let own = row.optional(column)?;
            let locale = row.optional("locale")?;
            Ok(own.or(locale).unwrap_or_default().to_owned())
        };
        catalog.insert(Collation {
            definition: CreateCollation {
                name: row.qualified("schema", "name")?,
                provider,
                collate: part("lc_collate")?,
                ctype: part("lc_ctype")?,
                deterministic: row.boolean("deterministic")?,
                rules: row.owned("rules")?,
            },
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
