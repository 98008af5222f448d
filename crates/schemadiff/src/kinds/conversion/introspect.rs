//! Finding conversions in the catalogs.

use schemadiff_sql::syntax::CreateConversion;

use super::Conversion;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("conversions", include_str!("conversions.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("conversions")? {
        let definition = CreateConversion {
            name: row.qualified("schema", "name")?,
            from: row.text("from_encoding")?.to_owned(),
            to: row.text("to_encoding")?.to_owned(),
            function: row.qualified("function_schema", "function")?,
            default: row.boolean("is_default")?,
        };
        catalog.insert(Conversion {
            definition,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
