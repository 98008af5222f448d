//! Recipes for constraints of partitioned tables that are in use: partition by partition, then the parent, which finds
//! nothing left to do.

use schemadiff_sql::syntax::{Constraint, ConstraintKind, Key, ObjectName};

use super::{Table, constraint, create, sql};
use crate::canon::columns_of;
use crate::catalog::{ObjectId, ObjectRef};
use crate::facts::{Lock, OpCode, Work};
use crate::kinds::index;
use crate::lower::{Lowering, Operation};

/// Adds a foreign key.
///
/// # Locks
/// Each partition gets it `NOT VALID` (SHARE ROW EXCLUSIVE on the partition and the referenced table for an instant) and has
/// it validated. The parent then takes over what its partitions have, without a look at any row (`addFkRecurseReferencing`
/// in `src/backend/commands/tablecmds.c`), under ACCESS EXCLUSIVE on the referenced table for an instant. Before
/// PostgreSQL 18 the parent takes none that is `NOT VALID`.
pub(super) fn add_foreign_key(table: &Table, new: &Constraint, cx: &Lowering<'_>) -> Vec<Operation> {
    let body = sql::constraint_with_name(new);
    let leaves = leaves(table, cx);
    let name = new.name.as_deref().unwrap_or_default();
    let mut operations = Vec::new();
    for leaf in &leaves {
        match leaf.constraint(name) {
            // A run that was interrupted has put it there.
            Some(own) if own.validated => {}
            Some(_) => operations.push(constraint::validate(leaf, new)),
            None => {
                let clause = format!("ADD {body} NOT VALID");
                let add = constraint::started(OpCode::AddForeignKeyNotValid, leaf, new, clause, cx);
                operations.push(
                    constraint::on_referenced(add, leaf, new, cx)
                        .because("new rows of the partition have to satisfy it from here on"),
                );
                operations.push(constraint::validate(leaf, new));
            }
        }
    }
    let take_over = constraint::started(OpCode::AddForeignKeyMerged, table, new, format!("ADD {body}"), cx)
        .locking(Lock::ShareRowExclusive);
    let take_over = match &new.kind {
        ConstraintKind::ForeignKey(key) => drops_triggers(take_over, table, &key.table, cx),
        _ => take_over,
    };
    operations.push(take_over.because("takes over what the partitions have"));
    operations
}

/// Names the relations that a parent locks in ACCESS EXCLUSIVE as it takes over the foreign keys of its partitions, whose triggers
/// are dropped: the referenced table's; where that is partitioned, those of all its partitions, and those of the leaves that
/// reference it. Before PostgreSQL 15 a table that is partitioned has no trigger itself (observed on 14 to 18).
fn drops_triggers(take_over: Operation, table: &Table, referenced: &ObjectName, cx: &Lowering<'_>) -> Operation {
    let Some(there) = cx.old_table(referenced).filter(|there| there.partition_by.is_some()) else {
        return take_over.also_on(referenced, Lock::AccessExclusive);
    };
    let has_triggers = |name: &ObjectName| {
        cx.server_major() >= 15 || cx.old_table(name).is_none_or(|table| table.partition_by.is_none())
    };
    let is_leaf = |name: &ObjectName| cx.old_table(name).is_some_and(|table| table.partition_by.is_none());
    let referenced = std::iter::once(&there.name).chain(below(there, cx));
    let (locked, looked): (Vec<_>, Vec<_>) = referenced.partition(|name| has_triggers(name));
    let referencing = below(table, cx).into_iter().filter(|name| is_leaf(name));
    take_over
        .also_on_all(locked, Lock::AccessExclusive)
        .also_on_all(looked, Lock::ShareRowExclusive)
        .also_on_all(referencing, Lock::AccessExclusive)
}

/// Adds a primary key or a unique constraint.
///
/// # Locks
/// Each partition gets it as a table does: its index is built concurrently and taken over. The parent then attaches what
/// its partitions have, and builds nothing (`DefineIndex` in `src/backend/commands/indexcmds.c`), under ACCESS EXCLUSIVE on
/// itself and, since PostgreSQL 18, its partitions.
pub(super) fn add_key(table: &Table, new: &Constraint, key: &Key, cx: &Lowering<'_>) -> Vec<Operation> {
    let columns: Vec<String> = columns_of(cx.pair.new.catalog(), &table.name)
        .unwrap_or_default()
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let leaves = leaves(table, cx);
    let mut operations = Vec::new();
    for leaf in &leaves {
        // A run that was interrupted has put it there.
        if leaf.constraints.iter().any(|own| own.kind == new.kind) {
            continue;
        }
        // A run that was interrupted may have built its index.
        let name = index::for_part(&leaf.name, key, cx)
            .unwrap_or_else(|| cx.free_name(|names| names.choose_constraint(&leaf.name, new, &columns)));
        let part = Constraint { name: Some(name.clone()), comment: None, index_comment: None, ..new.clone() };
        operations.extend(constraint::add_key(leaf, &part, key, &name, cx));
    }
    let clause = format!("ADD {}", sql::constraint_with_name(new));
    let take_over = constraint::started(OpCode::AddKeyMerged, table, new, clause, cx);
    let take_over = below(table, cx).into_iter().fold(take_over, |operation, partition| {
        let is_leaf = leaves.iter().any(|leaf| leaf.name == *partition);
        let lock = match cx.server_major() {
            18.. => Lock::AccessExclusive,
            // A trigger, which the leaves have already, checks it later.
            _ if new.deferrable && !is_leaf => Lock::ShareRowExclusive,
            _ => Lock::Share,
        };
        operation.also_on(partition, lock)
    });
    operations.push(take_over.because("takes over what the partitions have"));
    operations
}

/// Validates a constraint that partitions have from their parent, each by itself; nothing for a table without partitions.
///
/// What is left for the parent is a look at the catalog: `ATExecValidateConstraint` passes over what is valid.
pub(super) fn validate_below(table: &Table, name: &str, cx: &Lowering<'_>) -> Vec<Operation> {
    let below = leaves(table, cx).into_iter();
    below
        .map(|leaf| {
            let target = ObjectRef::constraint(&leaf.name, name);
            let clause = format!("VALIDATE CONSTRAINT {}", crate::catalog::ident(name));
            Operation::clause(OpCode::ValidateConstraint, target, &leaf.name, clause)
                .because("one partition after the other, while they are in use")
        })
        .collect()
}

/// What validating a parent is after its partitions: nothing is read.
pub(super) fn after_partitions(validate: Operation) -> Operation {
    let mut validate = validate.harmless().because("its partitions are valid by now");
    validate.work = Work::Instant;
    validate
}

/// The partitions on all levels.
pub(super) fn below<'a>(table: &Table, cx: &Lowering<'a>) -> Vec<&'a ObjectName> {
    let partitions = |parent| cx.old_partitions(parent).iter().map(|partition| &partition.name);
    let mut below: Vec<&ObjectName> = partitions(&table.name).collect();
    let mut left = below.clone();
    while let Some(parent) = left.pop() {
        left.extend(partitions(parent));
        below.extend(partitions(parent));
    }
    below.sort();
    below
}

/// The partitions that hold rows, on all levels, and stay where they are.
fn leaves<'a>(table: &Table, cx: &Lowering<'a>) -> Vec<&'a Table> {
    let mut leaves: Vec<&Table> = Vec::new();
    let mut left: Vec<&ObjectName> = vec![&table.name];
    while let Some(parent) = left.pop() {
        for partition in cx.old_partitions(parent) {
            let after = cx.pair.new.catalog().tables.get(&ObjectId::named(partition.name.clone()));
            let stays = after.and_then(|after| after.partition_of.as_ref()).is_some_and(|of| of.parent == *parent);
            if !stays {
                continue;
            }
            if partition.partition_by.is_some() {
                left.push(&partition.name);
            } else {
                leaves.push(partition);
            }
        }
    }
    leaves.sort_by(|a, b| a.name.cmp(&b.name));
    leaves
}

/// Whether a foreign key can be put on each partition first: none has another constraint of its name.
pub(super) fn names_are_free(table: &Table, new: &Constraint, cx: &Lowering<'_>) -> bool {
    let name = new.name.as_deref().unwrap_or_default();
    leaves(table, cx).iter().all(|leaf| leaf.constraint(name).is_none_or(|own| own.kind == new.kind))
        && matches!(new.kind, ConstraintKind::ForeignKey(_))
        && create::is_partitioned(table, cx)
}
