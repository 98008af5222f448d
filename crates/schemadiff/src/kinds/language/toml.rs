//! `[languages]`.

use schemadiff_sql::syntax::CreateLanguage;

use super::Language;
use crate::source::toml::{Entry, Reader, Value, comment};

/// `star = { trusted = true, handler = "star_handler()", inline = "star_inline()", validator = "star_validator()" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = entry.part_name();
    let Some(table) = entry.table("language") else {
        return;
    };
    let trusted = table.flag("trusted").unwrap_or_default();
    let handler = table.required("handler").and_then(Value::function_name);
    let inline = table.get("inline").and_then(Value::function_name);
    let validator = table.get("validator").and_then(Value::function_name);
    let comment = comment(&table);
    table.finish();
    if let (Some(name), Some(handler)) = (name, handler) {
        let definition = CreateLanguage {
            name,
            trusted,
            handler,
            inline,
            validator,
        };
        reader.define(Language { definition, comment }, &entry.origin());
    }
}
