//! Small things one does with a grammar's tree: read lists of names, build constants, print.
//!
//! Separate so that the files that decide something do not drown in `Some(Node { node: Some(…) })`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use crate::quote;
use crate::syntax::ObjectName;

/// Wraps a node.
pub(crate) fn node(node: NodeEnum) -> pb::Node {
    pb::Node { node: Some(node) }
}

/// The node inside an optional box.
pub(crate) fn inner(node: Option<&pb::Node>) -> Option<&NodeEnum> {
    node.and_then(|node| node.node.as_ref())
}

/// A name or keyword as a node.
pub(crate) fn string(text: &str) -> pb::Node {
    node(NodeEnum::String(pb::String {
        sval: text.to_owned(),
    }))
}

/// An integer as a node.
pub(crate) fn integer(value: i32) -> pb::Node {
    node(NodeEnum::Integer(pb::Integer { ival: value }))
}

/// A constant as a node.
pub(crate) fn constant(value: Val) -> pb::Node {
    node(NodeEnum::AConst(pb::AConst {
        isnull: false,
        location: 0,
        val: Some(value),
    }))
}

/// An integer constant as a node.
pub(crate) fn integer_constant(value: i32) -> pb::Node {
    constant(Val::Ival(pb::Integer { ival: value }))
}

/// A string constant as a node.
pub(crate) fn string_constant(text: &str) -> pb::Node {
    constant(Val::Sval(pb::String {
        sval: text.to_owned(),
    }))
}

/// A column reference as a node.
pub(crate) fn column(parts: &[&str]) -> pb::Node {
    node(NodeEnum::ColumnRef(pb::ColumnRef {
        fields: parts.iter().map(|part| string(part)).collect(),
        location: 0,
    }))
}

/// The text of a string node.
pub(crate) fn text(node: &pb::Node) -> Option<&str> {
    match &node.node {
        Some(NodeEnum::String(string)) => Some(&string.sval),
        _ => None,
    }
}

/// The texts of a list of string nodes; others are left out.
pub(crate) fn strings(nodes: &[pb::Node]) -> Vec<&str> {
    nodes.iter().filter_map(text).collect()
}

/// The texts of a list of string nodes, owned.
pub(crate) fn owned_strings(nodes: &[pb::Node]) -> Vec<String> {
    nodes
        .iter()
        .filter_map(|node| text(node).map(str::to_owned))
        .collect()
}

/// A perhaps qualified name from its parts, `pg_catalog` dropped. A database in front of the schema is dropped too: it
/// can only be this one.
pub(crate) fn object_name(parts: &[pb::Node]) -> ObjectName {
    match strings(parts).as_slice() {
        [] => ObjectName::bare(""),
        [name] | [.., "pg_catalog", name] => ObjectName::bare(*name),
        [.., schema, name] => ObjectName::qualified(*schema, *name),
    }
}

/// A relation's name.
pub(crate) fn relation_name(relation: &pb::RangeVar) -> ObjectName {
    let schema = (!relation.schemaname.is_empty()).then(|| relation.schemaname.clone());
    ObjectName {
        schema,
        name: relation.relname.clone(),
    }
}

/// The items of a list node, or nothing.
pub(crate) fn items(node: &pb::Node) -> &[pb::Node] {
    match &node.node {
        Some(NodeEnum::List(list)) => &list.items,
        _ => &[],
    }
}

/// A type's modifier as SQL.
pub(crate) fn modifier_text(modifier: &pb::Node) -> String {
    match &modifier.node {
        Some(NodeEnum::AConst(constant)) => match &constant.val {
            Some(Val::Sval(string)) => quote::literal(&string.sval),
            Some(value) => constant_text(value),
            None => "NULL".to_owned(),
        },
        Some(NodeEnum::ColumnRef(column)) => strings(&column.fields)
            .iter()
            .map(|part| quote::identifier(part))
            .collect::<Vec<_>>()
            .join("."),
        _ => expression_sql(modifier).unwrap_or_default(),
    }
}

/// The text of a constant, a string's without quotes.
pub(crate) fn constant_text(value: &Val) -> String {
    match value {
        Val::Ival(value) => value.ival.to_string(),
        Val::Fval(value) => value.fval.clone(),
        Val::Boolval(value) => value.boolval.to_string(),
        Val::Sval(value) => value.sval.clone(),
        Val::Bsval(value) => value.bsval.clone(),
    }
}

/// A `SELECT` of one expression, for printing.
pub(crate) fn select_of(expression: pb::Node) -> pb::SelectStmt {
    let target = pb::ResTarget {
        val: Some(Box::new(expression)),
        ..Default::default()
    };
    pb::SelectStmt {
        target_list: vec![node(NodeEnum::ResTarget(Box::new(target)))],
        limit_option: pb::LimitOption::Default as i32,
        op: pb::SetOperation::SetopNone as i32,
        ..Default::default()
    }
}

/// Prints an expression; `None` where the deparser gives up.
pub(crate) fn expression_sql(expression: &pb::Node) -> Option<String> {
    let select = node(NodeEnum::SelectStmt(Box::new(select_of(expression.clone()))));
    let sql = statement_sql(&select, pg_query::DeparseOptions::default())?;
    sql.strip_prefix("SELECT ").map(str::to_owned)
}

/// Prints a statement; `None` where the deparser gives up.
pub(crate) fn statement_sql(statement: &pb::Node, options: pg_query::DeparseOptions) -> Option<String> {
    statement.deparse(options).ok()
}
