//! `[enums]`.

use crate::render::toml::{Fields, Writer};

/// Writes all enums: the list of values, or a table when there is a comment.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let mut enums = Fields::default();
    for data_type in writer.catalog().enums.values() {
        let key = writer.key(&data_type.name);
        match &data_type.comment {
            None => enums.put(key, &data_type.values),
            Some(comment) => {
                let mut fields = Fields::default();
                fields.put("values", &data_type.values);
                fields.put("comment", comment);
                enums.put(key, fields);
            }
        }
    }
    writer.document.section(&["enums"], &enums);
}
