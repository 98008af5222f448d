//! Finding user mappings in the catalogs.

use super::UserMapping;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("user_mappings", include_str!("user_mappings.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("user_mappings")? {
        let options = match row.optional("options")? {
            Some(_) => Some(row.map("options")?),
            None => None,
        };
        catalog.insert(UserMapping {
            user: row.text("user")?.to_owned(),
            server: row.text("server")?.to_owned(),
            options,
        });
    }
    Ok(())
}
