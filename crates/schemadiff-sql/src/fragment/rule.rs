//! What rules do: statements, each kept as a body of its own.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::body_tree;
use super::place::Place;
use crate::syntax::Body;
use crate::{References, Scope, SqlError, convert, references, tree};

/// Parses what a rule does: statements that are set apart by semicolons.
pub fn parse_rule_actions(text: &str) -> Result<Vec<Body>, SqlError> {
    let place = Place {
        statements: true,
        ..Place::between("CREATE RULE x AS ON INSERT TO y DO (", ")", "what a rule does")
    };
    place.read(text, |statement| match statement {
        NodeEnum::RuleStmt(rule) => Some(convert::rule_actions(&rule)),
        _ => None,
    })
}

/// What a body refers to, with the columns that its statements write; nothing for one that is text.
pub fn sql_body_references(body: &Body) -> References {
    let Body::Sql(text) = body else {
        return References::default();
    };
    let Some(mut tree) = body_tree(text) else {
        return References::default();
    };
    let mut references = references::collect(&mut tree).references;
    for statement in statements(&tree) {
        let written = match &statement.node {
            Some(NodeEnum::InsertStmt(insert)) => {
                let conflict = insert
                    .on_conflict_clause
                    .iter()
                    .flat_map(|conflict| &conflict.target_list);
                insert.cols.iter().chain(conflict).collect()
            }
            Some(NodeEnum::UpdateStmt(update)) => update.target_list.iter().collect::<Vec<_>>(),
            _ => continue,
        };
        references.columns.extend(written.into_iter().filter_map(target));
    }
    references
}

/// Writes the columns of an INSERT that names none, as PostgreSQL does when it stores a rule: as many as there are values.
pub fn name_insert_columns(body: &Body, scope: &dyn Scope) -> Body {
    let Body::Sql(text) = body else {
        return body.clone();
    };
    let Some(mut tree) = body_tree(text) else {
        return body.clone();
    };
    let Some(NodeEnum::List(outer)) = &mut tree.node else {
        return body.clone();
    };
    for list in &mut outer.items {
        let Some(NodeEnum::List(list)) = &mut list.node else {
            continue;
        };
        for statement in &mut list.items {
            if let Some(NodeEnum::InsertStmt(insert)) = &mut statement.node {
                name_columns(insert, scope);
            }
        }
    }
    convert::sql_body(&tree).unwrap_or_else(|_| body.clone())
}

fn name_columns(insert: &mut pb::InsertStmt, scope: &dyn Scope) {
    let (Some(relation), true) = (&insert.relation, insert.cols.is_empty()) else {
        return;
    };
    let Some(NodeEnum::SelectStmt(select)) = tree::inner(insert.select_stmt.as_deref()) else {
        return;
    };
    // How many columns a query has is only plain of VALUES.
    let Some(NodeEnum::List(values)) = select.values_lists.first().and_then(|row| row.node.as_ref()) else {
        return;
    };
    let columns = scope.columns(&tree::relation_name(relation)).unwrap_or_default();
    if columns.len() < values.items.len() {
        return;
    }
    let named = columns.into_iter().take(values.items.len()).map(|name| {
        let target = pb::ResTarget {
            name,
            ..pb::ResTarget::default()
        };
        tree::node(NodeEnum::ResTarget(Box::new(target)))
    });
    insert.cols = named.collect();
}

/// The statements of a body: a list of one list.
fn statements(tree: &pb::Node) -> impl Iterator<Item = &pb::Node> {
    tree::items(tree).iter().flat_map(tree::items)
}

fn target(node: &pb::Node) -> Option<String> {
    match &node.node {
        Some(NodeEnum::ResTarget(target)) if !target.name.is_empty() => Some(target.name.clone()),
        _ => None,
    }
}
