//! `[composites]`.

use schemadiff_sql::syntax::{CreateCompositeType, ObjectName, TypeAttribute};
use schemadiff_sql::{parse_attribute, parse_name, parse_type};

use super::CompositeType;
use crate::source::toml::{Entry, Reader, comment};

/// `[composites.NAME.attributes]`, in the order in which they are written, with a comment of the type beside it.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("composite type") else {
        return;
    };
    let name = reader.name(entry);
    let comment = comment(&table);
    let written: Vec<Entry<'_>> = table.entries("attributes").collect();
    table.finish();
    let Some(name) = name else { return };
    let mut composite = CompositeType {
        definition: CreateCompositeType {
            name,
            attributes: Vec::new(),
        },
        comment,
    };
    for entry in &written {
        let (Some(own), Some((attribute, renamed_from))) = (entry.part_name(), attribute(entry)) else {
            continue;
        };
        let part = composite.attribute_ref(&own);
        if renamed_from.is_some() {
            reader.annotation(part.clone()).renamed_from = renamed_from;
        }
        reader.define_part(part, &entry.origin());
        composite.definition.attributes.push(TypeAttribute { name: own, ..attribute });
    }
    reader.define(composite, &entry.origin());
}

/// `"text collate …"` or `{ type = "text", collate = …, comment = …, renamed_from = … }`.
fn attribute(entry: &Entry<'_>) -> Option<(TypeAttribute, Option<String>)> {
    if !entry.value.is_table() {
        let attribute = entry
            .value
            .sql("an attribute's type", |text| parse_attribute(entry.name, text))?;
        return Some((attribute, None));
    }
    let table = entry.table("attribute")?;
    let data_type = table
        .required("type")
        .and_then(|value| value.sql("a data type", parse_type));
    let collation = table.sql("collate", "the name of a collation", parse_name);
    let comment = comment(&table);
    let renamed_from = table.string("renamed_from");
    table.finish();
    let attribute = TypeAttribute {
        name: String::new(),
        data_type: data_type?,
        collation: collation.filter(|collation| *collation != ObjectName::bare("default")),
        comment,
    };
    Some((attribute, renamed_from))
}
