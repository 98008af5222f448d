//! `[conversions]`.

use schemadiff_sql::syntax::CreateConversion;

use super::Conversion;
use crate::source::toml::{Entry, Reader, Value, comment};

/// `latin = { for = "LATIN1", to = "UTF8", function = "iso8859_1_to_utf8()" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let Some(table) = entry.table("conversion") else {
        return;
    };
    let from = table.required("for").and_then(Value::text);
    let to = table.required("to").and_then(Value::text);
    let function = table.required("function").and_then(Value::function_name);
    let default = table.flag("default").unwrap_or_default();
    let comment = comment(&table);
    table.finish();
    if let (Some(name), Some(from), Some(to), Some(function)) = (name, from, to, function) {
        let definition = CreateConversion {
            name,
            from: from.to_owned(),
            to: to.to_owned(),
            function,
            default,
        };
        reader.define(Conversion { definition, comment }, &entry.origin());
    }
}
