//! `[transforms]`.

use crate::render::toml::{Fields, Writer};

/// Writes all transforms.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for transform in writer.catalog().transforms.values() {
        let definition = &transform.definition;
        let mut fields = Fields::default();
        fields.put_some("from_sql", definition.from_sql.as_ref().map(|name| writer.function(name)));
        fields.put_some("to_sql", definition.to_sql.as_ref().map(|name| writer.function(name)));
        fields.put_some("comment", transform.comment.as_ref());
        let data_type = writer.data_type(&definition.data_type);
        writer.document.section(&["transforms", &data_type, &definition.language], &fields);
    }
}
