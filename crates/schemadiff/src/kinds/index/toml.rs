//! `indexes` of a table or materialized view.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{IndexDefinition, IndexElement, IndexValue, ObjectName};
use schemadiff_sql::{Expr, parse_index_element};

use super::Index;
use crate::catalog::ObjectRef;
use crate::kinds::ObjectKind;
use crate::kinds::table::settings::toml::statistics as target;
use crate::source::toml::{Entry, Reader, Table, Value, comment, storage};

/// `[tables.T.indexes]`. `columns` are those of the relation, as far as they are known.
pub(crate) fn read_all(
    indexes: Value<'_>,
    relation: &ObjectName,
    columns: &[String],
    reader: &mut Reader<'_>,
) {
    for entry in indexes.entries().unwrap_or_default() {
        read(&entry, relation, columns, reader);
    }
}

fn read(entry: &Entry<'_>, relation: &ObjectName, columns: &[String], reader: &mut Reader<'_>) -> Option<()> {
    let name = entry.part_name();
    let table = entry.table("index")?;
    let elements = table.required("on").and_then(|value| elements(value, columns));
    let definition = IndexDefinition {
        method: table.text("method").unwrap_or("btree").to_ascii_lowercase(),
        unique: table.flag("unique").unwrap_or_default(),
        nulls_not_distinct: !table.flag("nulls_distinct").unwrap_or(true),
        elements: elements.unwrap_or_default(),
        include: table.strings("include"),
        predicate: table.sql("where", "an expression", Expr::parse),
        parameters: storage(table.get("storage")),
        tablespace: table.get("tablespace").and_then(Value::part_name),
    };
    let statistics = statistics(&table, &definition);
    let comment = comment(&table);
    let renamed_from = table.string("renamed_from");
    table.finish();
    if definition.elements.is_empty() {
        return None;
    }
    let name = ObjectName {
        schema: relation.schema.clone(),
        name: name?,
    };
    if renamed_from.is_some() {
        reader
            .annotation(ObjectRef::named(Index::KIND, &name))
            .renamed_from = renamed_from;
    }
    reader.define(
        Index {
            name,
            table: relation.clone(),
            definition,
            valid: true,
            statistics,
            comment,
        },
        &entry.origin(),
    );
    Some(())
}

/// `statistics = { 2 = 500 }`: targets of expressions, by their numbers from 1.
fn statistics(table: &Table<'_>, definition: &IndexDefinition) -> BTreeMap<u16, u16> {
    let mut targets = BTreeMap::new();
    for entry in table.entries("statistics") {
        let number = entry.name.parse::<u16>().ok().filter(|number| *number > 0);
        let element = number.and_then(|number| definition.elements.get(usize::from(number) - 1));
        if !element.is_some_and(|element| matches!(element.value, IndexValue::Expression(_))) {
            let message = format!("`{}` is not the number of an expression in `on`", entry.name);
            entry.bad_key(message, "count the elements of `on` from 1; a column has the target of its table's column");
            continue;
        }
        if let (Some(number), Some(target)) = (number, target(entry.value)) {
            targets.insert(number, target);
        }
    }
    targets
}

/// `on = ["tenant_id", "lower(email) desc"]`. What is exactly the name of a column is that column, even where SQL would
/// want it in quotes.
fn elements(value: Value<'_>, columns: &[String]) -> Option<Vec<IndexElement>> {
    let written = value.one_or_more()?;
    if written.is_empty() {
        value.bad(
            "an index needs at least one column or expression",
            "name what to index: `on = [\"…\"]`",
        );
    }
    let element = |(text, value): (&str, Value<'_>)| {
        if columns.iter().any(|column| column == text) {
            return Some(column(text));
        }
        value.sql("a column or expression of an index", parse_index_element)
    };
    // With one element missing the index would be another one.
    let all = written.len();
    let elements: Vec<_> = written.into_iter().filter_map(element).collect();
    (elements.len() == all).then_some(elements)
}

fn column(name: &str) -> IndexElement {
    IndexElement {
        value: IndexValue::Column(name.to_owned()),
        collation: None,
        operator_class: None,
        operator_class_parameters: BTreeMap::new(),
        descending: false,
        nulls_first: false,
    }
}
