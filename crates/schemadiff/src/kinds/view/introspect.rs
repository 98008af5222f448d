//! Finding views in the catalogs.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;
use schemadiff_sql::{Expr, Query};

use super::View;
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

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
            column_defaults: defaults(&row, &name)?,
            comment: row.owned("comment")?,
            column_comments: row.map("column_comments")?,
            name,
        });
    }
    Ok(())
}

fn defaults(row: &Row<'_>, view: &ObjectName) -> Result<BTreeMap<String, Expr>, RowError> {
    let defaults = row.map("column_defaults")?.into_iter().map(|(column, text)| {
        let parsed = Expr::parse(&text)
            .map_err(|error| RowError::text(format_args!("the default of `{view}.{column}`"), &text, &error))?;
        Ok((column, parsed))
    });
    defaults.collect()
}
