//! `[casts]`.

use super::sql;
use crate::render::toml::{Fields, Writer};

/// Writes all casts, a line for each.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let mut casts = Fields::default();
    for cast in writer.catalog().casts.values() {
        let definition = &cast.definition;
        let key = format!(
            "{} as {}",
            writer.data_type(&definition.source),
            writer.data_type(&definition.target)
        );
        let how = sql::how(definition, |name| writer.function(name));
        match &cast.comment {
            None => casts.put(key, how),
            Some(comment) => {
                let mut fields = Fields::default();
                fields.put("cast", how);
                fields.put("comment", comment);
                casts.put(key, fields);
            }
        }
    }
    writer.document.section(&["casts"], &casts);
}
