//! `[access_methods]`.

use crate::render::toml::{Fields, Writer};

/// Writes all access methods.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for method in writer.catalog().access_methods.values() {
        let definition = &method.definition;
        let mut fields = Fields::default();
        fields.put("type", if definition.of_tables { "table" } else { "index" });
        fields.put("handler", writer.function(&definition.handler));
        fields.put_some("comment", method.comment.as_ref());
        writer.document.section(&["access_methods", &definition.name], &fields);
    }
}
