//! Finding foreign data wrappers in the catalogs.

use super::ForeignDataWrapper;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("foreign_data_wrappers", include_str!("foreign_data_wrappers.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("foreign_data_wrappers")? {
        let function = |name: &str| match row.optional(name)? {
            Some(_) => row.qualified(&format!("{name}_schema"), name).map(Some),
            None => Ok(None),
        };
        catalog.insert(ForeignDataWrapper {
            name: row.text("name")?.to_owned(),
            handler: function("handler")?,
            validator: function("validator")?,
            options: row.map("options")?,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
