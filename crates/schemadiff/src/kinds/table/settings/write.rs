//! Settings of columns as keys: `storage`, `compression`, `statistics`, `options`.

use schemadiff_sql::syntax::ColumnSettings;

use crate::render::toml::{Fields, storage};

/// Adds what is not the default.
pub(in crate::kinds) fn put(settings: &ColumnSettings, fields: &mut Fields) {
    fields.put_some("storage", settings.storage.map(|storage| storage.as_sql().to_ascii_lowercase()));
    fields.put_some("compression", settings.compression.as_ref());
    fields.put_some("statistics", settings.statistics.map(i64::from));
    fields.put_table("options", storage(&settings.options));
}
