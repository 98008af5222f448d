//! Range types as SQL statements write them.

use schemadiff_sql::syntax::CreateRangeType;

use super::RangeType;
use crate::source::Script;

/// `CREATE TYPE … AS RANGE`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateRangeType) {
    definition.name = script.own_name(definition.name);
    script.mention_type(&mut definition.subtype);
    if let Some(collation) = &mut definition.collation {
        script.mention_collation(collation);
    }
    for function in definition.canonical.iter_mut().chain(&mut definition.subtype_diff) {
        script.mention_function(function);
    }
    script.define(RangeType {
        definition,
        comment: None,
    });
}
