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

/// `SET`. A search path changes what every following name means.
fn set_variable(set: &pb::VariableSetStmt) -> Result<Statement> {
    if set.name != "search_path" {
        return Ok(Statement::Session);
    }
    let values: Option<Vec<&str>> = set.args.iter().map(constant).collect();
    match values {
        Some(values) => Ok(search_path(values)),
        None => Err(Problem::at(
            set.location,
            "a search_path that is not a list of names",
        )),
    }
}

/// The path that these names make; of none, the default one.
fn search_path<'a>(schemas: impl IntoIterator<Item = &'a str>) -> Statement {
    let schemas = schemas
        .into_iter()
        .filter(|schema| !matches!(*schema, "" | "pg_catalog" | "$user"));
    Statement::SearchPath(schemas.map(str::to_owned).collect())
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
            Some(Ok(match arguments.as_slice() {
                ["search_path", path, ..] => {
                    search_path(path.split(',').map(|schema| schema.trim().trim_matches('"')))
                }
                _ => Statement::Session,
            }))
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
