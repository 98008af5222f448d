//! `[transforms]`.

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::CreateTransform;

use super::Transform;
use crate::source::toml::{Entry, Reader, Value, comment};

/// `hstore.plpython3u = { from_sql = "hstore_to_plpython()", to_sql = "plpython_to_hstore()" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let data_type = parse_type(entry.name);
    if let Err(error) = &data_type {
        entry.bad_key(
            format!("`{}` is no data type: {}", entry.name, error.message),
            "write the type as SQL does, and below it the language",
        );
    }
    for language in entry.value.entries().unwrap_or_default() {
        let name = language.part_name();
        let Some(table) = language.table("transform") else {
            continue;
        };
        let from_sql = table.get("from_sql").and_then(Value::function_name);
        let to_sql = table.get("to_sql").and_then(Value::function_name);
        let comment = comment(&table);
        if !table.has("from_sql") && !table.has("to_sql") {
            table.missing("from_sql", "add `from_sql = …` or `to_sql = …`");
        }
        table.finish();
        if let (Some(name), Ok(data_type)) = (name, &data_type) {
            let definition = CreateTransform {
                data_type: data_type.clone(),
                language: name,
                from_sql,
                to_sql,
            };
            reader.define(Transform { definition, comment }, &language.origin());
        }
    }
}
