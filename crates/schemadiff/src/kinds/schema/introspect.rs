//! Finding schemas in the catalogs.

use super::Schema;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("schemas", include_str!("schemas.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("schemas")? {
        catalog.insert(Schema {
            name: row.text("name")?.to_owned(),
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
