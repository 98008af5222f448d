//! `[publications]`.

use schemadiff_sql::Expr;

use super::{Command, Publication, Published};
use crate::source::toml::{Entry, Reader, Table, Value, comment};

const GENERATED: &[(&str, bool)] = &[("none", false), ("stored", true)];

/// `orders = { tables = ["orders", "lines"], publish = ["insert"] }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = entry.part_name();
    let Some(table) = entry.table("publication") else {
        return;
    };
    let mut publication = Publication::new(name.clone().unwrap_or_default());
    publication.all_tables = table.flag("all_tables").unwrap_or_default();
    if let Some(tables) = table.get("tables") {
        read_tables(tables, &mut publication, reader);
    }
    let schemas = table.get("schemas").and_then(Value::texts).unwrap_or_default();
    publication.schemas = schemas
        .into_iter()
        .filter_map(|(_, value)| value.part_name())
        .collect();
    if let Some(commands) = table.get("publish").and_then(Value::texts) {
        let words: Vec<_> = Command::ALL
            .iter()
            .map(|command| (command.word(), *command))
            .collect();
        publication.publish = commands
            .into_iter()
            .filter_map(|(_, value)| value.one_of(&words))
            .collect();
    }
    publication.via_partition_root = table.flag("publish_via_partition_root").unwrap_or_default();
    publication.generated_columns = table
        .one_of("publish_generated_columns", GENERATED)
        .unwrap_or_default();
    publication.comment = comment(&table);
    check(&table, &publication);
    table.finish();
    if name.is_some() {
        reader.define(publication, &entry.origin());
    }
}

/// `tables = ["orders"]`, or `tables.orders = { columns = ["id"], where = "id > 1" }`.
fn read_tables(tables: Value<'_>, publication: &mut Publication, reader: &Reader<'_>) {
    if !tables.is_table() {
        for (_, value) in tables.one_or_more().unwrap_or_default() {
            if let Some(name) = value.object_name(reader.default_schema()) {
                publication.tables.insert(name, Published::default());
            }
        }
        return;
    }
    for entry in tables.entries().unwrap_or_default() {
        let Some(table) = entry.table("published table") else {
            continue;
        };
        let columns = table.strings("columns").into_iter().collect();
        let filter = table.sql("where", "an expression", Expr::parse);
        table.finish();
        if let Some(name) = reader.name(&entry) {
            publication.tables.insert(name, Published { columns, filter });
        }
    }
}

/// What PostgreSQL refuses.
///
/// Source: `CheckPubRelationColumnList()` and `AlterPublication()` in `src/backend/commands/publicationcmds.c`.
fn check(table: &Table<'_>, publication: &Publication) {
    for key in ["tables", "schemas"] {
        if publication.all_tables
            && table.has(key)
            && let Some(value) = table.get(key)
        {
            value.bad(
                format!("a publication of all tables has no `{key}` of its own"),
                format!("remove `{key}` or `all_tables`"),
            );
        }
    }
    let listed = publication
        .tables
        .iter()
        .find(|(_, published)| !published.columns.is_empty());
    if let (Some((name, _)), false, Some(value)) =
        (listed, publication.schemas.is_empty(), table.get("schemas"))
    {
        value.bad(
            format!("a publication with schemas cannot list columns, as it does for `{name}`"),
            "make a publication of its own for that table",
        );
    }
}
