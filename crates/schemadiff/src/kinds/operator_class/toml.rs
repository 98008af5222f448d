//! `[operator_classes]`.

use schemadiff_sql::syntax::CreateOperatorClass;
use schemadiff_sql::parse_type;

use super::OperatorClass;
use crate::kinds::operator_family::toml::{members, name_and_method};
use crate::source::toml::{Entry, Reader, comment};

/// `[operator_classes."celsius_ops using btree"]`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("operator class") else {
        return;
    };
    let name = name_and_method(entry, "celsius_ops", reader);
    let data_type = table.required("type").and_then(|value| value.sql("a data type", parse_type));
    let is_default = table.flag("default").unwrap_or_default();
    let family = table.get("family").and_then(|value| value.object_name(reader.default_schema()));
    let storage = table.sql("storage", "a data type", parse_type);
    let members = members(&table);
    let comment = comment(&table);
    table.finish();
    let (Some((name, method)), Some(data_type)) = (name, data_type) else {
        return;
    };
    let definition = CreateOperatorClass {
        name,
        method,
        is_default,
        data_type,
        family,
        storage,
        members,
    };
    reader.define(OperatorClass { definition, comment }, &entry.origin());
}
