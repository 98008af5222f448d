//! `indexes` of a table or materialized view.

use schemadiff_sql::syntax::ObjectName;

use super::Index;
use crate::catalog::ObjectRef;
use crate::kinds::ObjectKind;
use crate::render::toml::{Fields, Node, Writer, sql, storage};

/// Writes the indexes of `relation` as a section under `path`. `columns` are those that reading knows of.
pub(crate) fn write_all(path: &[&str], relation: &ObjectName, columns: &[String], writer: &mut Writer<'_>) {
    let mut indexes = Fields::default();
    for index in writer.belongings.indexes(relation) {
        indexes.put(&index.name.name, write(index, columns, writer));
    }
    let path: Vec<&str> = path.iter().copied().chain(["indexes"]).collect();
    writer.document.section(&path, &indexes);
}

fn write(index: &Index, columns: &[String], writer: &Writer<'_>) -> Fields {
    let definition = &index.definition;
    let mut fields = Fields::default();
    fields.put_true("unique", definition.unique);
    let elements = definition
        .elements
        .iter()
        .map(|element| Node::from(sql::element(element, columns)));
    fields.put("on", Node::List(elements.collect()));
    if definition.method != "btree" {
        fields.put("method", &definition.method);
    }
    fields.put_list("include", &definition.include);
    fields.put_some(
        "where",
        definition.predicate.as_ref().map(schemadiff_sql::Expr::sql),
    );
    if definition.nulls_not_distinct {
        fields.put("nulls_distinct", false);
    }
    fields.put_table("storage", storage(&definition.parameters));
    fields.put_some("tablespace", definition.tablespace.as_ref());
    let mut statistics = Fields::default();
    for (number, target) in &index.statistics {
        statistics.put(number.to_string(), i64::from(*target));
    }
    fields.put_table("statistics", statistics);
    fields.put_some("comment", index.comment.as_ref());
    let annotation = writer.annotation(&ObjectRef::named(Index::KIND, &index.name));
    fields.put_some(
        "renamed_from",
        annotation.and_then(|annotation| annotation.renamed_from.as_ref()),
    );
    fields
}
