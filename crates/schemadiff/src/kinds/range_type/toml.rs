//! `[ranges]`.

use schemadiff_sql::syntax::{CreateRangeType, ObjectName};
use schemadiff_sql::{parse_name, parse_type};

use super::RangeType;
use crate::source::toml::{Entry, Reader, comment};

/// `floatrange = { subtype = "float8", subtype_diff = "float8mi" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("range type") else {
        return;
    };
    let name = reader.name(entry);
    let subtype = table
        .required("subtype")
        .and_then(|value| value.sql("a data type", parse_type));
    let operator_class = table.sql("operator_class", "the name of an operator class", parse_name);
    let collation = table.sql("collate", "the name of a collation", parse_name);
    let canonical = table.sql("canonical", "the name of a function", parse_name);
    let subtype_diff = table.sql("subtype_diff", "the name of a function", parse_name);
    let multirange = table.sql("multirange", "the name of a type", parse_name);
    let comment = comment(&table);
    table.finish();
    let (Some(name), Some(subtype)) = (name, subtype) else {
        return;
    };
    let builtin = |name: ObjectName| match name.schema.as_deref() {
        Some("pg_catalog") => ObjectName::bare(name.name),
        _ => name,
    };
    let definition = CreateRangeType {
        name,
        subtype,
        operator_class: operator_class.map(builtin),
        collation: collation.filter(|collation| *collation != ObjectName::bare("default")),
        canonical: canonical.map(builtin),
        subtype_diff: subtype_diff.map(builtin),
        multirange,
    };
    reader.define(RangeType { definition, comment }, &entry.origin());
}
