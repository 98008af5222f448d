//! Conversions as SQL statements write them.

use schemadiff_sql::syntax::CreateConversion;

use super::Conversion;
use crate::source::Script;

/// `CREATE CONVERSION`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateConversion) {
    definition.name = script.own_name(definition.name);
    script.mention_function(&mut definition.function);
    script.define(Conversion {
        definition,
        comment: None,
    });
}
