//! Finding foreign servers in the catalogs.

use super::ForeignServer;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("foreign_servers", include_str!("foreign_servers.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("foreign_servers")? {
        catalog.insert(ForeignServer {
            name: row.text("name")?.to_owned(),
            server_type: row.owned("type")?,
            version: row.owned("version")?,
            wrapper: row.text("wrapper")?.to_owned(),
            options: row.map("options")?,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
