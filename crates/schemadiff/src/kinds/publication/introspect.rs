//! Finding publications in the catalogs.

use schemadiff_sql::Expr;

use super::{Command, Publication, Published};
use crate::kinds::Catalog;
use crate::source::{Memo, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("publications", include_str!("publications.sql")),
    ("publication_tables", include_str!("publication_tables.sql")),
];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("publications")? {
        let mut publication = Publication::new(row.text("name")?.to_owned());
        publication.all_tables = row.boolean("all_tables")?;
        publication.schemas = row.list("schemas")?.into_iter().collect();
        for command in Command::ALL {
            if !row.boolean(command.word())? {
                publication.publish.remove(command);
            }
        }
        publication.via_partition_root = row.boolean("via_partition_root")?;
        publication.generated_columns = row.boolean("generated_columns")?;
        publication.comment = row.owned("comment")?;
        catalog.insert(publication);
    }
    let mut expressions = Memo::new(Expr::parse);
    for row in snapshot.rows("publication_tables")? {
        let (name, table) = (row.text("publication")?, row.qualified("schema", "table")?);
        // One that an extension owns is not in the catalog.
        let Some(publication) = catalog.publications.get_mut(&Publication::id_of(name)) else {
            continue;
        };
        let filter = row
            .optional("filter")?
            .map(|text| {
                expressions.get(
                    text,
                    format_args!("the filter of `{table}` in publication `{name}`"),
                )
            })
            .transpose()?;
        let columns = row.list("columns")?.into_iter().collect();
        publication.tables.insert(table, Published { columns, filter });
    }
    Ok(())
}
