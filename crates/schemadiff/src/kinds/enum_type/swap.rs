//! An enum that loses values, or has them in another order: a new type takes the name of the old one, and everything that is
//! of the type goes over to it, in one transaction.
//!
//! PostgreSQL has no statement for it: a value that is taken out of `pg_enum` by hand is still on the pages of indexes
//! (documentation of `ALTER TYPE`: "existing values cannot be removed from an enum type").

use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;

use super::EnumType;
use crate::catalog::{Kind, ObjectId, ObjectRef, ident};
use crate::diff::Delta;
use crate::facts::OpCode;
use crate::kinds::ObjectKind;
use crate::lower::{Lowering, Operation, raise_if_any};
use crate::plan::PermissionKind;

/// A type that is made anew by this plan.
pub(crate) struct Swap<'a> {
    old: &'a EnumType,
    new: &'a EnumType,
    cx: &'a Lowering<'a>,
}

impl<'a> Swap<'a> {
    /// Finds it by name.
    pub(crate) fn of(name: &ObjectName, cx: &'a Lowering<'a>) -> Option<Self> {
        cx.changes().kinds.enums.iter().find_map(|delta| match delta {
            Delta::Replace { old, new, .. } if new.name == *name => Some(Self { old, new, cx }),
            _ => None,
        })
    }

    /// Finds what a domain is over, in the end.
    pub(crate) fn under(domain: &ObjectName, cx: &'a Lowering<'a>) -> Option<Self> {
        let mut name = domain;
        // A chain longer than the number of domains is a circle, which no server has.
        for _ in 0..=cx.pair.old.catalog().domains.len() {
            let domain = cx.pair.old.catalog().domains.get(&ObjectId::named(name.clone()))?;
            name = &domain.definition.data_type.name;
            if let Some(swap) = Self::of(name, cx) {
                return Some(swap);
            }
        }
        None
    }

    /// The old type under the name that it has meanwhile.
    pub(crate) fn aside_ref(&self) -> ObjectRef {
        ObjectRef::named(Kind::EnumType, &aside(&self.new.name))
    }

    /// The values that go and what rows get instead, as far as the model says it.
    pub(crate) fn replaced(&self) -> Vec<(&str, &str)> {
        let annotation = self.cx.pair.new.annotations().get(&self.new.object_ref());
        let said = annotation.into_iter().flat_map(|annotation| &annotation.removed_values);
        said.filter(|(value, _)| self.old.values.contains(value))
            .map(|(value, replacement)| (value.as_str(), replacement.as_str()))
            .collect()
    }

    /// The values that no row may hold: those that go without a replacement.
    fn forbidden(&self) -> Vec<&str> {
        let replaced = self.replaced();
        let gone = self.old.values.iter().filter(|value| !self.new.values.contains(value));
        gone.map(String::as_str).filter(|value| !replaced.iter().any(|(from, _)| from == value)).collect()
    }

    /// Whether a row that is written after the check can still make the conversion fail.
    pub(crate) fn can_fail(&self) -> bool {
        !self.forbidden().is_empty()
    }
}

/// The name of a type that is being replaced.
fn aside(name: &ObjectName) -> ObjectName {
    const SUFFIX: &str = "_schemadiff_old";
    let end = name.name.floor_char_boundary(name.name.len().min(63 - SUFFIX.len()));
    ObjectName {
        schema: name.schema.clone(),
        name: format!("{}{SUFFIX}", &name.name[..end]),
    }
}

/// Looks for rows that hold what goes, then makes the new type beside the old one. What is of the type, or mentions it, is
/// converted or made anew in between (see `diff::rebuild`), all in one transaction: whoever looks sees one type or the other.
pub(super) fn replace(old: &EnumType, new: &EnumType, because: &str, cx: &Lowering<'_>) -> Vec<Operation> {
    let swap = Swap { old, new, cx };
    let aside = aside(&new.name);
    let rename = format!("ALTER TYPE {} RENAME TO {}", new.name, ident(&aside.name));
    let mut rename = Operation::new(OpCode::RenameType, new.object_ref(), rename)
        .needs(old.value_refs())
        .creates(new.object_ref())
        .because(format!("makes room for its successor: {because}"));
    if old.values.iter().any(|value| !new.values.contains(value)) {
        rename = rename.permission(PermissionKind::DropEnumValue);
    }
    let create = new.create_operation().because("created anew");
    let comment = new.comment.as_deref().map(|text| new.comment_operation(Some(text)));
    let drop = Operation::new(OpCode::DropEnum, new.object_ref(), format!("DROP TYPE {aside}"))
        .drops(swap.aside_ref())
        .harmless()
        .because("nothing is of it any more");
    let swapped = [Some(rename), Some(create), comment, Some(drop)];
    checks(&swap).into_iter().chain(swapped.into_iter().flatten().map(Operation::atomically)).collect()
}

/// One look per column at the rows, before anything is locked.
fn checks(swap: &Swap<'_>) -> Vec<Operation> {
    let forbidden = swap.forbidden();
    if forbidden.is_empty() {
        return Vec::new();
    }
    let mut columns = swap.cx.columns_of_type(&swap.new.name);
    for domain in swap.cx.pair.old.catalog().domains.values() {
        let name = &domain.definition.name;
        if Swap::under(name, swap.cx).is_some_and(|under| under.new.name == swap.new.name) {
            columns.extend(swap.cx.columns_of_type(name));
        }
    }
    columns.iter().filter_map(|column| check(swap, &forbidden, column)).collect()
}

fn check(swap: &Swap<'_>, forbidden: &[&str], column: &ObjectRef) -> Option<Operation> {
    let name = column.id.part.as_deref()?;
    let wanted = swap.cx.pair.new.catalog().tables.get(&ObjectId::named(column.id.name.clone()))?.column(name)?;
    let of = &swap.cx.old_table(&column.id.name)?.column(name)?.data_type.name;
    // One that leaves the type, or is computed anew, keeps nothing of it.
    if wanted.data_type.name != *of || wanted.generated.is_some() {
        return None;
    }
    let is_domain = *of != swap.new.name;
    let before = swap.cx.before_renames(column);
    let (table, name) = (&before.id.name, before.id.part.as_deref()?);
    let values: Vec<_> = forbidden.iter().map(|value| quote::literal(value)).collect();
    let values = values.join(", ");
    let condition = if is_domain && wanted.data_type.array {
        format!("{}::text[] && ARRAY[{values}]", ident(name))
    } else if is_domain {
        format!("{}::text IN ({values})", ident(name))
    } else if wanted.data_type.array {
        format!("{} && ARRAY[{values}]::{}", ident(name), wanted.data_type)
    } else {
        format!("{} IN ({values})", ident(name))
    };
    let message = format!("rows of {table} hold {values} in column {}, which enum {} loses", ident(name), swap.new.name);
    let hint = "Change these rows, or say in the model what they become: removed_values = { old = \"new\" }.";
    let sql = raise_if_any(table, &condition, &message, hint);
    Some(
        Operation::new(OpCode::CheckEnumValues, swap.new.object_ref(), sql)
            .on(table)
            .releases([before.clone(), ObjectRef::named(Kind::Table, table)])
            .because("no row may hold what goes"),
    )
}
