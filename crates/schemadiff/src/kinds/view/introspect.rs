//! Finding views in the catalogs.

use schemadiff_sql::Query;

use super::View;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("views", include_str!("views.sql"))];

/// Adds what the snapshot holds. `pg_get_viewdef` gives every column its name, so that there is no column list.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("views")? {
        let name = row.qualified("schema", "name")?;
        let text = row.text("definition")?;
        catalog.insert(View {
            columns: Vec::new(),
            query: Query::parse(text)
                .map_err(|error| RowError::text(format_args!("view `{name}`"), text, &error))?,
            options: row.settings("options")?,
            comment: row.owned("comment")?,
            column_comments: row.map("column_comments")?,
            name,
        });
    }
    Ok(())
}
