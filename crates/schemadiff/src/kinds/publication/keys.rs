//! Which published tables can be updated.
//!
//! A table whose updates and deletes are published needs a replica identity, which is its primary key unless another is
//! chosen; without one the publisher refuses them. So it does when a list of columns leaves a part of the key out, or a
//! filter looks at anything but the key (manual, "Replica Identity", "Row Filters", "Column Lists";
//! `CheckCmdReplicaIdentity()` in `src/backend/executor/execReplication.c`).

use schemadiff_sql::syntax::{ConstraintKind, ObjectName};

use super::{Command, Publication, Published};
use crate::catalog::{Catalog, ObjectId};
use crate::kinds::Table;

/// Why updates and deletes fail on some of what is published, as a sentence fragment.
pub(super) fn refused<'a>(
    publication: &Publication,
    tables: impl IntoIterator<Item = (&'a ObjectName, &'a Published)>,
    catalog: &Catalog,
) -> Option<String> {
    let replicates = [Command::Update, Command::Delete];
    if !replicates
        .iter()
        .any(|command| publication.publish.contains(command))
    {
        return None;
    }
    let mut found = tables
        .into_iter()
        .filter_map(|(table, published)| Some(format!("`{table}`, {}", reason(table, published, catalog)?)));
    let first = found.next()?;
    let others = match found.count() {
        0 => String::new(),
        1 => ", and on one more table".to_owned(),
        count => format!(", and on {count} more tables"),
    };
    Some(format!("UPDATE and DELETE will fail on {first}{others}"))
}

fn reason(table: &ObjectName, published: &Published, catalog: &Catalog) -> Option<&'static str> {
    let key = key(catalog.tables.get(&ObjectId::named(table.clone()))?, catalog);
    let Some(key) = key else {
        return Some("which has no primary key");
    };
    if !published.columns.is_empty() && !key.iter().all(|column| published.columns.contains(column)) {
        return Some("whose primary key is not among the published columns");
    }
    let filtered = published.filter.iter().flat_map(|filter| filter.references().columns);
    let outside = filtered
        .into_iter()
        .any(|column| !key.contains(&column) && column != table.name);
    outside.then_some("whose filter looks at more than the primary key")
}

/// The primary key of a table, or the one that it has from the table it is a partition of.
fn key<'a>(table: &'a Table, catalog: &'a Catalog) -> Option<&'a [String]> {
    let mut table = table;
    // A chain longer than the number of tables is a circle.
    for _ in 0..=catalog.tables.len() {
        let key = table
            .constraints
            .iter()
            .find_map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey(key) => Some(key.columns.as_slice()),
                _ => None,
            });
        match (key, &table.partition_of) {
            (Some(key), _) => return Some(key),
            (None, Some(partition)) => {
                table = catalog.tables.get(&ObjectId::named(partition.parent.clone()))?;
            }
            (None, None) => return None,
        }
    }
    None
}
