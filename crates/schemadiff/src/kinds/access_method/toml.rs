//! `[access_methods]`.

use schemadiff_sql::syntax::CreateAccessMethod;

use super::AccessMethod;
use crate::source::toml::{Entry, Reader, Value, comment};

/// `columnar = { type = "table", handler = "columnar_handler()" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = entry.part_name();
    let Some(table) = entry.table("access method") else {
        return;
    };
    let of_tables = table
        .required("type")
        .and_then(|value| value.one_of(&[("table", true), ("index", false)]));
    let handler = table.required("handler").and_then(Value::function_name);
    let comment = comment(&table);
    table.finish();
    if let (Some(name), Some(of_tables), Some(handler)) = (name, of_tables, handler) {
        let definition = CreateAccessMethod {
            name,
            of_tables,
            handler,
        };
        reader.define(AccessMethod { definition, comment }, &entry.origin());
    }
}
