//! Functions and procedures as SQL statements write them.

use schemadiff_sql::syntax::{CreateFunction, Returns};

use super::Function;
use crate::source::Script;

/// `CREATE FUNCTION` or `CREATE PROCEDURE`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateFunction) {
    definition.name = script.own_name(definition.name);
    for argument in &mut definition.arguments {
        script.mention_type(&mut argument.data_type);
        // PostgreSQL keeps no modifiers of argument types, which are part of the function's identity.
        argument.data_type.modifiers.clear();
        script.mention_in(&mut argument.default);
    }
    match &mut definition.returns {
        Some(Returns::Type(kind) | Returns::SetOf(kind)) => script.mention_type(kind),
        Some(Returns::Table(columns)) => columns.iter_mut().for_each(|(_, kind)| script.mention_type(kind)),
        None => {}
    }
    if let Some(support) = &mut definition.support {
        script.mention_function(support);
    }
    script.define(Function {
        definition,
        comment: None,
    });
}
