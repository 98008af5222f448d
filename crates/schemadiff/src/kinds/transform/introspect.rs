//! Finding transforms in the catalogs.

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::CreateTransform;

use super::Transform;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("transforms", include_str!("transforms.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("transforms")? {
        let function = |name: &str| match row.optional(name)? {
            Some(_) => row.qualified(&format!("{name}_schema"), name).map(Some),
            None => Ok(None),
        };
        let data_type = row.text("type")?;
        let definition = CreateTransform {
            data_type: parse_type(data_type).map_err(|error| RowError::text("a transform", data_type, &error))?,
            language: row.text("language")?.to_owned(),
            from_sql: function("from_sql")?,
            to_sql: function("to_sql")?,
        };
        catalog.insert(Transform {
            definition,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
