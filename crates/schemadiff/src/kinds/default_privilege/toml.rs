//! `default_privileges`.

use schemadiff_sql::syntax::DefaultOn;

use super::DefaultPrivilege;
use crate::kinds::access;
use crate::source::toml::{Reader, Value};

const KINDS: &[(&str, DefaultOn)] = &[
    ("tables", DefaultOn::Tables),
    ("sequences", DefaultOn::Sequences),
    ("functions", DefaultOn::Functions),
    ("types", DefaultOn::Types),
    ("schemas", DefaultOn::Schemas),
    ("large objects", DefaultOn::LargeObjects),
];

/// `default_privileges = [{ role = "app", schema = "app", on = "tables", grants = { reader = "select" } }]`, or a section
/// `[[default_privileges]]` for each.
pub(crate) fn read_all(value: Value<'_>, reader: &mut Reader<'_>) {
    for value in value.list().unwrap_or_default() {
        read(value, reader);
    }
}

fn read(value: Value<'_>, reader: &mut Reader<'_>) {
    let Some(table) = value.table("") else { return };
    let role = table.get("role").and_then(Value::part_name);
    let schema = table.get("schema").and_then(Value::part_name);
    let on = table.required("on");
    let grants = table.required("grants");
    table.finish();
    let (Some(place), Some(grants)) = (on, grants) else { return };
    let Some(on) = place.one_of(KINDS) else { return };
    if schema.is_some() && matches!(on, DefaultOn::Schemas | DefaultOn::LargeObjects) {
        return place.bad("these are in no schema", "take `schema` off");
    }
    let grants = access::toml::grants(grants, &on.sample());
    if !grants.columns.is_empty() {
        return value.bad("default privileges are on whole objects", "take the columns off");
    }
    reader.define(
        DefaultPrivilege {
            role,
            schema,
            on,
            grants: grants.object,
            server: None,
        },
        &value.origin(),
    );
}
