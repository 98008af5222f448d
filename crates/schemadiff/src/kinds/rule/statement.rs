//! Rules as SQL statements write them.

use schemadiff_sql::syntax::{CreateRule, ObjectName};

use super::Rule;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::trigger::TriggerEnabled;
use crate::source::Script;

/// `CREATE RULE`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateRule) {
    definition.table = script.relation_name(definition.table);
    script.mention_in(&mut definition.condition);
    definition.actions.iter_mut().for_each(|action| script.mention_in_body(action));
    script.define(Rule {
        definition,
        enabled: TriggerEnabled::Origin,
        comment: None,
    });
}

/// `ENABLE` and `DISABLE RULE`.
pub(crate) fn switch(script: &mut Script<'_>, table: &ObjectName, name: String, enabled: TriggerEnabled) {
    let id = ObjectId::part(table.clone(), name);
    match script.into.catalog.rules.get_mut(&id) {
        Some(rule) => rule.enabled = enabled,
        None => script.missing(code::MISSING_OBJECT, ObjectRef::new(Kind::Rule, id)),
    }
}
