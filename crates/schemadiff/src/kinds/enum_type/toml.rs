//! `[enums]`.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::EnumType;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::source::toml::{Entry, LONGEST_NAME, Reader, Table, Value, comment};

/// `user_role = ["owner", "member"]` or `{ values = […], comment = "…" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let (values, table) = if entry.value.is_table() {
        let Some(table) = entry.table("enum") else { return };
        (table.required("values").and_then(written_values), Some(table))
    } else {
        (written_values(entry.value), None)
    };
    let (Some(name), Some(written)) = (name, values) else {
        return;
    };
    let mut seen = BTreeMap::new();
    let mut values = Vec::new();
    for value in written {
        let Some((text, renamed_from)) = written_value(value) else {
            continue;
        };
        if let Some(first) = seen.insert(text, value) {
            let message = format!("enum `{}` has the value \"{text}\" twice", name.name);
            value.report(
                value
                    .error(code::DUPLICATE, message, "again here")
                    .at_origin(Value::origin(first), "first here")
                    .help("remove one of them"),
            );
            continue;
        }
        let part = ObjectRef::new(Kind::EnumValue, ObjectId::part(name.clone(), text));
        reader.declared.origins.insert(part.clone(), value.origin());
        if renamed_from.is_some() {
            reader.annotation(part).renamed_from = renamed_from;
        }
        values.push(text.to_owned());
    }
    let mut about = None;
    if let Some(table) = table {
        about = comment(&table);
        removed_values(&table, &name, &values, reader);
        table.finish();
    }
    let data_type = EnumType {
        name,
        values,
        comment: about,
    };
    reader.define(data_type, &entry.origin());
}

fn written_values(value: Value<'_>) -> Option<Vec<Value<'_>>> {
    if !value.raw().is_array() {
        value.wrong_type("a list of strings");
        return None;
    }
    value.list()
}

/// `"shipped"` or `{ name = "shipped", renamed_from = "sent" }`.
fn written_value(value: Value<'_>) -> Option<(&str, Option<String>)> {
    if !value.is_table() {
        return Some((value_name(value)?, None));
    }
    let table = value.table("value of an enum")?;
    let name = table.required("name");
    let renamed_from = table.string("renamed_from");
    table.finish();
    Some((value_name(name?)?, renamed_from))
}

fn value_name(value: Value<'_>) -> Option<&str> {
    let text = value.text()?;
    if text.len() > LONGEST_NAME {
        value.bad(
            format!("the value \"{text}\" is {} bytes long, PostgreSQL takes {LONGEST_NAME}", text.len()),
            "choose a shorter one",
        );
        return None;
    }
    Some(text)
}

/// `removed_values = { sent = "shipped" }`: what rows get that hold a value which goes.
fn removed_values(table: &Table<'_>, name: &ObjectName, values: &[String], reader: &mut Reader<'_>) {
    let written = table.get("removed_values").and_then(Value::entries);
    for entry in written.into_iter().flatten() {
        let Some(replacement) = entry.value.text() else {
            continue;
        };
        if values.iter().any(|value| value == entry.name) {
            entry.bad_key(
                format!("the value \"{}\" is said to be removed and is among `values`", entry.name),
                "take it out of one of the two",
            );
        } else if values.iter().any(|value| value == replacement) {
            let enum_type = ObjectRef::named(Kind::EnumType, name);
            reader
                .annotation(enum_type)
                .removed_values
                .insert(entry.name.to_owned(), replacement.to_owned());
        } else {
            entry.value.bad(
                format!("enum `{}` has no value \"{replacement}\" for rows to get", name.name),
                "name one of `values`",
            );
        }
    }
}
