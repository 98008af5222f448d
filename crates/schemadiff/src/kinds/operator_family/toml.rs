//! `[operator_families]`.

use schemadiff_sql::syntax::{FamilyMember, ObjectName};
use schemadiff_sql::parse_family_member;

use super::OperatorFamily;
use crate::source::toml::{Entry, Reader, Table, Value, comment};

/// `[operator_families."temperatures using btree"]`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("operator family") else {
        return;
    };
    let name = name_and_method(entry, "temperatures", reader);
    let members = members(&table);
    let comment = comment(&table);
    table.finish();
    if let Some((name, method)) = name {
        let family = OperatorFamily { members, comment, ..OperatorFamily::new(name, method) };
        reader.define(family, &entry.origin());
    }
}

/// `name using method`.
pub(in crate::kinds) fn name_and_method(entry: &Entry<'_>, example: &str, reader: &Reader<'_>) -> Option<(ObjectName, String)> {
    let Some((name, method)) = entry.name.rsplit_once(" using ") else {
        entry.bad_key(
            format!("`{}` does not say its index method", entry.name),
            format!("write it with its method, as in `\"{example} using btree\"`"),
        );
        return None;
    };
    let name = entry.named(name.trim()).object_name(reader.default_schema());
    Some((name?, entry.named(method.trim()).part_name()?))
}

/// `members = ["operator 1 <", "function 1 compare(celsius, celsius)"]`.
pub(in crate::kinds) fn members(table: &Table<'_>) -> Vec<FamilyMember> {
    let written = table.get("members").and_then(Value::texts).unwrap_or_default();
    let parse = |(_, value): (&str, Value<'_>)| value.sql("an operator or function of an index", parse_family_member);
    written.into_iter().filter_map(parse).collect()
}
