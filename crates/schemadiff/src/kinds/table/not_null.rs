//! The constraint behind NOT NULL: what it is called, how two differ, and how a column gets one while the table is in use.
//!
//! Since PostgreSQL 18 NOT NULL is a constraint with a name (manual 18, "CREATE TABLE"). Older servers read a name and keep
//! none, so that a model for several versions may say one: it is compared where there is one.

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, NotNull, ObjectName};

use super::{Table, create, parted};
use crate::canon::object_name;
use crate::catalog::{Catalog, ObjectRef, Pair, ident};
use crate::facts::OpCode;
use crate::lower::{Lowering, Operation, comment, helper_name};
use crate::plan::Phase;

/// Whether servers of a major version keep names of NOT NULL.
pub(crate) fn have_names(major: u32) -> bool {
    major >= 18
}

/// The name that PostgreSQL gives the constraint when nothing else has it.
///
/// Source: `AddRelationNotNullConstraints()` in `src/backend/catalog/heap.c`.
fn implied(table: &ObjectName, column: &str) -> String {
    object_name(&table.name, Some(column), "not_null")
}

/// The name of the constraint behind a column's NOT NULL.
pub(crate) fn name(table: &ObjectName, column: &Column) -> String {
    let said = column.not_null_constraint.as_ref().and_then(|constraint| constraint.name.clone());
    said.unwrap_or_else(|| implied(table, &column.name))
}

/// Whether PostgreSQL would choose a name, perhaps with a number because something else had it.
pub(super) fn is_implied(table: &ObjectName, column: &Column, name: &str) -> bool {
    let digits = name.len() - name.trim_end_matches(|digit: char| digit.is_ascii_digit()).len();
    let label = format!("not_null{}", &name[name.len() - digits..]);
    name == object_name(&table.name, Some(&column.name), &label)
}

/// Whether PostgreSQL has probably chosen a name: it is made like those, perhaps for a table or column that was called
/// something else then.
pub(crate) fn looks_chosen(name: &str) -> bool {
    name.trim_end_matches(|digit: char| digit.is_ascii_digit()).ends_with("_not_null")
}

/// Leaves out what goes without saying.
pub(super) fn canonicalize(table: &ObjectName, column: &mut Column) {
    let Some(constraint) = column.not_null_constraint.take().filter(|_| column.not_null) else { return };
    let name = constraint.name.clone().filter(|name| *name != implied(table, &column.name));
    column.require(NotNull { name, ..*constraint });
}

/// Says the name that a constraint keeps while its table or column gets another one.
pub(crate) fn keep_name(table: &ObjectName, column: &mut Column) {
    if column.not_null {
        let name = Some(name(table, column));
        column.require(NotNull { name, ..column.required() });
    }
}

/// Whether a catalog says names, which older servers do not keep.
pub(crate) fn says_names(catalog: &Catalog) -> bool {
    let columns = catalog.tables.values().flat_map(|table| &table.columns);
    let mut constraints = columns.filter_map(|column| column.not_null_constraint.as_ref());
    constraints.any(|constraint| constraint.name.is_some())
}

/// Takes the names off.
pub(crate) fn forget_names(catalog: &mut Catalog) {
    for column in catalog.tables.iter_mut().flat_map(|(_, table)| &mut table.columns) {
        if column.not_null_constraint.is_some() {
            column.require(NotNull { name: None, ..column.required() });
        }
    }
}

/// Whether the constraints of two columns that are both NOT NULL differ. A model that says no name leaves PostgreSQL's at
/// what it is: it stays when table or column get another one.
pub(super) fn differs(old: &Column, new: &Column) -> bool {
    let (before, after) = (old.required(), new.required());
    let named_anew = match (&before.name, &after.name) {
        (Some(before), None) => !looks_chosen(before),
        (before, after) => before != after,
    };
    let rest = |constraint: NotNull| NotNull { name: None, ..constraint };
    named_anew || rest(before) != rest(after)
}

/// `CONSTRAINT … NOT NULL` as it stands beside a column, without NOT VALID.
pub(super) fn beside_column(column: &Column) -> String {
    let NotNull { name, no_inherit, .. } = column.required();
    let name = name.map(|name| format!("CONSTRAINT {} ", ident(&name))).unwrap_or_default();
    format!("{name}NOT NULL{}", if no_inherit { " NO INHERIT" } else { "" })
}

/// `ADD CONSTRAINT … NOT NULL …`, without NOT VALID.
fn add_clause(name: &str, column: &Column) -> String {
    let no_inherit = if column.required().no_inherit { " NO INHERIT" } else { "" };
    format!("ADD CONSTRAINT {} NOT NULL {}{no_inherit}", ident(name), ident(&column.name))
}

/// Makes a column NOT NULL while the table is in use.
///
/// # Locks
/// Since PostgreSQL 18 the constraint is added `NOT VALID` (ACCESS EXCLUSIVE, instant) and validated (SHARE UPDATE EXCLUSIVE,
/// scan). Before, and of partitioned tables, a check is added and validated that way; `SET NOT NULL` then finds it and does
/// not scan (`NotNullImpliedByRelConstraints` in `tablecmds.c`), and the check is dropped in a statement of its own: in one
/// `ALTER TABLE` the drop would run first and the proof would be gone. Partitions are validated one by one.
pub(super) fn set(table: &Table, column: &Column, cx: &Lowering<'_>) -> Vec<Operation> {
    let mut operations = if have_names(cx.server_major()) && !create::is_partitioned(table, cx) {
        add(table, column, cx)
    } else {
        set_proven(table, column, cx)
    };
    operations.extend(said_of(table, column));
    operations
}

/// A name that no other constraint has.
fn free_name(table: &Table, column: &Column, cx: &Lowering<'_>) -> String {
    let implied = name(&table.name, column);
    let is_taken = |name: &str| {
        table.constraint(name).is_some() || cx.old_table(&table.name).is_some_and(|old| old.constraint(name).is_some())
    };
    if !is_taken(&implied) {
        return implied;
    }
    let numbered = (1..).map(|number| object_name(&table.name.name, Some(&column.name), &format!("not_null{number}")));
    let mut numbered = numbered;
    numbered.find(|name| !is_taken(name)).unwrap_or_default()
}

fn add(table: &Table, column: &Column, cx: &Lowering<'_>) -> Vec<Operation> {
    let name = free_name(table, column, cx);
    let target = ObjectRef::column(&table.name, &column.name);
    let clause = format!("{} NOT VALID", add_clause(&name, column));
    let add = Operation::clause(OpCode::AddNotNullNotValid, target.clone(), &table.name, clause)
        .needs([target])
        .because("new rows have to have a value from here on")
        .undo(format!("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", table.name, ident(&column.name)));
    let mut operations = vec![add];
    if column.required().validated {
        operations.push(validate(table, column, &name));
    }
    operations
}

/// `VALIDATE CONSTRAINT`: reads the table while others read and write it.
fn validate(table: &Table, column: &Column, name: &str) -> Operation {
    let target = ObjectRef::column(&table.name, &column.name);
    let clause = format!("VALIDATE CONSTRAINT {}", ident(name));
    Operation::clause(OpCode::ValidateNotNull, target.clone(), &table.name, clause)
        .needs([target.clone()])
        .creates(target)
        .because("reads the table while it is in use")
}

fn set_proven(table: &Table, column: &Column, cx: &Lowering<'_>) -> Vec<Operation> {
    let helper_name = helper_name(&format!("{}_{}", table.name.name, column.name), "_schemadiff_not_null");
    let helper = ObjectRef::constraint(&table.name, &helper_name);
    let target = ObjectRef::column(&table.name, &column.name);
    let name = ident(&column.name);
    let check = format!("ADD CONSTRAINT {} CHECK ({name} IS NOT NULL) NOT VALID", ident(&helper_name));
    let drop = format!("DROP CONSTRAINT {}", ident(&helper_name));
    let add = Operation::clause(OpCode::AddCheckNotValid, helper.clone(), &table.name, check)
        .needs([target.clone()])
        .creates(helper.clone())
        .because("proves that no row is null, so that SET NOT NULL need not scan");
    let clause = format!("VALIDATE CONSTRAINT {}", ident(&helper_name));
    let validate = Operation::clause(OpCode::ValidateConstraint, helper.clone(), &table.name, clause)
        .because("reads the table while it is in use");
    let mut operations = vec![add];
    operations.extend(parted::validate_below(table, &helper_name, cx));
    operations.push(if operations.len() == 1 { validate } else { parted::after_partitions(validate) });
    let said = column.required();
    let set = match &said.name {
        Some(own) if have_names(cx.server_major()) => add_clause(own, column),
        _ => format!("ALTER COLUMN {name} SET NOT NULL"),
    };
    operations.extend([
        Operation::clause(OpCode::SetNotNullProven, target.clone(), &table.name, set)
            .creates(target)
            .because("the check has proved it")
            .undo(format!("ALTER TABLE {} ALTER COLUMN {name} DROP NOT NULL", table.name)),
        Operation::new(OpCode::DropConstraint, helper.clone(), format!("ALTER TABLE {} {drop}", table.name))
            .on(&table.name)
            .needs([ObjectRef::named(crate::catalog::Kind::Table, &table.name)])
            .drops(helper)
            .in_phase(Phase::Contract)
            .because("the check has served"),
    ]);
    operations
}

/// What a table that is created says of a column's NOT NULL after it is there.
pub(super) fn after_create(table: &Table, column: &Column) -> Vec<Operation> {
    let mut operations = Vec::new();
    if column.not_null && !column.required().validated {
        let target = ObjectRef::column(&table.name, &column.name);
        let clause = format!("{} NOT VALID", add_clause(&name(&table.name, column), column));
        let mut add = Operation::clause(OpCode::AddConstraintNew, target.clone(), &table.name, clause)
            .needs([target])
            .because("on a table nobody uses yet");
        add.relations.clear();
        operations.push(add);
    }
    operations.extend(said_of(table, column));
    operations
}

fn said_of(table: &Table, column: &Column) -> Option<Operation> {
    column.required().comment.is_some().then(|| comment_on(table, column))
}

fn comment_on(table: &Table, column: &Column) -> Operation {
    let subject = format!("CONSTRAINT {} ON {}", ident(&name(&table.name, column)), table.name);
    let target = ObjectRef::column(&table.name, &column.name);
    comment(OpCode::CommentOnRelation, target, &subject, column.required().comment.as_deref()).on(&table.name)
}

/// Changes the constraint of a column that is NOT NULL and stays so.
///
/// # Locks
/// ACCESS EXCLUSIVE for an instant, but for `VALIDATE CONSTRAINT`, which reads the table under SHARE UPDATE EXCLUSIVE.
pub(super) fn change(table: &Table, pair: Pair<&Column>) -> Vec<Operation> {
    let (before, after) = (pair.old.required(), pair.new.required());
    let column = pair.new;
    let target = ObjectRef::column(&table.name, &column.name);
    let from = name(&table.name, pair.old);
    let to = match &after.name {
        None if looks_chosen(&from) => from.clone(),
        _ => name(&table.name, column),
    };
    if before.validated && !after.validated {
        let drop = format!("ALTER COLUMN {} DROP NOT NULL", ident(&column.name));
        let add = format!("{} NOT VALID", add_clause(&to, column));
        let [drop, add] = [(OpCode::DropNotNull, drop), (OpCode::AddNotNullNotValid, add)].map(|(code, clause)| {
            Operation::clause(code, target.clone(), &table.name, clause).needs([target.clone()]).atomically()
        });
        let operations = [
            drop.in_phase(Phase::Contract).because("made anew, as one that holds for new rows"),
            add.because("holds for new rows"),
        ];
        return operations.into_iter().chain(said_of(table, column)).collect();
    }
    let mut operations = Vec::new();
    if from != to {
        let words = |from: &str, to: &str| {
            format!("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", table.name, ident(from), ident(to))
        };
        operations.push(
            Operation::new(OpCode::RenameConstraint, target.clone(), words(&from, &to))
                .on(&table.name)
                .needs([target.clone()])
                .because("the same constraint under another name")
                .undo(words(&to, &from)),
        );
    }
    if before.no_inherit != after.no_inherit {
        let words = |no_inherit: bool| {
            let word = if no_inherit { "NO INHERIT" } else { "INHERIT" };
            format!("ALTER CONSTRAINT {} {word}", ident(&to))
        };
        operations.push(
            Operation::clause(OpCode::AlterNotNull, target.clone(), &table.name, words(after.no_inherit))
                .needs([target.clone()])
                .because(if after.no_inherit { "tables that inherit need not have it" } else { "tables that inherit have it too" })
                .undo(format!("ALTER TABLE {} {}", table.name, words(before.no_inherit))),
        );
    }
    if !before.validated && after.validated {
        operations.push(validate(table, column, &to));
    }
    if before.comment != after.comment {
        let named = Column { not_null_constraint: Some(Box::new(NotNull { name: Some(to), ..after })), ..column.clone() };
        operations.push(comment_on(table, &named));
    }
    operations
}

/// Whether a primary key, which is not null whatever is said, has a column.
pub(super) fn is_in_primary_key(constraints: &[Constraint], column: &str) -> bool {
    constraints.iter().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => key.columns.iter().any(|name| name == column),
        _ => false,
    })
}
