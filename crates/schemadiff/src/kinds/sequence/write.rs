//! `[sequences]`, and the options that identity columns share with them.

use schemadiff_sql::syntax::{Column, ObjectName, Persistence, SequenceOptions, TypeName};
use schemadiff_sql::{Expr, quote};

use super::Sequence;
use crate::canon::serial_sequence_name;
use crate::catalog::{Catalog, ObjectId};
use crate::kinds::Table;
use crate::render::toml::{Fields, Writer};
use crate::source::toml::write_part;

/// Writes the sequences that no `serial` column stands for.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let catalog = writer.catalog();
    for sequence in catalog
        .sequences
        .values()
        .filter(|sequence| !is_serial(sequence, catalog))
    {
        let mut fields = Fields::default();
        fields.put_some(
            "as",
            sequence
                .options
                .data_type
                .as_ref()
                .map(|data_type| writer.data_type(data_type)),
        );
        options(&sequence.options, &mut fields);
        if let Some(owner) = &sequence.options.owned_by {
            fields.put(
                "owned_by",
                format!("{}.{}", writer.key(&owner.table), write_part(&owner.column)),
            );
        }
        fields.put_some("comment", sequence.comment.as_ref());
        let key = writer.key(&sequence.name);
        writer
            .document
            .section_even_if_empty(&["sequences", &key], &fields);
    }
}

/// The options that are numbers and flags.
pub(crate) fn options(options: &SequenceOptions, fields: &mut Fields) {
    fields.put_some("start", options.start);
    fields.put_some("increment", options.increment);
    fields.put_some("min", options.min);
    fields.put_some("max", options.max);
    fields.put_some("cache", options.cache);
    fields.put_true("cycle", options.cycle);
    let unlogged = |persistence| persistence == Persistence::Unlogged;
    fields.put_some("unlogged", options.persistence.map(unlogged));
}

fn is_serial(sequence: &Sequence, catalog: &Catalog) -> bool {
    let Some(owner) = &sequence.options.owned_by else {
        return false;
    };
    let table = catalog.tables.get(&ObjectId::named(owner.table.clone()));
    let column = table.and_then(|table| Some((table, table.column(&owner.column)?)));
    column.is_some_and(|(table, column)| {
        serial_word(table, column, catalog).is_some() && named_for(sequence, table, column)
    })
}

fn named_for(sequence: &Sequence, table: &Table, column: &Column) -> bool {
    sequence.name == serial_sequence_name(&table.name, &column.name, 0)
}

/// `serial`, `bigserial` or `smallserial` for a column that is exactly what the word stands for.
pub(crate) fn serial_word(table: &Table, column: &Column, catalog: &Catalog) -> Option<&'static str> {
    let (word, own_type) = match &column.data_type {
        kind if kind.is_builtin("int2") => ("smallserial", Some(TypeName::builtin("int2"))),
        kind if kind.is_builtin("int4") => ("serial", Some(TypeName::builtin("int4"))),
        kind if kind.is_builtin("int8") => ("bigserial", None),
        _ => return None,
    };
    let name = serial_sequence_name(&table.name, &column.name, 0);
    let sequence = catalog.sequences.get(&ObjectId::named(name.clone()))?;
    let owner = sequence.options.owned_by.as_ref()?;
    let plain = SequenceOptions {
        data_type: own_type,
        owned_by: Some(owner.clone()),
        ..SequenceOptions::default()
    };
    let fits = owner.table == table.name
        && owner.column == column.name
        && sequence.options == plain
        && sequence.comment.is_none()
        && column.not_null
        && column.default == next_value(&name);
    fits.then_some(word)
}

fn next_value(sequence: &ObjectName) -> Option<Expr> {
    Expr::parse(&format!(
        "nextval({}::regclass)",
        quote::literal(&sequence.to_string())
    ))
    .ok()
}
