//! Event triggers.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Problem, Result, options};
use crate::syntax::{AlterEventTrigger, CreateEventTrigger, Statement, TriggerFiring};
use crate::tree;

/// Converts `CREATE EVENT TRIGGER`. The only filter variable is `tag`, whose values PostgreSQL keeps in capitals
/// (`CreateEventTrigger()` and `filter_list_to_array()` in `src/backend/commands/event_trigger.c`).
pub(super) fn create(node: &pb::CreateEventTrigStmt) -> Result<Statement> {
    let mut tags = Vec::new();
    for filter in options::elements(&node.whenclause) {
        if filter.defname != "tag" || !tags.is_empty() {
            return Err(Problem::at(
                filter.location,
                "an event trigger has one filter, on `TAG`",
            ));
        }
        if let Some(NodeEnum::List(list)) = tree::inner(filter.arg.as_deref()) {
            tags = tree::strings(&list.items)
                .into_iter()
                .map(str::to_uppercase)
                .collect();
        }
    }
    Ok(Statement::CreateEventTrigger(CreateEventTrigger {
        name: node.trigname.clone(),
        event: node.eventname.clone(),
        tags,
        function: tree::object_name(&node.funcname),
    }))
}

/// Converts `ALTER EVENT TRIGGER … ENABLE` and `DISABLE`.
pub(super) fn alter(node: &pb::AlterEventTrigStmt) -> Statement {
    Statement::AlterEventTrigger(AlterEventTrigger {
        name: node.trigname.clone(),
        firing: match node.tgenabled.as_str() {
            "D" => TriggerFiring::Disabled,
            "R" => TriggerFiring::Replica,
            "A" => TriggerFiring::Always,
            _ => TriggerFiring::Origin,
        },
    })
}
