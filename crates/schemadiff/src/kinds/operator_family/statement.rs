//! Operator families as SQL statements write them.

use schemadiff_sql::syntax::{FamilyMember, ObjectName};

use super::{OperatorFamily, family_ref};
use crate::catalog::ObjectId;
use crate::diag::code;
use crate::source::Script;

/// `CREATE OPERATOR FAMILY`.
pub(crate) fn create(script: &mut Script<'_>, name: ObjectName, method: String) {
    let name = script.own_name(name);
    script.define(OperatorFamily::new(name, method));
}

/// `ALTER OPERATOR FAMILY … ADD`. A class may have made the family.
pub(crate) fn add(script: &mut Script<'_>, name: ObjectName, method: &str, members: Vec<FamilyMember>) {
    let name = script.own_name(name);
    let members = members.into_iter().map(|member| mentioned(script, member)).collect::<Vec<_>>();
    let id = ObjectId::part(name.clone(), method);
    let catalog = &mut script.into.catalog;
    let is_made = catalog.operator_classes.values().any(|class| class.definition.method == method && *class.family() == name);
    if is_made && !catalog.operator_families.contains(&id) {
        catalog.insert(OperatorFamily::new(name.clone(), method));
    }
    match catalog.operator_families.get_mut(&id) {
        Some(family) => family.members.extend(members),
        None => script.missing(code::MISSING_OBJECT, family_ref(&name, method)),
    }
}

/// `COMMENT ON OPERATOR FAMILY`.
pub(crate) fn comment(script: &mut Script<'_>, name: ObjectName, method: &str, text: Option<String>) {
    add(script, name.clone(), method, Vec::new());
    let id = ObjectId::part(script.own_name(name), method);
    if let Some(family) = script.into.catalog.operator_families.get_mut(&id) {
        family.comment = text;
    }
}

/// A member with its names as they are meant here.
pub(in crate::kinds) fn mentioned(script: &Script<'_>, mut member: FamilyMember) -> FamilyMember {
    use schemadiff_sql::syntax::FamilyMemberKind as Kind;
    if let Some((left, right)) = &mut member.types {
        script.mention_type(left);
        script.mention_type(right);
    }
    match &mut member.kind {
        Kind::Operator { name, .. } => script.mention_operator(name),
        Kind::Function { name, arguments } => {
            script.mention_function(name);
            for argument in arguments {
                script.mention_type(argument);
            }
        }
    }
    member
}
