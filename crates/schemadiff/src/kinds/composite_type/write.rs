//! `[composites]`.

use schemadiff_sql::syntax::TypeAttribute;

use super::CompositeType;
use crate::render::toml::{Fields, Writer};

/// Writes all composite types, the attributes of each in a section of their own.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for composite in writer.catalog().composite_types.values() {
        let key = writer.key(&composite.definition.name);
        let mut own = Fields::default();
        own.put_some("comment", composite.comment.as_ref());
        let mut attributes = Fields::default();
        for attribute in &composite.definition.attributes {
            put(composite, attribute, &mut attributes, writer);
        }
        if attributes.is_empty() {
            writer.document.section_even_if_empty(&["composites", &key], &own);
        } else {
            writer.document.section(&["composites", &key], &own);
        }
        writer
            .document
            .section(&["composites", &key, "attributes"], &attributes);
    }
}

fn put(composite: &CompositeType, attribute: &TypeAttribute, all: &mut Fields, writer: &Writer<'_>) {
    let mut fields = Fields::default();
    fields.put("type", writer.data_type(&attribute.data_type));
    fields.put_some("collate", attribute.collation.as_ref().map(ToString::to_string));
    fields.put_some("comment", attribute.comment.as_ref());
    let annotation = writer.annotation(&composite.attribute_ref(&attribute.name));
    fields.put_some(
        "renamed_from",
        annotation.and_then(|annotation| annotation.renamed_from.as_ref()),
    );
    match fields.only("type") {
        Some(data_type) => all.put(&attribute.name, data_type.clone()),
        None => all.put(&attribute.name, fields),
    }
}
