//! `[conversions]`.

use crate::render::toml::{Fields, Writer};

/// Writes all conversions.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for conversion in writer.catalog().conversions.values() {
        let definition = &conversion.definition;
        let mut fields = Fields::default();
        fields.put("for", &definition.from);
        fields.put("to", &definition.to);
        fields.put("function", writer.function(&definition.function));
        fields.put_true("default", definition.default);
        fields.put_some("comment", conversion.comment.as_ref());
        let key = writer.key(&definition.name);
        writer.document.section(&["conversions", &key], &fields);
    }
}
