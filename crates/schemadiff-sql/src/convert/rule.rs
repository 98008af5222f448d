//! `CREATE RULE`.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, function, optional, relation};
use crate::syntax::{Body, CreateRule, RuleEvent, Statement};
use crate::tree;

/// Converts `CREATE RULE`. One for SELECT makes a view of what is a table, which nobody has written for long.
pub(super) fn create(node: &pb::RuleStmt) -> Result<Statement> {
    let event = match pb::CmdType::try_from(node.event) {
        Ok(pb::CmdType::CmdInsert) => RuleEvent::Insert,
        Ok(pb::CmdType::CmdUpdate) => RuleEvent::Update,
        Ok(pb::CmdType::CmdDelete) => RuleEvent::Delete,
        _ => return Err(Problem::new("a rule for SELECT makes a view: write CREATE VIEW")),
    };
    Ok(Statement::CreateRule(CreateRule {
        name: node.rulename.clone(),
        table: relation(node.relation.as_ref())?,
        event,
        instead: node.instead,
        condition: optional(node.where_clause.as_deref())?,
        actions: actions(node)?,
    }))
}

/// What a rule does, statement by statement.
pub(crate) fn actions(node: &pb::RuleStmt) -> Result<Vec<Body>> {
    let list = |items: Vec<pb::Node>| tree::node(NodeEnum::List(pb::List { items }));
    let one = |action: &pb::Node| function::sql_body(&list(vec![list(vec![action.clone()])]));
    node.actions
        .iter()
        .filter(|action| action.node.is_some())
        .map(one)
        .collect()
}
