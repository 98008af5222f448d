//! Finding enum types in the catalogs.

use super::EnumType;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("enums", include_str!("enums.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("enums")? {
        catalog.insert(EnumType {
            name: row.qualified("schema", "name")?,
            values: row.list("values")?,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
