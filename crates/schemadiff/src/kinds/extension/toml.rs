//! `extensions` of `[database]`.

use super::Extension;
use crate::source::toml::{Entry, Reader, Value, comment};

/// `citext = {}` or `pg_trgm = { schema = "extensions", version = "1.6" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("extension") else {
        return;
    };
    let schema = table.get("schema").and_then(Value::part_name);
    let version = table.string("version");
    let comment = comment(&table);
    table.finish();
    if let Some(name) = entry.part_name() {
        reader.define(
            Extension {
                name,
                schema,
                version,
                comment,
            },
            &entry.origin(),
        );
    }
}
