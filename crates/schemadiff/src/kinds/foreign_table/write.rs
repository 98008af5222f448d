//! `[foreign_tables]`.

use crate::catalog::ObjectRef;
use crate::kinds::foreign_server::write::options;
use crate::kinds::{ObjectKind, statistics, table, trigger};
use crate::render::toml::{Fields, Writer};

/// Writes all foreign tables.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for foreign in writer.catalog().foreign_tables.values() {
        let key = writer.key(&foreign.name);
        let path = ["foreign_tables", key.as_str()];
        let about: ObjectRef = foreign.object_ref();
        let mut own = Fields::default();
        own.put("server", &foreign.server);
        own.put_table("options", options(&foreign.options));
        own.put_true(
            "protect",
            writer.annotation(&about).is_some_and(|annotation| annotation.protect),
        );
        own.put_list("triggers", &trigger::write::only_templates(&foreign.name, writer));
        own.put_some("comment", foreign.comment.as_ref());
        writer.document.section(&path, &own);
        table::write::write_columns_and_constraints(&foreign.as_table(), path, writer);
        let mut columns = Fields::default();
        for (column, given) in &foreign.column_options {
            columns.put(column, options(given));
        }
        writer.document.section(&[path[0], path[1], "column_options"], &columns);
        let names: Vec<String> = foreign.columns.iter().map(|column| column.name.clone()).collect();
        statistics::write::write_all(&path, &foreign.name, &names, writer);
        trigger::write::write_all(&path, &foreign.name, writer);
    }
}
