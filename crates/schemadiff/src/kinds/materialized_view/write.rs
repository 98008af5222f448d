//! `[materialized_views]`.

use super::MaterializedView;
use crate::catalog::ObjectRef;
use crate::kinds::view::write::column_comments;
use crate::kinds::table::{physical, settings};
use crate::kinds::{ObjectKind, index, statistics};
use crate::render::toml::{Fields, Writer, block, setting, storage};

/// Writes all materialized views with their indexes.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for view in writer.catalog().materialized_views.values() {
        let key = writer.key(&view.name);
        let mut fields = Fields::default();
        fields.put_some("comment", view.comment.as_ref());
        fields.put_list("columns", &view.columns);
        fields.put("query", block(view.query.pretty()));
        if view.no_data {
            fields.put("with_data", false);
        }
        fields.put_table("storage", storage(&view.parameters));
        physical::write::put(&view.physical, &mut fields);
        if let Some(annotation) = writer.annotation(&ObjectRef::named(MaterializedView::KIND, &view.name)) {
            let mut refresh = Fields::default();
            for (name, value) in &annotation.refresh {
                refresh.put(name, setting(value));
            }
            fields.put_table("refresh", refresh);
        }
        writer.document.section(&["materialized_views", &key], &fields);
        let mut columns = Fields::default();
        for (column, own) in &view.column_settings {
            let mut fields = Fields::default();
            settings::write::put(own, &mut fields);
            columns.put(column, fields);
        }
        writer
            .document
            .section(&["materialized_views", &key, "column_settings"], &columns);
        column_comments(
            &["materialized_views", &key, "column_comments"],
            &view.column_comments,
            writer,
        );
        index::write::write_all(&["materialized_views", &key], &view.name, &[], writer);
        statistics::write::write_all(&["materialized_views", &key], &view.name, &[], writer);
    }
}
