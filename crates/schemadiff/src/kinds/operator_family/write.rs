//! `[operator_families]`.

use schemadiff_sql::syntax::{FamilyMember, ObjectName};

use super::{OperatorFamily, member};
use crate::kinds::operator_class::OperatorClass;
use crate::render::toml::{Fields, Writer};

/// Writes all operator families but those that a class makes and of which there is nothing to say.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for family in writer.catalog().operator_families.values() {
        let mut fields = Fields::default();
        fields.put_some("comment", family.comment.as_ref());
        fields.put_list("members", &items(&family.members));
        if fields.is_empty() && is_implied(family, writer) {
            continue;
        }
        let key = key(&family.name, &family.method, writer);
        writer.document.section_even_if_empty(&["operator_families", &key], &fields);
    }
}

fn is_implied(family: &OperatorFamily, writer: &Writer<'_>) -> bool {
    let makes_it = |class: &OperatorClass| {
        class.definition.method == family.method && class.definition.name == family.name && *class.family() == family.name
    };
    writer.catalog().operator_classes.values().any(makes_it)
}

/// `name using method`.
pub(in crate::kinds) fn key(name: &ObjectName, method: &str, writer: &Writer<'_>) -> String {
    format!("{} using {method}", writer.key(name))
}

/// Members as a model writes them.
pub(in crate::kinds) fn items(members: &[FamilyMember]) -> Vec<String> {
    let item = |member: &FamilyMember| {
        let item = member::item(member);
        item.replacen("OPERATOR", "operator", 1).replacen("FUNCTION", "function", 1).replacen(" FOR ORDER BY ", " for order by ", 1)
    };
    members.iter().map(item).collect()
}
