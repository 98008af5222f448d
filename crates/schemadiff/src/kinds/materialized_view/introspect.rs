//! Finding materialized views in the catalogs.

use schemadiff_sql::Query;

use super::MaterializedView;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("materialized_views", include_str!("materialized_views.sql"))];

/// Adds what the snapshot holds. `pg_get_viewdef` gives every column its name, so that there is no column list.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("materialized_views")? {
        let name = row.qualified("schema", "name")?;
        let text = row.text("definition")?;
        let query = Query::parse(text)
            .map_err(|error| RowError::text(format_args!("materialized view `{name}`"), text, &error))?;
        catalog.insert(MaterializedView {
            columns: Vec::new(),
            query,
            parameters: row.settings("parameters")?,
            no_data: !row.boolean("populated")?,
            comment: row.owned("comment")?,
            column_comments: row.map("column_comments")?,
            name,
        });
    }
    Ok(())
}
