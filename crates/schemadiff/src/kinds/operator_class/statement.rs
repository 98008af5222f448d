//! Operator classes as SQL statements write them.

use schemadiff_sql::syntax::{CreateOperatorClass, ObjectName};

use super::{OperatorClass, class_ref};
use crate::catalog::ObjectId;
use crate::diag::code;
use crate::kinds::operator_family::statement::mentioned;
use crate::source::Script;

/// `CREATE OPERATOR CLASS`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateOperatorClass) {
    definition.name = script.own_name(definition.name);
    definition.family = definition.family.map(|family| script.own_name(family));
    for data_type in std::iter::once(&mut definition.data_type).chain(&mut definition.storage) {
        script.mention_type(data_type);
    }
    let members = std::mem::take(&mut definition.members);
    definition.members = members.into_iter().map(|member| mentioned(script, member)).collect();
    script.define(OperatorClass { definition, comment: None });
}

/// `COMMENT ON OPERATOR CLASS`.
pub(crate) fn comment(script: &mut Script<'_>, name: ObjectName, method: &str, text: Option<String>) {
    let name = script.own_name(name);
    match script.into.catalog.operator_classes.get_mut(&ObjectId::part(name.clone(), method)) {
        Some(class) => class.comment = text,
        None => class_ref(&name, method).into_iter().for_each(|class| script.missing(code::MISSING_OBJECT, class)),
    }
}
