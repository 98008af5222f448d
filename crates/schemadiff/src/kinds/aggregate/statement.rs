//! Aggregates as SQL statements write them.

use schemadiff_sql::syntax::CreateAggregate;

use super::Aggregate;
use crate::source::Script;

/// `CREATE AGGREGATE`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateAggregate) {
    definition.name = script.own_name(definition.name);
    for argument in &mut definition.arguments {
        script.mention_type(&mut argument.data_type);
        // PostgreSQL keeps no modifiers of argument types, which are part of the aggregate's identity.
        argument.data_type.modifiers.clear();
    }
    script.mention_type(&mut definition.state.data_type);
    if let Some((state, _)) = &mut definition.moving {
        script.mention_type(&mut state.data_type);
    }
    for function in definition.functions_mut() {
        script.mention_function(function);
    }
    if let Some(operator) = &mut definition.sort_operator {
        script.mention_operator(operator);
    }
    script.define(Aggregate {
        definition,
        comment: None,
    });
}
