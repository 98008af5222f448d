//! `[views]`, and what materialized views share with them.

use std::collections::BTreeMap;

use crate::kinds::{rule, trigger};
use crate::render::toml::{Fields, Writer, block, storage};

/// Writes all views.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for view in writer.catalog().views.values() {
        let key = writer.key(&view.name);
        let mut fields = storage(&view.options);
        fields.put_some("comment", view.comment.as_ref());
        fields.put_list("columns", &view.columns);
        fields.put_list("triggers", &trigger::write::only_templates(&view.name, writer));
        fields.put("query", block(view.query.pretty()));
        writer.document.section(&["views", &key], &fields);
        let mut defaults = Fields::default();
        for (column, default) in &view.column_defaults {
            defaults.put(column, default.sql());
        }
        writer.document.section(&["views", &key, "column_defaults"], &defaults);
        column_comments(&["views", &key, "column_comments"], &view.column_comments, writer);
        trigger::write::write_all(&["views", &key], &view.name, writer);
        rule::write::write_all(&["views", &key], &view.name, writer);
    }
}

/// `[….column_comments]`.
pub(crate) fn column_comments(path: &[&str], comments: &BTreeMap<String, String>, writer: &mut Writer<'_>) {
    let mut fields = Fields::default();
    for (column, comment) in comments {
        fields.put(column, comment);
    }
    writer.document.section(path, &fields);
}
