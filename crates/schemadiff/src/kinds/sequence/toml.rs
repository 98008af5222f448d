//! `[sequences]`, and the options that identity columns share with them.

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::{Persistence, SequenceOptions};

use super::Sequence;
use crate::source::toml::{Entry, Reader, Table, Value, comment};

/// `[sequences.order_no] start = 1000, owned_by = "orders.number"`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let Some(table) = entry.table("sequence") else {
        return;
    };
    let mut options = options(&table);
    options.data_type = table.sql("as", "a data type", parse_type);
    options.owned_by = table
        .get("owned_by")
        .and_then(|value| value.owner(reader.default_schema()));
    let comment = comment(&table);
    table.finish();
    if let Some(name) = name {
        reader.define(
            Sequence {
                name,
                options,
                comment,
            },
            &entry.origin(),
        );
    }
}

/// The options that are numbers and flags.
pub(crate) fn options(table: &Table<'_>) -> SequenceOptions {
    let increment = table.get("increment");
    let step = increment.and_then(Value::integer);
    if let (Some(value), Some(0)) = (increment, step) {
        value.bad(
            "`increment` cannot be zero",
            "write a positive or a negative number",
        );
    }
    SequenceOptions {
        start: table.integer("start"),
        increment: step,
        min: table.integer("min"),
        max: table.integer("max"),
        cache: table.integer("cache"),
        cycle: table.flag("cycle").unwrap_or_default(),
        persistence: table.flag("unlogged").map(|unlogged| {
            if unlogged {
                Persistence::Unlogged
            } else {
                Persistence::Permanent
            }
        }),
        ..SequenceOptions::default()
    }
}
