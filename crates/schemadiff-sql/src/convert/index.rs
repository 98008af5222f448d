//! Indexes and their elements.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, column, constraint, optional, options, relation};
use crate::syntax::{CreateIndex, IndexDefinition, IndexElement, IndexValue};
use crate::tree;

/// Converts `CREATE INDEX`.
pub(super) fn create(node: &pb::IndexStmt) -> Result<CreateIndex> {
    Ok(CreateIndex {
        name: (!node.idxname.is_empty()).then(|| node.idxname.clone()),
        table: relation(node.relation.as_ref())?,
        only: node.relation.as_ref().is_some_and(|relation| !relation.inh),
        definition: IndexDefinition {
            method: if node.access_method.is_empty() {
                "btree".to_owned()
            } else {
                node.access_method.clone()
            },
            unique: node.unique,
            nulls_not_distinct: node.nulls_not_distinct,
            elements: nodes(&node.index_params).map(element).collect::<Result<_>>()?,
            include: nodes(&node.index_including_params)
                .map(included)
                .collect::<Result<_>>()?,
            predicate: optional(node.where_clause.as_deref())?,
            parameters: options::parameters(&node.options),
            tablespace: constraint::tablespace(&node.table_space),
        },
    })
}

fn nodes(list: &[pb::Node]) -> impl Iterator<Item = &pb::IndexElem> {
    list.iter().filter_map(|item| match &item.node {
        Some(NodeEnum::IndexElem(element)) => Some(&**element),
        _ => None,
    })
}

/// A column of `INCLUDE`, which may be nothing but a column.
fn included(node: &pb::IndexElem) -> Result<String> {
    if node.expr.is_some() {
        return Err(Problem::new("expressions are not supported in included columns"));
    }
    Ok(node.name.clone())
}

/// Converts an element.
///
/// A column in parentheses is a column, and a collation at the top of an expression is the element's
/// (`ComputeIndexAttrs()` in `src/backend/commands/indexcmds.c`).
pub(crate) fn element(node: &pb::IndexElem) -> Result<IndexElement> {
    let mut collation = column::collation_name(&node.collation);
    let mut expression = node.expr.as_deref();
    while let Some(NodeEnum::CollateClause(collate)) = tree::inner(expression) {
        if collation.is_none() {
            collation = column::collation(collate);
        }
        expression = collate.arg.as_deref();
    }
    let value = match expression {
        None => IndexValue::Column(node.name.clone()),
        Some(expression) => value_of(expression)?,
    };
    let descending = node.ordering == pb::SortByDir::SortbyDesc as i32;
    let nulls_first = match pb::SortByNulls::try_from(node.nulls_ordering) {
        Ok(pb::SortByNulls::SortbyNullsFirst) => true,
        Ok(pb::SortByNulls::SortbyNullsLast) => false,
        _ => descending,
    };
    Ok(IndexElement {
        value,
        collation,
        operator_class: (!node.opclass.is_empty()).then(|| tree::object_name(&node.opclass)),
        operator_class_parameters: options::parameters(&node.opclassopts),
        descending,
        nulls_first,
    })
}

/// A column or an expression.
pub(super) fn value_of(node: &pb::Node) -> Result<IndexValue> {
    let expression = super::expression(node)?;
    Ok(match expression.as_column() {
        Some(column) => IndexValue::Column(column),
        None => IndexValue::Expression(expression),
    })
}
