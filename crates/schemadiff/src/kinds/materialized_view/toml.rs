//! `[materialized_views]`.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ColumnSettings;

use super::MaterializedView;
use crate::catalog::ObjectRef;
use crate::kinds::ObjectKind;
use crate::kinds::{index, statistics};
use crate::kinds::table::{physical, settings};
use crate::kinds::view::toml::{column_comments, query};
use crate::source::toml::{Entry, Reader, Table, comment, duration, storage};

/// `[materialized_views.user_summary] query = "…"`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let Some(table) = entry.table("materialized view") else {
        return;
    };
    let query = query(&table);
    let columns = table.strings("columns");
    let parameters = storage(table.get("storage"));
    let no_data = !table.flag("with_data").unwrap_or(true);
    let physical = physical::toml::read(&table);
    let column_settings = column_settings(&table);
    let comment = comment(&table);
    let column_comments = column_comments(&table, name.as_ref(), reader);
    let indexes = table.get("indexes");
    let refresh = refresh(&table);
    if let (Some(name), Some(query)) = (&name, &query) {
        let known = if columns.is_empty() { query.columns().unwrap_or_default() } else { columns.clone() };
        statistics::toml::read_all(&table, name, &known, reader);
    }
    table.finish();
    let (Some(name), Some(query)) = (name, query) else {
        return;
    };
    if let Some(indexes) = indexes {
        let known = query.columns().unwrap_or_default();
        let known = if columns.is_empty() {
            known
        } else {
            columns.clone()
        };
        index::toml::read_all(indexes, &name, &known, reader);
    }
    let view = MaterializedView {
        name,
        columns,
        query,
        parameters,
        no_data,
        physical,
        column_settings,
        comment,
        column_comments,
    };
    if !refresh.is_empty() {
        reader
            .annotation(ObjectRef::named(MaterializedView::KIND, &view.name))
            .refresh = refresh;
    }
    reader.define(view, &entry.origin());
}

/// `column_settings = { notes = { storage = "external" } }`.
fn column_settings(table: &Table<'_>) -> BTreeMap<String, ColumnSettings> {
    let mut all = BTreeMap::new();
    for entry in table.entries("column_settings") {
        let (name, Some(node)) = (entry.part_name(), entry.table("column")) else {
            continue;
        };
        let mut settings = ColumnSettings::default();
        settings::toml::read(&node, &mut settings);
        node.finish();
        all.extend(name.map(|name| (name, settings)));
    }
    all
}

/// `refresh = { every = "15 minutes", concurrently = true, max_staleness = "1 hour" }`.
fn refresh(table: &Table<'_>) -> BTreeMap<String, String> {
    let mut refresh = BTreeMap::new();
    let Some(table) = table.get("refresh").and_then(|value| value.table("")) else {
        return refresh;
    };
    for key in ["every", "max_staleness"] {
        if let Some(text) = table.get(key).and_then(duration::interval) {
            refresh.insert(key.to_owned(), text.to_owned());
        }
    }
    if let Some(concurrently) = table.flag("concurrently") {
        refresh.insert("concurrently".to_owned(), concurrently.to_string());
    }
    table.finish();
    refresh
}
