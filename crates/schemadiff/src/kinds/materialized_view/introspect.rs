//! Finding materialized views in the catalogs.

use schemadiff_sql::Query;

use super::MaterializedView;
use crate::kinds::Catalog;
use crate::kinds::table::Physical;
use crate::kinds::table::settings::introspect::AllSettings;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("materialized_views", include_str!("materialized_views.sql"))];

/// Adds what the snapshot holds. `pg_get_viewdef` gives every column its name, so that there is no column list.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    let settings = AllSettings::read(snapshot)?;
    for row in snapshot.rows("materialized_views")? {
        let name = row.qualified("schema", "name")?;
        let text = row.text("definition")?;
        let query = Query::parse(text)
            .map_err(|error| RowError::text(format_args!("materialized view `{name}`"), text, &error))?;
        let columns = settings.of(row.number("oid")?);
        let column_settings = columns.map(|(_, column, settings)| (column.to_owned(), settings.clone()));
        let mut parameters = row.settings("parameters")?;
        let toast = row.settings("toast_parameters")?.into_iter();
        parameters.extend(toast.map(|(name, value)| (format!("toast.{name}"), value)));
        catalog.insert(MaterializedView {
            columns: Vec::new(),
            query,
            parameters,
            physical: Physical::read(&row)?,
            column_settings: column_settings.collect(),
            no_data: !row.boolean("populated")?,
            comment: row.owned("comment")?,
            column_comments: row.map("column_comments")?,
            name,
        });
    }
    Ok(())
}
