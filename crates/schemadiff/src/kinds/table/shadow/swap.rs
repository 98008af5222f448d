//! The second columns take the places of the first, in one transaction that changes the catalog only.

use std::collections::BTreeSet;

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, Identity, ObjectName, SequenceOptions};

use super::recipe::{Copies, analyzed, constraint_copy, copy_name, drop_foreign_key, is_outside, proof, proof_name};
use super::Retyped;
use crate::canon::serial_sequence_name;
use crate::catalog::{Kind, ObjectRef, Pair, ident};
use crate::diff::Delta;
use crate::facts::{Hazard, Lock, OpCode, Work};
use crate::kinds::table::physical::marks_again;
use crate::kinds::table::{Table, alter, create, lower, not_null, sql};
use crate::kinds::ObjectKind;
use crate::lower::{Lowering, Operation};
use crate::plan::{PermissionKind, Phase};

/// The swap.
///
/// # Locks
/// ACCESS EXCLUSIVE on every table that is changed, and on those that reference one, for an instant: no row is read.
pub(super) fn swap(group: &[Retyped], copies: &Copies, cx: &Lowering<'_>) -> Vec<Operation> {
    let mut operations: Vec<Operation> = group.iter().map(|retyped| retyped.shadow.drop_trigger()).collect();
    operations.extend(copies.constraints.iter().filter_map(drop_foreign_key));
    for retyped in group {
        let Some(table) = copies.table(&retyped.table) else { continue };
        operations.extend(prepare(retyped, table, cx));
    }
    for retyped in group {
        operations.extend(replace(retyped));
    }
    for retyped in group {
        let Some(table) = copies.table(&retyped.table) else { continue };
        operations.extend(complete(retyped, table, cx));
    }
    operations.extend(take_over(copies, cx));
    operations.extend(statistics(group, cx));
    operations.extend(group.iter().map(|retyped| retyped.shadow.drop_function()));
    let mut operations: Vec<Operation> = operations.into_iter().map(inside).collect();
    let tables: BTreeSet<&ObjectName> = group.iter().map(|retyped| &retyped.table).collect();
    if let Some(first) = operations.first_mut() {
        for table in tables {
            first.needs.extend([ObjectRef::named(Kind::Table, table), analyzed(table)]);
        }
        first.needs.extend(group.iter().map(|retyped| retyped.shadow.target()));
        first.needs.extend(group.iter().map(proof));
        first.needs.extend(copies.constraints.iter().map(constraint_copy));
        first.drops.extend(group.iter().map(Retyped::about));
    }
    if let Some(last) = operations.last_mut() {
        last.creates.extend(group.iter().map(Retyped::about));
        let used = |of: fn(&Retyped) -> &Column| {
            let columns = group.iter().flat_map(move |retyped| lower::column_references(&retyped.table, of(retyped)));
            columns.filter(is_outside).collect::<BTreeSet<ObjectRef>>()
        };
        // What the new columns use too is not let go of.
        let (before, after) = (used(|retyped| &retyped.old), used(|retyped| &retyped.new));
        last.releases.extend(before.difference(&after).cloned());
    }
    operations
}

/// A part of the whole, which alone says what it needs and makes.
fn inside(operation: Operation) -> Operation {
    let mut operation = operation.in_phase(Phase::Contract);
    operation.needs.retain(is_outside);
    operation.releases.clear();
    operation.creates.clear();
    operation.drops.clear();
    operation.undo = None;
    if !matches!(operation.code, OpCode::DropColumn) {
        operation.hazards.clear();
    }
    operation
}

/// What a second column needs before the first one goes and takes its own along.
fn prepare(retyped: &Retyped, table: &Table, cx: &Lowering<'_>) -> Vec<Operation> {
    let (shadow, name) = (&retyped.shadow, ident(&retyped.shadow.shadow));
    let clause = |code: OpCode, words: String| Operation::clause(code, shadow.target(), &retyped.table, words);
    let mut operations = Vec::new();
    if retyped.new.not_null {
        // The names of NOT NULL are free when the column is gone.
        let required = if not_null::have_names(cx.server_major()) {
            let helper = copy_name(&not_null::name(&table.name, &retyped.new));
            let no_inherit = if retyped.new.required().no_inherit { " NO INHERIT" } else { "" };
            format!("ADD CONSTRAINT {} NOT NULL {name}{no_inherit}", ident(&helper))
        } else {
            format!("ALTER COLUMN {name} SET NOT NULL")
        };
        operations.push(clause(OpCode::SetNotNullProven, required).because("the check has proved it"));
        let drop = format!("ALTER TABLE {} DROP CONSTRAINT {}", retyped.table, ident(&proof_name(retyped)));
        operations.push(
            Operation::new(OpCode::DropConstraint, shadow.target(), drop)
                .on(&retyped.table)
                .because("the check has served"),
        );
    }
    for sequence in cx.pair.old.catalog().sequences.values() {
        let owner = sequence.options.owned_by.as_ref();
        if owner.is_some_and(|owner| owner.table == retyped.table && owner.column == retyped.old.name) {
            let sql = format!("ALTER SEQUENCE {} OWNED BY {}.{name}", sequence.name, retyped.table);
            operations.push(
                Operation::new(OpCode::OwnSequence, shadow.target(), sql)
                    .on(&sequence.name)
                    .because("would go with the old column"),
            );
        }
    }
    if let (Some(before), Some(identity)) = (&retyped.old.identity, &retyped.new.identity) {
        let named = Identity {
            options: SequenceOptions { name: Some(helper_sequence(retyped)), ..identity.options.clone() },
            ..identity.clone()
        };
        let words = format!("ALTER COLUMN {name} ADD {}", sql::generated_as_identity(&named));
        operations.push(clause(OpCode::AddIdentity, words).because("numbered as the old column is"));
        let last = before.options.name.clone().unwrap_or_else(|| implied_sequence(retyped));
        let sql = format!(
            "SELECT setval({}, last_value, is_called) FROM {last}",
            quote::literal(&helper_sequence(retyped).to_string())
        );
        let mut advance = Operation::new(OpCode::AdvanceSequence, shadow.target(), sql)
            .locking(Lock::AccessShare)
            .because("goes on where the old numbers end");
        // It reads the sequence, not the rows.
        advance.work = Work::Instant;
        operations.push(advance);
    }
    operations
}

fn implied_sequence(retyped: &Retyped) -> ObjectName {
    serial_sequence_name(&retyped.table, &retyped.new.name, 0)
}

fn helper_sequence(retyped: &Retyped) -> ObjectName {
    let implied = implied_sequence(retyped);
    ObjectName { name: copy_name(&implied.name), ..implied }
}

/// One column for another.
fn replace(retyped: &Retyped) -> [Operation; 2] {
    let (column, shadow) = (ident(&retyped.new.name), ident(&retyped.shadow.shadow));
    let about = retyped.about();
    let mut drop = Operation::clause(
        OpCode::DropColumn,
        about.clone(),
        &retyped.table,
        format!("DROP COLUMN {column}"),
    )
    .because(format!("`{}` has every value in the new type", retyped.shadow.shadow));
    if retyped.lossless {
        drop = drop.harmless();
    } else {
        drop.hazards = vec![Hazard::LosesData, Hazard::Irreversible];
        drop = drop.permission(PermissionKind::ChangeType).because("what it says is kept in the new type only");
    }
    let rename = Operation::new(
        OpCode::RenameColumn,
        about,
        format!("ALTER TABLE {} RENAME COLUMN {shadow} TO {column}", retyped.table),
    )
    .on(&retyped.table)
    .because("the new type under the name of the column, which is the last of its table now");
    [drop, rename]
}

/// What is said of the column under its own name.
fn complete(retyped: &Retyped, table: &Table, cx: &Lowering<'_>) -> Vec<Operation> {
    let Retyped { old, new, .. } = retyped;
    let mut operations = Vec::new();
    if new.not_null && not_null::have_names(cx.server_major()) {
        let name = not_null::name(&table.name, new);
        let sql = format!(
            "ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
            retyped.table,
            ident(&copy_name(&name)),
            ident(&name)
        );
        operations.push(rename_constraint(retyped.about(), &retyped.table, sql));
    }
    if new.default.is_some() {
        let bare = Column { default: None, ..new.clone() };
        operations.push(alter::set_default(table, Pair { old: &bare, new }));
    }
    match (&old.identity, &new.identity) {
        (Some(_), Some(identity)) => {
            let wanted = identity.options.name.clone().unwrap_or_else(|| implied_sequence(retyped));
            let sql = format!("ALTER SEQUENCE {} RENAME TO {}", helper_sequence(retyped), ident(&wanted.name));
            let rename = Operation::new(OpCode::RenameSequence, retyped.about(), sql);
            operations.push(rename.because("under the name that the old one had"));
        }
        (None, Some(_)) => {
            let bare = Column { identity: None, ..new.clone() };
            operations.extend(alter::change_identity(table, Pair { old: &bare, new }, cx));
        }
        (_, None) => {}
    }
    if new.comment.is_some() {
        operations.push(create::column_comment(table, &new.name, new.comment.as_deref()));
    }
    operations
}

/// Indexes get their names, keys take theirs over, and so do checks and foreign keys.
fn take_over(copies: &Copies, cx: &Lowering<'_>) -> Vec<Operation> {
    let mut operations = Vec::new();
    for copied in &copies.indexes {
        let wanted = &copied.wanted;
        let sql = format!("ALTER INDEX {} RENAME TO {}", copied.copy.name, ident(&wanted.name.name));
        operations.push(
            Operation::new(OpCode::RenameIndex, wanted.object_ref(), sql)
                .on(&copied.copy.name)
                .because("in the place of the one that went with the old column"),
        );
        operations.extend(wanted.said());
        operations.extend(marks_again(&wanted.table, &wanted.name.name, cx));
    }
    for (name, wanted, index) in &copies.keys {
        let Some(table) = copies.table(name) else { continue };
        let words = if matches!(wanted.kind, ConstraintKind::PrimaryKey(_)) { "PRIMARY KEY" } else { "UNIQUE" };
        let own = wanted.name.as_deref().unwrap_or_default();
        let clause = format!(
            "ADD CONSTRAINT {} {words} USING INDEX {}{}",
            ident(own),
            ident(&index.name.name),
            sql::deferrability(wanted)
        );
        let target = ObjectRef::constraint(name, own);
        operations.push(
            Operation::clause(OpCode::AddKeyUsingIndex, target, name, clause).because("takes the index over"),
        );
        operations.extend(said(table, wanted));
        operations.extend(marks_again(name, own, cx));
    }
    for copied in &copies.constraints {
        let Some(table) = copies.table(&copied.table) else { continue };
        let [from, to] = [&copied.copy, &copied.wanted].map(|one| ident(one.name.as_deref().unwrap_or_default()));
        let sql = format!("ALTER TABLE {} RENAME CONSTRAINT {from} TO {to}", copied.table);
        let target = create::reference(table, &copied.wanted);
        operations.push(rename_constraint(target, &copied.table, sql));
        operations.extend(said(table, &copied.wanted));
    }
    operations
}

fn said(table: &Table, constraint: &Constraint) -> impl Iterator<Item = Operation> {
    let own = constraint.comment.as_ref().map(|_| create::constraint_comment(table, constraint));
    let index = constraint.index_comment.as_ref().map(|_| create::index_comment(table, constraint));
    own.into_iter().chain(index)
}

fn rename_constraint(target: ObjectRef, table: &ObjectName, sql: String) -> Operation {
    Operation::new(OpCode::RenameConstraint, target, sql)
        .on(table)
        .because("in the place of the one that went with the old column")
}

/// Statistics go with a column that they are of, and are made again. Those that are defined anew are made by that.
fn statistics(group: &[Retyped], cx: &Lowering<'_>) -> Vec<Operation> {
    let deltas = cx.changes().kinds.statistics.iter();
    let replaced: BTreeSet<_> = deltas
        .filter_map(|delta| match delta {
            Delta::Replace { new, .. } => Some(new.id()),
            Delta::Create(_) | Delta::Drop(_) | Delta::Alter { .. } => None,
        })
        .collect();
    let kept = cx.pair.new.catalog().statistics.values().filter(|statistics| {
        let was_there = cx.pair.old.catalog().statistics.contains(&statistics.id());
        let used = statistics.references();
        was_there && !replaced.contains(&statistics.id()) && group.iter().any(|retyped| used.contains(&retyped.about()))
    });
    kept.flat_map(|statistics| {
        cx.as_written(statistics).create("went with the old column; empty until the next ANALYZE")
    })
    .collect()
}
