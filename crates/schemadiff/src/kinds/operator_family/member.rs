//! The operators and functions of families and classes.

use schemadiff_sql::syntax::{FamilyMember, FamilyMemberKind, TypeName};

use crate::canon::Canon;
use crate::catalog::{ObjectRef, operator, refs};

/// What tells a member from the others of its family: whether it is a function, the types and the number.
pub(crate) type Slot = (bool, String, u16);

/// Of a member.
pub(crate) fn slot(member: &FamilyMember) -> Slot {
    (member.is_function(), types(member), member.number)
}

/// `left, right`.
fn types(member: &FamilyMember) -> String {
    member.types.as_ref().map_or_else(String::new, |(left, right)| format!("{left}, {right}"))
}

/// Brings members into the order in which they are kept.
pub(crate) fn sort(members: &mut [FamilyMember]) {
    members.sort_by_cached_key(slot);
}

/// As `CREATE OPERATOR CLASS` and `ALTER OPERATOR FAMILY … ADD` take it.
pub(crate) fn item(member: &FamilyMember) -> String {
    let (number, types) = (member.number, types(member));
    match &member.kind {
        FamilyMemberKind::Operator { name, order_by } => {
            let order = order_by.as_ref().map_or_else(String::new, |family| format!(" FOR ORDER BY {family}"));
            format!("OPERATOR {number} {} ({types}){order}", operator(name))
        }
        FamilyMemberKind::Function { name, arguments } => {
            let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
            format!("FUNCTION {number} ({types}) {name}({})", arguments.join(", "))
        }
    }
}

/// As `ALTER OPERATOR FAMILY … DROP` takes it.
pub(super) fn drop_item(member: &FamilyMember) -> String {
    let word = if member.is_function() { "FUNCTION" } else { "OPERATOR" };
    format!("{word} {} ({})", member.number, types(member))
}

/// Whether a class cannot do without this member of its own, so that it goes with the class and not before.
///
/// Source: `amadjustmembers` of the methods (`btadjustmembers()` in `src/backend/access/nbtree/nbtvalidate.c` and so on). Of a
/// method that has none all that a class is made with is bound (`DefineOpClass()` in `src/backend/commands/opclasscmds.c`).
pub(crate) fn is_bound(method: &str, member: &FamilyMember) -> bool {
    match (method, member.is_function()) {
        ("btree" | "hash", true) => member.number == 1,
        ("gist", true) => matches!(member.number, 1 | 2 | 5 | 6 | 7),
        ("gin", true) => matches!(member.number, 2 | 3),
        ("spgist", true) => (1..=5).contains(&member.number),
        ("gist" | "gin" | "spgist", false) => false,
        _ => true,
    }
}

/// Resolves names, and says the types that go without saying.
pub(crate) fn canonicalize(canon: &mut Canon<'_>, member: &mut FamilyMember, method: &str, class: Option<&TypeName>) {
    match &mut member.kind {
        FamilyMemberKind::Operator { name, order_by } => {
            canon.operator(name);
            order_by.iter_mut().for_each(crate::kinds::index::builtin);
        }
        FamilyMemberKind::Function { name, arguments } => {
            canon.function(name);
            for argument in arguments {
                canon.data_type(argument, None);
                argument.modifiers.clear();
            }
        }
    }
    if let Some((left, right)) = &mut member.types {
        for data_type in [left, right] {
            canon.data_type(data_type, None);
            data_type.modifiers.clear();
        }
    } else {
        member.types = implied_types(member, method, class);
    }
}

/// The types that a member is for when it says none: those of a comparison or hash function, otherwise the class's.
///
/// Source: `assignOperTypes()` and `assignProcTypes()` in `src/backend/commands/opclasscmds.c`.
fn implied_types(member: &FamilyMember, method: &str, class: Option<&TypeName>) -> Option<(TypeName, TypeName)> {
    let both = |data_type: &TypeName| (data_type.clone(), data_type.clone());
    if let FamilyMemberKind::Function { arguments, .. } = &member.kind {
        match (method, member.number, arguments.as_slice()) {
            ("btree", 1, [left, right]) | ("btree", 3, [left, _, right, ..]) => return Some((left.clone(), right.clone())),
            ("hash", 1 | 2, [hashed, ..]) => return Some(both(hashed)),
            _ => {}
        }
    }
    class.map(both)
}

/// What a member needs.
pub(crate) fn references(member: &FamilyMember) -> Vec<ObjectRef> {
    let mut objects: Vec<ObjectRef> = Vec::new();
    if let Some((left, right)) = &member.types {
        objects.extend(refs::data_type(left));
        objects.extend(refs::data_type(right));
    }
    match &member.kind {
        FamilyMemberKind::Operator { name, .. } => objects.extend(refs::operator(name)),
        FamilyMemberKind::Function { name, .. } => objects.extend(name.schema.is_some().then(|| refs::function(name))),
    }
    objects
}

/// Those that are gone or say something else, and those that are new or say it.
pub(crate) fn compare(old: &[FamilyMember], new: &[FamilyMember]) -> (Vec<FamilyMember>, Vec<FamilyMember>) {
    let lacks = |from: &[FamilyMember], other: &[FamilyMember]| {
        from.iter().filter(|member| !other.contains(member)).cloned().collect::<Vec<_>>()
    };
    (lacks(old, new), lacks(new, old))
}
