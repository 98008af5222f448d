//! `[views]`, and what materialized views share with them.

use std::collections::BTreeMap;

use schemadiff_sql::{Expr, Query};
use schemadiff_sql::syntax::ObjectName;

use super::View;
use crate::catalog::ObjectRef;
use crate::kinds::{rule, trigger};
use crate::source::toml::{Entry, Reader, Table, Value, comment};

/// `[views.active_users] query = "…"`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let Some(table) = entry.table("view") else { return };
    let query = query(&table);
    let columns = table.strings("columns");
    let mut options = BTreeMap::new();
    for key in ["security_invoker", "security_barrier"] {
        if let Some(flag) = table.flag(key) {
            options.insert(key.to_owned(), flag.to_string());
        }
    }
    if let Some(check) = table.one_of("check_option", &[("local", "local"), ("cascaded", "cascaded")]) {
        options.insert("check_option".to_owned(), check.to_owned());
    }
    let comment = comment(&table);
    let column_comments = column_comments(&table, name.as_ref(), reader);
    let column_defaults = column_defaults(&table);
    let triggers = table.get("triggers");
    if let Some(name) = &name {
        rule::toml::read_all(&table, name, true, reader);
    }
    table.finish();
    let (Some(name), Some(query)) = (name, query) else {
        return;
    };
    if let Some(triggers) = triggers {
        trigger::toml::read_all(triggers, &name, reader);
    }
    reader.define(
        View {
            name,
            columns,
            query,
            options,
            column_defaults,
            comment,
            column_comments,
        },
        &entry.origin(),
    );
}

/// `column_defaults = { state = "'new'" }`.
fn column_defaults(table: &Table<'_>) -> BTreeMap<String, Expr> {
    let entries = table.get("column_defaults").and_then(Value::entries).unwrap_or_default();
    let defaults = entries.filter_map(|entry| {
        let (column, default) = (entry.part_name(), entry.value.sql("an expression", Expr::parse));
        Some((column?, default?))
    });
    defaults.collect()
}

/// `query = "…"`.
pub(crate) fn query(table: &Table<'_>) -> Option<Query> {
    table
        .required("query")
        .and_then(|value| value.sql("a query", Query::parse))
}

/// `column_comments = { total = "…" }`.
pub(crate) fn column_comments(
    table: &Table<'_>,
    view: Option<&ObjectName>,
    reader: &mut Reader<'_>,
) -> BTreeMap<String, String> {
    let mut comments = BTreeMap::new();
    for entry in table
        .get("column_comments")
        .and_then(Value::entries)
        .unwrap_or_default()
    {
        let (Some(column), Some(text)) = (entry.part_name(), entry.value.text()) else {
            continue;
        };
        if let Some(view) = view {
            reader
                .declared
                .origins
                .insert(ObjectRef::column(view, &column), entry.origin());
        }
        comments.insert(column, text.to_owned());
    }
    comments
}
