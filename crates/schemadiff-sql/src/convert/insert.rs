//! `INSERT … VALUES`: rows that a schema requires.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use super::{Problem, Result, relation};
use crate::syntax::{Insert, SeedValue, Statement};
use crate::{tree, type_name};

/// Converts `INSERT`; one that computes something is not a list of rows.
pub(super) fn insert(node: &pb::InsertStmt) -> Result<Statement> {
    let other = |what: &str| {
        Ok(Statement::Other {
            what: what.to_owned(),
        })
    };
    if node.with_clause.is_some() || node.returning_clause.is_some() {
        return other("INSERT with WITH or RETURNING");
    }
    let Some(NodeEnum::SelectStmt(values)) = tree::inner(node.select_stmt.as_deref()) else {
        return other("INSERT with DEFAULT VALUES");
    };
    if values.values_lists.is_empty() {
        return other("INSERT with a query");
    }
    let mut columns = Vec::new();
    for column in &node.cols {
        match &column.node {
            Some(NodeEnum::ResTarget(target)) if target.indirection.is_empty() => {
                columns.push(target.name.clone());
            }
            _ => return other("INSERT with parts of columns"),
        }
    }
    let mut rows = Vec::new();
    for row in &values.values_lists {
        let items = tree::items(row);
        if !columns.is_empty() && items.len() != columns.len() {
            let message = format!("a row has {} values for {} columns", items.len(), columns.len());
            return Err(Problem {
                message,
                at: items.iter().find_map(location),
            });
        }
        match items.iter().map(literal).collect() {
            Some(row) => rows.push(row),
            None => return other("INSERT with expressions"),
        }
    }
    let table = relation(node.relation.as_ref())?;
    let Some(conflict) = &node.on_conflict_clause else {
        return Ok(Statement::Insert(Insert {
            table,
            columns,
            rows,
            conflict_columns: Vec::new(),
            update: false,
        }));
    };
    let update = conflict.action == pb::OnConflictAction::OnconflictUpdate as i32;
    match conflict_columns(conflict) {
        Some(conflict_columns) => Ok(Statement::Insert(Insert {
            table,
            columns,
            rows,
            conflict_columns,
            update,
        })),
        None => other("INSERT with an ON CONFLICT clause of its own"),
    }
}

/// A literal that the column's type can read from text.
fn literal(node: &pb::Node) -> Option<SeedValue> {
    match &node.node {
        Some(NodeEnum::AConst(constant)) => match &constant.val {
            _ if constant.isnull => Some(SeedValue::Null),
            Some(Val::Bsval(_)) | None => None,
            Some(value) => Some(SeedValue::Literal(tree::constant_text(value))),
        },
        // What a truth value is printed as is not what it may be written as.
        Some(NodeEnum::TypeCast(cast))
            if !type_name::convert_bare(cast.type_name.as_ref()?).is_builtin("bool") =>
        {
            literal(cast.arg.as_deref()?)
        }
        _ => None,
    }
}

fn location(node: &pb::Node) -> Option<usize> {
    match &node.node {
        Some(NodeEnum::AConst(constant)) => usize::try_from(constant.location).ok(),
        _ => None,
    }
}

/// The columns of `ON CONFLICT`, when the clause says no more than "nothing" or "take the new values".
fn conflict_columns(conflict: &pb::OnConflictClause) -> Option<Vec<String>> {
    let updates_plainly = conflict.where_clause.is_none() && conflict.target_list.iter().all(takes_new_value);
    let Some(infer) = conflict.infer.as_ref().filter(|_| updates_plainly) else {
        return updates_plainly.then(Vec::new);
    };
    if !infer.conname.is_empty() || infer.where_clause.is_some() {
        return None;
    }
    let columns = infer.index_elems.iter().map(|element| match &element.node {
        Some(NodeEnum::IndexElem(element)) if element.expr.is_none() => Some(element.name.clone()),
        _ => None,
    });
    columns.collect()
}

/// Whether an assignment is `column = EXCLUDED.column`.
fn takes_new_value(target: &pb::Node) -> bool {
    let Some(NodeEnum::ResTarget(target)) = &target.node else {
        return false;
    };
    match tree::inner(target.val.as_deref()) {
        Some(NodeEnum::ColumnRef(column)) => {
            tree::strings(&column.fields) == ["excluded", target.name.as_str()]
        }
        _ => false,
    }
}
