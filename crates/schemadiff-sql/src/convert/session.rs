//! Statements that say nothing about a schema.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;
use pg_query::protobuf::a_const::Val;

use super::{Problem, Result};
use crate::syntax::Statement;
use crate::tree;

/// Recognises a statement that only concerns the session, or data that are not part of a schema.
pub(super) fn session(node: &NodeEnum) -> Option<Result<Statement>> {
    match node {
        NodeEnum::VariableSetStmt(set) => Some(set_variable(set)),
        NodeEnum::TransactionStmt(_)
        | NodeEnum::ConstraintsSetStmt(_)
        | NodeEnum::VariableShowStmt(_)
        | NodeEnum::DiscardStmt(_)
        | NodeEnum::LockStmt(_)
        | NodeEnum::VacuumStmt(_)
        | NodeEnum::CheckPointStmt(_)
        | NodeEnum::RefreshMatViewStmt(_) => Some(Ok(Statement::Session)),
        NodeEnum::SelectStmt(select) => session_call(select),
        _ => None,
    }
}

/// `SET`. A search path of one's own would change what every following name means.
fn set_variable(set: &pb::VariableSetStmt) -> Result<Statement> {
    let values = set
        .args
        .iter()
        .map(constant)
        .collect::<Option<Vec<_>>>()
        .unwrap_or_default();
    check_path(&set.name, &values, set.location)?;
    Ok(Statement::Session)
}

/// Refuses a search path that begins with anything but the default schema's usual name.
fn check_path(name: &str, values: &[&str], location: i32) -> Result<()> {
    let first = values
        .iter()
        .find(|schema| !matches!(**schema, "" | "pg_catalog" | "$user" | "public"));
    match first.filter(|_| name == "search_path") {
        Some(schema) => {
            let message = format!(
                "a search_path that names \"{schema}\" is not modelled yet; qualify the names instead"
            );
            Err(Problem::at(location, message))
        }
        None => Ok(()),
    }
}

/// `SELECT set_config(…)` and `SELECT setval(…)`, as `pg_dump` writes them.
fn session_call(select: &pb::SelectStmt) -> Option<Result<Statement>> {
    let [
        pb::Node {
            node: Some(NodeEnum::ResTarget(target)),
        },
    ] = select.target_list.as_slice()
    else {
        return None;
    };
    let Some(NodeEnum::FuncCall(call)) = tree::inner(target.val.as_deref()) else {
        return None;
    };
    match *tree::strings(&call.funcname).last()? {
        "setval" => Some(Ok(Statement::Session)),
        "set_config" => {
            let arguments: Vec<&str> = call.args.iter().filter_map(constant).collect();
            let checked = match arguments.as_slice() {
                [name, path, ..] => {
                    let schemas: Vec<&str> = path
                        .split(',')
                        .map(|schema| schema.trim().trim_matches('"'))
                        .collect();
                    check_path(name, &schemas, call.location)
                }
                _ => Ok(()),
            };
            Some(checked.map(|()| Statement::Session))
        }
        _ => None,
    }
}

/// The text of a string constant.
fn constant(node: &pb::Node) -> Option<&str> {
    match &node.node {
        Some(NodeEnum::AConst(pb::AConst {
            val: Some(Val::Sval(string)),
            ..
        })) => Some(&string.sval),
        _ => None,
    }
}
