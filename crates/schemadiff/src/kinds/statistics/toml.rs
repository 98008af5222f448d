//! `statistics` of a table, foreign table or materialized view.

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{IndexValue, ObjectName, StatisticsKind};

use super::Statistics;
use crate::catalog::{Kind, ObjectRef};
use crate::kinds::table::settings::toml::statistics as target;
use crate::source::toml::{Entry, Reader, Table, Value, comment};

/// `[tables.T.statistics]`: `users_place = { on = ["city", "lower(zip)"], kinds = ["mcv"] }`. `columns` are those of the
/// relation, as far as they are known.
pub(crate) fn read_all(node: &Table<'_>, relation: &ObjectName, columns: &[String], reader: &mut Reader<'_>) {
    for entry in node.entries("statistics") {
        read(&entry, relation, columns, reader);
    }
}

fn read(entry: &Entry<'_>, relation: &ObjectName, columns: &[String], reader: &mut Reader<'_>) -> Option<()> {
    let name = entry.object_name(relation.schema.as_deref().unwrap_or_default());
    let table = entry.table("statistics")?;
    let elements = table.required("on").and_then(|value| elements(value, columns));
    let kinds = table.get("kinds").and_then(Value::one_or_more).unwrap_or_default().into_iter().filter_map(kind);
    let kinds = kinds.collect();
    let target = table.get("target").and_then(target);
    let comment = comment(&table);
    let renamed_from = table.string("renamed_from");
    table.finish();
    let mut statistics = Statistics { kinds, target, comment, ..Statistics::new(name?, relation.clone()) };
    elements?.into_iter().for_each(|element| statistics.add(element));
    let alone = statistics.columns.is_empty() && statistics.expressions.len() == 1;
    if alone && !statistics.kinds.is_empty() {
        entry.bad_key(
            "statistics of a single expression have no kinds",
            "remove `kinds`, or name another column or expression in `on`",
        );
    }
    if statistics.columns.len() + statistics.expressions.len() < 2 && !alone {
        entry.bad_key(
            "statistics of a single column are kept without asking",
            "name at least two columns, or an expression; `statistics` of the column sets its target",
        );
        return None;
    }
    if renamed_from.is_some() {
        let object = ObjectRef::named(Kind::Statistics, &statistics.name);
        reader.annotation(object).renamed_from = renamed_from;
    }
    reader.define(statistics, &entry.origin());
    Some(())
}

fn kind((word, value): (&str, Value<'_>)) -> Option<StatisticsKind> {
    let kind = StatisticsKind::from_word(word);
    if kind.is_none() {
        value.bad(format!("there are no statistics of kind `{word}`"), "write `ndistinct`, `dependencies` or `mcv`");
    }
    kind
}

/// What is exactly the name of a column is that column, even where SQL would want it in quotes.
fn elements(value: Value<'_>, columns: &[String]) -> Option<Vec<IndexValue>> {
    let written = value.one_or_more()?;
    let all = written.len();
    let elements = written.into_iter().filter_map(|(text, value)| {
        if columns.iter().any(|column| column == text) {
            return Some(IndexValue::Column(text.to_owned()));
        }
        let expression = value.sql("a column or expression of statistics", Expr::parse)?;
        Some(match expression.as_column() {
            Some(column) => IndexValue::Column(column),
            None => IndexValue::Expression(expression),
        })
    });
    // With one element missing they would be other statistics.
    let elements: Vec<_> = elements.collect();
    (elements.len() == all).then_some(elements)
}
