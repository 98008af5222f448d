//! `[operator_classes]`.

use crate::kinds::operator_family::write::{items, key};
use crate::render::toml::{Fields, Writer};

/// Writes all operator classes.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for class in writer.catalog().operator_classes.values() {
        let definition = &class.definition;
        let mut fields = Fields::default();
        fields.put_some("comment", class.comment.as_ref());
        fields.put("type", writer.data_type(&definition.data_type));
        fields.put_true("default", definition.is_default);
        if *class.family() != definition.name {
            let family = class.family();
            let is_builtin = family.schema.is_none();
            fields.put("family", if is_builtin { format!("pg_catalog.{family}") } else { writer.key(family) });
        }
        fields.put_some("storage", definition.storage.as_ref().map(|storage| writer.data_type(storage)));
        fields.put_list("members", &items(&definition.members));
        let key = key(&definition.name, &definition.method, writer);
        writer.document.section(&["operator_classes", &key], &fields);
    }
}
