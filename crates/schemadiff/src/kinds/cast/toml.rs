//! `[casts]`.

use schemadiff_sql::parse_cast;

use super::Cast;
use crate::source::toml::{Entry, Reader, comment};

/// `"text as address" = "with function to_address(text) as assignment"`, or a table with the same under `cast` and a
/// comment.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let (how, comment) = if entry.value.is_table() {
        let Some(table) = entry.table("cast") else { return };
        let how = table.required("cast");
        let comment = comment(&table);
        table.finish();
        (how, comment)
    } else {
        (Some(entry.value), None)
    };
    let Some(how) = how else { return };
    if parse_cast(entry.name, "without function").is_err() {
        entry.bad_key(
            format!("`{}` does not name two types", entry.name),
            "write them as in `\"text as integer\"`",
        );
        return;
    }
    let definition = how.sql("how a type is cast", |text| parse_cast(entry.name, text));
    if let Some(definition) = definition {
        reader.define(Cast { definition, comment }, &entry.origin());
    }
}
