//! Triggers and policies.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, optional, relation};
use crate::syntax::{
    ConstraintTrigger, CreatePolicy, CreateTrigger, PolicyCommand, TriggerEvent, TriggerTiming,
};
use crate::tree;

// Bits of a trigger's type, from src/include/catalog/pg_trigger.h.
const BEFORE: i32 = 1 << 1;
const INSERT: i32 = 1 << 2;
const DELETE: i32 = 1 << 3;
const UPDATE: i32 = 1 << 4;
const TRUNCATE: i32 = 1 << 5;
const INSTEAD: i32 = 1 << 6;

/// Converts `CREATE TRIGGER`.
pub(crate) fn create_trigger(node: &pb::CreateTrigStmt) -> Result<CreateTrigger> {
    let timing = match node.timing {
        BEFORE => TriggerTiming::Before,
        INSTEAD => TriggerTiming::InsteadOf,
        _ => TriggerTiming::After,
    };
    let mut columns = tree::owned_strings(&node.columns);
    columns.sort();
    let events = [
        (INSERT, TriggerEvent::Insert),
        (DELETE, TriggerEvent::Delete),
        (UPDATE, TriggerEvent::Update(columns)),
        (TRUNCATE, TriggerEvent::Truncate),
    ];
    let mut trigger = CreateTrigger {
        name: node.trigname.clone(),
        table: relation(node.relation.as_ref())?,
        timing,
        events: events
            .into_iter()
            .filter(|(bit, _)| node.events & bit != 0)
            .map(|(_, event)| event)
            .collect(),
        for_each_row: node.row,
        when: optional(node.when_clause.as_deref())?,
        function: tree::object_name(&node.funcname),
        arguments: tree::owned_strings(&node.args),
        constraint: node.isconstraint.then(|| ConstraintTrigger {
            from: node.constrrel.as_ref().map(tree::relation_name),
            deferrable: node.deferrable,
            initially_deferred: node.initdeferred,
        }),
        old_table: None,
        new_table: None,
    };
    for transition in &node.transition_rels {
        let Some(NodeEnum::TriggerTransition(transition)) = &transition.node else {
            continue;
        };
        if !transition.is_table {
            return Err(Problem::new(
                "ROW variable naming in the REFERENCING clause is not supported by PostgreSQL",
            ));
        }
        let place = if transition.is_new {
            &mut trigger.new_table
        } else {
            &mut trigger.old_table
        };
        *place = Some(transition.name.clone());
    }
    Ok(trigger)
}

/// Converts `CREATE POLICY`.
pub(super) fn create_policy(node: &pb::CreatePolicyStmt) -> Result<CreatePolicy> {
    let mut roles: Vec<String> = node.roles.iter().filter_map(role).collect();
    roles.sort();
    roles.dedup();
    Ok(CreatePolicy {
        name: node.policy_name.clone(),
        table: relation(node.table.as_ref())?,
        permissive: node.permissive,
        command: match node.cmd_name.as_str() {
            "select" => PolicyCommand::Select,
            "insert" => PolicyCommand::Insert,
            "update" => PolicyCommand::Update,
            "delete" => PolicyCommand::Delete,
            _ => PolicyCommand::All,
        },
        roles,
        using: optional(node.qual.as_deref())?,
        check: optional(node.with_check.as_deref())?,
    })
}

/// A role's name; the role that runs the statement is named by the key word.
fn role(node: &pb::Node) -> Option<String> {
    let Some(NodeEnum::RoleSpec(role)) = &node.node else {
        return None;
    };
    Some(match pb::RoleSpecType::try_from(role.roletype) {
        Ok(pb::RoleSpecType::RolespecPublic) => "public".to_owned(),
        Ok(pb::RoleSpecType::RolespecCurrentRole) => "current_role".to_owned(),
        Ok(pb::RoleSpecType::RolespecCurrentUser) => "current_user".to_owned(),
        Ok(pb::RoleSpecType::RolespecSessionUser) => "session_user".to_owned(),
        _ => role.rolename.clone(),
    })
}
