//! `[enums]`.

use super::EnumType;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::render::toml::{Fields, Node, Writer};

/// Writes all enums: the list of values, or a table when there is more to say.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let mut enums = Fields::default();
    for data_type in writer.catalog().enums.values() {
        let key = writer.key(&data_type.name);
        let removed = writer.annotation(&ObjectRef::named(Kind::EnumType, &data_type.name));
        let removed = removed.map(|annotation| &annotation.removed_values);
        let values = Node::List(data_type.values.iter().map(|name| value(data_type, name, writer)).collect());
        if data_type.comment.is_none() && removed.is_none_or(std::collections::BTreeMap::is_empty) {
            enums.put(key, values);
            continue;
        }
        let mut fields = Fields::default();
        fields.put("values", values);
        let mut replacements = Fields::default();
        for (name, replacement) in removed.into_iter().flatten() {
            replacements.put(name, replacement);
        }
        fields.put_table("removed_values", replacements);
        fields.put_some("comment", data_type.comment.as_ref());
        enums.put(key, fields);
    }
    writer.document.section(&["enums"], &enums);
}

fn value(data_type: &EnumType, name: &str, writer: &Writer<'_>) -> Node {
    let part = ObjectRef::new(Kind::EnumValue, ObjectId::part(data_type.name.clone(), name));
    let annotation = writer.annotation(&part);
    let Some(from) = annotation.and_then(|annotation| annotation.renamed_from.as_ref()) else {
        return Node::Text(name.to_owned());
    };
    let mut fields = Fields::default();
    fields.put("name", name);
    fields.put("renamed_from", from);
    Node::Table(fields)
}
