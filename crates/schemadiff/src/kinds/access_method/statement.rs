//! Access methods as SQL statements write them.

use schemadiff_sql::syntax::CreateAccessMethod;

use super::AccessMethod;
use crate::source::Script;

/// `CREATE ACCESS METHOD`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateAccessMethod) {
    script.mention_function(&mut definition.handler);
    script.define(AccessMethod {
        definition,
        comment: None,
    });
}
