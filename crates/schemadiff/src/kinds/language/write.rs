//! `[languages]`.

use crate::render::toml::{Fields, Writer};

/// Writes all procedural languages.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for language in writer.catalog().languages.values() {
        let definition = &language.definition;
        let mut fields = Fields::default();
        fields.put_true("trusted", definition.trusted);
        fields.put("handler", writer.function(&definition.handler));
        fields.put_some("inline", definition.inline.as_ref().map(|name| writer.function(name)));
        fields.put_some("validator", definition.validator.as_ref().map(|name| writer.function(name)));
        fields.put_some("comment", language.comment.as_ref());
        writer.document.section(&["languages", &definition.name], &fields);
    }
}
