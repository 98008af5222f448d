//! Triggers as SQL statements write them.

use schemadiff_sql::syntax::CreateTrigger;

use super::{Trigger, TriggerEnabled};
use crate::source::Script;

/// `CREATE TRIGGER`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateTrigger) {
    definition.table = script.relation_name(definition.table);
    script.mention_function(&mut definition.function);
    script.mention_in(&mut definition.when);
    if let Some(from) = definition
        .constraint
        .as_mut()
        .and_then(|constraint| constraint.from.as_mut())
    {
        script.mention(from);
    }
    script.define(Trigger {
        definition,
        enabled: TriggerEnabled::Origin,
        comment: None,
    });
}
