//! Finding extensions in the catalogs.

use super::Extension;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("extensions", include_str!("extensions.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("extensions")? {
        catalog.insert(Extension {
            name: row.text("name")?.to_owned(),
            schema: row.owned("schema")?,
            version: row.owned("version")?,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
