//! `[seeds]`.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::SeedValue;

use super::{OnConflict, Seed};
use crate::catalog::ObjectId;
use crate::kinds::Table;
use crate::sample::Amount;
use crate::render::toml::{Fields, Node, Writer, setting};

/// Writes the required rows of all tables.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for seed in writer.catalog().seeds.values() {
        let table = writer.catalog().tables.get(&ObjectId::named(seed.table.clone()));
        let key = writer.key(&seed.table);
        writer
            .document
            .section(&["seeds", "required", &key], &fields(seed, table));
    }
    for (name, set) in &writer.canonical.settings.seeds {
        let mut head = Fields::default();
        head.put_list("scripts", &set.scripts);
        let seed = set.generate.as_ref().and_then(|generate| generate.seed);
        head.put_some("seed", seed.and_then(|seed| i64::try_from(seed).ok()));
        writer.document.section(&["seeds", name], &head);
        if let Some(generate) = &set.generate {
            let mut volumes = Fields::default();
            for (table, amount) in &generate.rows {
                let key = writer.key(table);
                put_amount(&mut volumes, &key, amount, writer);
            }
            if let Some(amount) = &generate.otherwise {
                put_amount(&mut volumes, "*", amount, writer);
            }
            writer.document.section_even_if_empty(&["seeds", name, "generate"], &volumes);
        }
        for seed in &set.rows {
            let table = writer.catalog().tables.get(&ObjectId::named(seed.table.clone()));
            let key = writer.key(&seed.table);
            writer.document.section(&["seeds", name, &key], &fields(seed, table));
        }
    }
}

fn put_amount(fields: &mut Fields, key: &str, amount: &Amount, writer: &Writer<'_>) {
    match amount {
        Amount::Rows(rows) => fields.put(key, i64::try_from(*rows).unwrap_or(i64::MAX)),
        Amount::Per { rows, parent } => fields.put(key, format!("{rows} per {}", writer.key(parent))),
    }
}

fn fields(seed: &Seed, table: Option<&Table>) -> Fields {
    let mut fields = Fields::default();
    fields.put("key", &seed.key);
    if seed.on_conflict == OnConflict::Update {
        fields.put("on_conflict", "update");
    }
    fields.put_true("delete", seed.delete);
    fields.put(
        "rows",
        Node::List(seed.rows.iter().map(|values| row(values, table)).collect()),
    );
    fields
}

/// Columns in the order of the table, so that rows read like its definition.
fn row(values: &BTreeMap<String, SeedValue>, table: Option<&Table>) -> Node {
    let position = |column: &str| {
        let columns = table.map_or(&[][..], |table| &table.columns);
        columns
            .iter()
            .position(|known| known.name == column)
            .unwrap_or(columns.len())
    };
    let mut sorted: Vec<_> = values.iter().collect();
    sorted.sort_by_key(|(column, _)| position(column));
    let mut row = Fields::default();
    for (column, value) in sorted {
        row.put(column, literal(value, column, table));
    }
    Node::Table(row)
}

/// A number or boolean for columns of such types, a string for all others: their literals are the same.
fn literal(value: &SeedValue, column: &str, table: Option<&Table>) -> Node {
    let text = match value {
        SeedValue::Literal(text) => text,
        SeedValue::Null => {
            let mut null = Fields::default();
            null.put("null", true);
            return Node::Table(null);
        }
    };
    let data_type = table
        .and_then(|table| table.column(column))
        .map(|column| &column.data_type);
    let plain = data_type.is_some_and(|kind| {
        ["int2", "int4", "int8", "numeric", "bool"]
            .iter()
            .any(|name| kind.name.name == *name)
            && kind.is_known_builtin()
    });
    if plain { setting(text) } else { Node::from(text) }
}
