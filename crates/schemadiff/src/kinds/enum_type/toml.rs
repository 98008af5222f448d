//! `[enums]`.

use std::collections::BTreeMap;

use super::EnumType;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::source::toml::{Entry, LONGEST_NAME, Reader, Value, comment};

/// `user_role = ["owner", "member"]` or `{ values = […], comment = "…" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let (values, comment) = if entry.value.is_table() {
        let Some(table) = entry.table("enum") else { return };
        let values = table.required("values").and_then(Value::texts);
        let comment = comment(&table);
        table.finish();
        (values, comment)
    } else {
        (entry.value.texts(), None)
    };
    let (Some(name), Some(written)) = (name, values) else {
        return;
    };
    let mut seen = BTreeMap::new();
    let mut values = Vec::new();
    for (text, value) in written {
        if text.len() > LONGEST_NAME {
            value.bad(
                format!(
                    "the value \"{text}\" is {} bytes long, PostgreSQL takes {LONGEST_NAME}",
                    text.len()
                ),
                "choose a shorter one",
            );
        } else if let Some(first) = seen.insert(text, value) {
            let message = format!("enum `{}` has the value \"{text}\" twice", name.name);
            value.report(
                value
                    .error(code::DUPLICATE, message, "again here")
                    .at_origin(Value::origin(first), "first here")
                    .help("remove one of them"),
            );
        } else {
            let part = ObjectRef::new(Kind::EnumValue, ObjectId::part(name.clone(), text));
            reader.declared.origins.insert(part, value.origin());
            values.push(text.to_owned());
        }
    }
    reader.define(
        EnumType {
            name,
            values,
            comment,
        },
        &entry.origin(),
    );
}
