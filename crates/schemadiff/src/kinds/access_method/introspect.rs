//! Finding access methods in the catalogs.

use schemadiff_sql::syntax::CreateAccessMethod;

use super::AccessMethod;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("access_methods", include_str!("access_methods.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("access_methods")? {
        let definition = CreateAccessMethod {
            name: row.text("name")?.to_owned(),
            // Source: `AMTYPE_*` in `src/include/catalog/pg_am.h`.
            of_tables: row.code("type")? == 't',
            handler: row.qualified("handler_schema", "handler")?,
        };
        catalog.insert(AccessMethod {
            definition,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
