//! Policies as SQL statements write them.

use schemadiff_sql::syntax::CreatePolicy;

use super::Policy;
use crate::source::Script;

/// `CREATE POLICY`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreatePolicy) {
    definition.table = script.relation_name(definition.table);
    script.mention_in(definition.using.iter_mut().chain(&mut definition.check));
    script.define(Policy {
        definition,
        comment: None,
    });
}
