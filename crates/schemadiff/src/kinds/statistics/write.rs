//! `statistics` of a table, foreign table or materialized view.

use schemadiff_sql::syntax::{ObjectName, StatisticsKind};

use super::Statistics;
use crate::catalog::ident;
use crate::kinds::ObjectKind;
use crate::render::toml::{Fields, Writer};
use crate::source::toml::write_name;

/// Writes the statistics of `relation` as a section under `path`. `columns` are those that reading knows of.
pub(crate) fn write_all(path: &[&str], relation: &ObjectName, columns: &[String], writer: &mut Writer<'_>) {
    let mut all = Fields::default();
    for statistics in writer.belongings.statistics(relation) {
        let key = write_name(&statistics.name, relation.schema.as_deref().unwrap_or_default());
        all.put(&key, write(statistics, columns, writer));
    }
    let path: Vec<&str> = path.iter().copied().chain(["statistics"]).collect();
    writer.document.section(&path, &all);
}

fn write(statistics: &Statistics, columns: &[String], writer: &Writer<'_>) -> Fields {
    let mut fields = Fields::default();
    let column = |name: &String| if columns.contains(name) { name.clone() } else { ident(name) };
    let named = statistics.columns.iter().map(column);
    let expressions = statistics.expressions.iter().map(|expression| expression.sql().to_owned());
    fields.put_list("on", &named.chain(expressions).collect::<Vec<_>>());
    let is_all = StatisticsKind::ALL.iter().all(|kind| statistics.kinds.contains(kind));
    if !is_all {
        let kinds: Vec<String> = statistics.kinds.iter().map(|kind| kind.as_sql().to_owned()).collect();
        fields.put_list("kinds", &kinds);
    }
    fields.put_some("target", statistics.target.map(i64::from));
    fields.put_some("comment", statistics.comment.as_ref());
    let annotation = writer.annotation(&statistics.object_ref());
    fields.put_some("renamed_from", annotation.and_then(|annotation| annotation.renamed_from.as_ref()));
    fields
}
