//! `[foreign_tables]`.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ConstraintKind;

use super::ForeignTable;
use crate::catalog::{Kind, ObjectRef};
use crate::kinds::foreign_server::toml::plain_options;
use crate::kinds::{Table, statistics, table, trigger};
use crate::source::toml::{Entry, Reader, Value, comment};

/// `remote = { server = "southern", options = { … }, columns = { id = "bigint not null" }, column_options.id = { field = "key" } }`.
pub(crate) fn read<'a>(entry: &Entry<'a>, reader: &mut Reader<'a>) {
    let name = reader.name(entry);
    let Some(node) = entry.table("foreign table") else {
        return;
    };
    let server = node.required("server").and_then(Value::part_name);
    let Some(name) = name else { return };
    // Columns and checks are read as those of a table.
    let mut scratch = Table::new(name.clone());
    table::toml::read_columns_and_constraints(&node, &mut scratch, reader);
    for constraint in &scratch.constraints {
        if !matches!(constraint.kind, ConstraintKind::Check(_)) {
            entry.bad_key(
                format!("foreign table `{}` has no keys, only checks", entry.name),
                "remove the key: a foreign table cannot enforce it",
            );
        }
    }
    scratch.constraints.retain(|constraint| matches!(constraint.kind, ConstraintKind::Check(_)));
    for column in scratch.columns.iter().filter(|column| column.settings.compression.is_some()) {
        entry.bad_key(
            format!("foreign table `{}` has a compression for column `{}`", entry.name, column.name),
            "remove it: the rows are elsewhere, and PostgreSQL takes none",
        );
    }
    for column in scratch.columns.iter().filter(|column| column.not_null_constraint.is_some()) {
        entry.bad_key(
            format!("foreign table `{}` says more of NOT NULL of column `{}` than is modelled", entry.name, column.name),
            "write `null = false`",
        );
    }
    let options = node.get("options").map(plain_options).unwrap_or_default();
    let mut column_options = BTreeMap::new();
    for column in node.entries("column_options") {
        if scratch.column(column.name).is_none() {
            column.bad_key(
                format!("foreign table `{}` has no column `{}`", entry.name, column.name),
                "name one of its `columns`",
            );
        }
        column_options.insert(column.name.to_owned(), plain_options(column.value));
    }
    if let Some(triggers) = node.get("triggers") {
        trigger::toml::read_all(triggers, &name, reader);
    }
    let names: Vec<String> = scratch.columns.iter().map(|column| column.name.clone()).collect();
    statistics::toml::read_all(&node, &name, &names, reader);
    let protect = node.flag("protect").unwrap_or_default();
    if protect {
        reader.annotation(ObjectRef::named(Kind::ForeignTable, &name)).protect = true;
    }
    let comment = comment(&node);
    node.finish();
    if let Some(server) = server {
        let mut table = ForeignTable {
            name,
            server,
            options,
            columns: scratch.columns,
            column_options,
            checks: scratch.constraints,
            comment,
        };
        table.name_checks();
        reader.define(table, &entry.origin());
    }
}
