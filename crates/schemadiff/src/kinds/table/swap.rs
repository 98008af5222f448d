//! Columns whose type is made anew under the same name, and defaults that use something which is.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::Column;

use super::{Table, alter, lower, sql};
use crate::catalog::{ObjectRef, Pair, ident, refs};
use crate::facts::{Hazard, OpCode};
use crate::kinds::ObjectKind;
use crate::kinds::enum_type::Swap;
use crate::lower::{Lowering, Operation};
use crate::plan::{PermissionKind, Phase};

/// Has a column take the type that now has the name of its own.
///
/// # Locks
/// ACCESS EXCLUSIVE while every row is written anew; all columns of a table go in one pass. A default is a constant of the
/// old type: one that is a literal is taken off and put back in the same statement, which PostgreSQL does in that order
/// (`ATPrepCmd` in `src/backend/commands/tablecmds.c`: defaults are dropped before types change, and set after).
pub(super) fn swap_type(table: &Table, pair: Pair<&Column>, cx: &Lowering<'_>) -> Vec<Operation> {
    let Pair { old, new } = pair;
    let Some(swap) = Swap::of(&new.data_type.name, cx) else {
        let under = Swap::under(&new.data_type.name, cx);
        return under.map(|swap| through_text(table, pair, &swap)).unwrap_or_default();
    };
    let name = ident(&new.name);
    let is_literal = |column: &Column| {
        column.default.as_ref().is_none_or(|default| {
            let used = default.references();
            used.functions.is_empty() && used.relations.is_empty()
        })
    };
    let together = is_literal(old) && is_literal(new);
    let mut clause = format!("ALTER COLUMN {name} TYPE {} USING {}", new.data_type, converted(new, &swap));
    if together && old.default.is_some() {
        clause = format!("ALTER COLUMN {name} DROP DEFAULT, {clause}");
    }
    if let Some(default) = new.default.as_ref().filter(|_| together) {
        clause.push_str(&format!(", ALTER COLUMN {name} SET DEFAULT {}", sql::operand(default.sql())));
    }
    let target = ObjectRef::column(&table.name, &new.name);
    let mut operation = Operation::clause(OpCode::SwapType, target.clone(), &table.name, clause)
        .needs(refs::data_type(&new.data_type))
        .releases([swap.aside_ref()])
        .creates(target)
        .because("its type is made anew: every row is written again");
    if swap.can_fail() {
        operation = operation.hazard(Hazard::MayFail);
    }
    operation.permission = Some((PermissionKind::Rewrite, table.object_ref()));
    if together {
        return vec![operation.needs(lower::column_references(&table.name, new))];
    }
    let drop = old.default.is_some().then(|| drop_default(table, old));
    let set = new.default.is_some().then(|| alter::set_default(table, Pair { old: new, new }));
    drop.into_iter().chain([operation]).chain(set).map(Operation::atomically).collect()
}

/// Has a column of a domain become text before the domain is dropped, and one of the new domain after.
///
/// # Locks
/// As above, and every row is written twice: the domain cannot be dropped while a column is of it.
fn through_text(table: &Table, pair: Pair<&Column>, swap: &Swap<'_>) -> Vec<Operation> {
    let Pair { old, new } = pair;
    let name = ident(&new.name);
    let text = if old.data_type.array { "text[]" } else { "text" };
    let target = ObjectRef::column(&table.name, &new.name);
    let clause = |words: String| {
        let mut operation = Operation::clause(OpCode::SwapType, target.clone(), &table.name, words).atomically();
        operation.permission = Some((PermissionKind::Rewrite, table.object_ref()));
        operation
    };
    let mut away = clause(format!("ALTER COLUMN {name} TYPE {text} USING {}", as_text(old, swap)))
        .releases(refs::data_type(&old.data_type))
        .releases([swap.aside_ref()])
        .because("text while its domain is made anew: every row is written again");
    if swap.can_fail() {
        away = away.hazard(Hazard::MayFail);
    }
    let back = clause(format!("ALTER COLUMN {name} TYPE {} USING {name}::{}", new.data_type, new.data_type))
        .needs(refs::data_type(&new.data_type))
        .needs(lower::column_references(&table.name, &Column { default: None, ..new.clone() }))
        .creates(target.clone())
        .hazard(Hazard::MayFail)
        .because("of the domain again: every row is written again");
    let drop = old.default.is_some().then(|| drop_default(table, old));
    let set = new.default.is_some().then(|| alter::set_default(table, Pair { old: new, new }));
    drop.into_iter().chain([away, back]).chain(set).map(Operation::atomically).collect()
}

/// The old value as one of the new type.
fn converted(column: &Column, swap: &Swap<'_>) -> String {
    format!("{}::{}", as_text(column, swap), column.data_type)
}

/// The old value as text, with what takes the place of values that go.
fn as_text(column: &Column, swap: &Swap<'_>) -> String {
    let name = ident(&column.name);
    let data_type = &column.data_type;
    let literal = |text: &str| quote::literal(text);
    let replaced = swap.replaced();
    if data_type.array {
        let text = replaced.iter().fold(format!("{name}::text[]"), |text, (from, to)| {
            format!("array_replace({text}, {}, {})", literal(from), literal(to))
        });
        return text;
    }
    if replaced.is_empty() {
        return format!("{name}::text");
    }
    let cases: Vec<String> =
        replaced.iter().map(|(from, to)| format!("WHEN {} THEN {}", literal(from), literal(to))).collect();
    format!("(CASE {name}::text {} ELSE {name}::text END)", cases.join(" "))
}

/// Takes a default off and puts it back, so that what it uses can be made anew in between.
pub(super) fn default_anew(table: &Table, pair: Pair<&Column>) -> Vec<Operation> {
    let Pair { old, new } = pair;
    let reason = if old.default == new.default { "as it was" } else { "for rows to come" };
    let set = new.default.is_some().then(|| alter::set_default(table, Pair { old: new, new }).because(reason));
    [drop_default(table, old)].into_iter().chain(set).map(Operation::atomically).collect()
}

fn drop_default(table: &Table, column: &Column) -> Operation {
    alter::clause(OpCode::DropDefault, table, column, "DROP DEFAULT")
        .releases(lower::column_references(&table.name, column))
        .in_phase(Phase::Contract)
        .because("steps aside while something that it uses is made anew")
}
