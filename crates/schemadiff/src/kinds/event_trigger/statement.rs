//! Event triggers as SQL statements write them.

use schemadiff_sql::syntax::{AlterEventTrigger, CreateEventTrigger, TriggerFiring};

use super::EventTrigger;
use crate::catalog::{Kind, ObjectRef};
use crate::diag::code;
use crate::kinds::trigger::TriggerEnabled;
use crate::source::Script;

/// `CREATE EVENT TRIGGER`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateEventTrigger) {
    script.mention_function(&mut definition.function);
    script.define(EventTrigger {
        definition,
        enabled: TriggerEnabled::Origin,
        comment: None,
    });
}

/// `ALTER EVENT TRIGGER … ENABLE` or `DISABLE`.
pub(crate) fn alter(script: &mut Script<'_>, alter: &AlterEventTrigger) {
    let id = EventTrigger::id_of(&alter.name);
    let enabled = match alter.firing {
        TriggerFiring::Origin => TriggerEnabled::Origin,
        TriggerFiring::Disabled => TriggerEnabled::Disabled,
        TriggerFiring::Replica => TriggerEnabled::Replica,
        TriggerFiring::Always => TriggerEnabled::Always,
    };
    match script.into.catalog.event_triggers.get_mut(&id) {
        Some(trigger) => trigger.enabled = enabled,
        None => script.missing(code::MISSING_OBJECT, ObjectRef::new(Kind::EventTrigger, id)),
    }
}
