//! Columns that are dropped and added again, and what goes with them without a word from PostgreSQL.
//!
//! `DROP COLUMN` takes every index and constraint over the column along (manual, "ALTER TABLE", `DROP COLUMN`). They are
//! dropped by statements of their own before it, and made again after.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Constraint, ConstraintKind, IndexValue, ObjectName};

use super::{ChangeSet, Delta};
use crate::catalog::{ObjectRef, refs};
use crate::kinds::Table;
use crate::kinds::table::{ColumnChange, TableChange, is_remade};

/// Lets constraints over such columns step aside. So does a constraint that is replaced while a column of it changes: its
/// successor cannot be built beside it.
///
/// Returns the columns, and adds the keys that step aside to what is disturbed.
pub(super) fn step_aside(
    changes: &mut ChangeSet,
    server_major: u32,
    disturbed: &mut Vec<ObjectRef>,
) -> BTreeSet<ObjectRef> {
    let mut remade = BTreeSet::new();
    for delta in &mut changes.kinds.tables {
        if let Delta::Alter {
            old, new, changes, ..
        } = delta
        {
            let columns = Columns::of(new, changes, server_major);
            if !columns.changed.is_empty() {
                remake(old, new, changes, &columns, disturbed);
            }
            remade.extend(columns.remade);
        }
    }
    remade
}

/// Columns of one table.
struct Columns {
    /// Those that are dropped and added.
    remade: BTreeSet<ObjectRef>,
    /// Those, and those that get another type or expression.
    changed: BTreeSet<ObjectRef>,
}

impl Columns {
    fn of(table: &Table, changes: &[TableChange], server_major: u32) -> Self {
        let mut columns = Self {
            remade: BTreeSet::new(),
            changed: BTreeSet::new(),
        };
        for change in changes {
            let TableChange::AlterColumn { old, new, changes } = change else {
                continue;
            };
            let column = ObjectRef::column(&table.name, &new.name);
            if is_remade(old, new, changes, server_major) {
                columns.remade.insert(column.clone());
            }
            let is_change = |change: &ColumnChange| {
                matches!(
                    change,
                    ColumnChange::Type | ColumnChange::Generated | ColumnChange::Remake
                )
            };
            if changes.iter().any(is_change) {
                columns.changed.insert(column);
            }
        }
        columns
    }
}

fn remake(
    old: &Table,
    new: &Table,
    changes: &mut Vec<TableChange>,
    columns: &Columns,
    disturbed: &mut Vec<ObjectRef>,
) {
    for after in &new.constraints {
        let name = after.name.as_deref().unwrap_or_default();
        let renamed = changes.iter().find_map(|change| match change {
            TableChange::RenameConstraint { old, new } if **new == *after => Some(old.as_ref().clone()),
            _ => None,
        });
        let Some(before) = old.constraint(name).cloned().or(renamed) else {
            continue;
        };
        let over = |columns: &BTreeSet<ObjectRef>| {
            is_over(&new.name, &before, columns) || is_over(&new.name, after, columns)
        };
        let replaced = before.kind != after.kind
            || changes.iter().any(
                |change| matches!(change, TableChange::ReplaceConstraint { new, .. } if **new == *after),
            );
        if !(over(&columns.remade) || (replaced && over(&columns.changed))) {
            continue;
        }
        changes.retain(|change| match change {
            TableChange::ReplaceConstraint { new, .. }
            | TableChange::RenameConstraint { new, .. }
            | TableChange::AlterConstraint { new, .. } => **new != *after,
            TableChange::ValidateConstraint(new) | TableChange::ConstraintComment(new) => new != after,
            _ => true,
        });
        if matches!(
            before.kind,
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_)
        ) {
            let name = before.name.as_deref().unwrap_or_default();
            disturbed.push(ObjectRef::constraint(&new.name, name));
        }
        changes.push(TableChange::RemakeConstraint {
            old: Box::new(before),
            new: Box::new(after.clone()),
        });
    }
}

/// Whether a constraint of a table is over one of these columns.
fn is_over(table: &ObjectName, constraint: &Constraint, columns: &BTreeSet<ObjectRef>) -> bool {
    let named = |name: &String| columns.contains(&ObjectRef::column(table, name));
    let mentioned = |expression: &schemadiff_sql::Expr| {
        refs::mentioned(&expression.references(), Some(table))
            .iter()
            .any(|object| columns.contains(object))
    };
    match &constraint.kind {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
            key.columns.iter().chain(&key.include).any(named)
        }
        ConstraintKind::Check(check) => mentioned(&check.expression),
        ConstraintKind::Exclude(exclude) => {
            exclude.elements.iter().any(|(element, _)| match &element.value {
                IndexValue::Column(name) => named(name),
                IndexValue::Expression(expression) => mentioned(expression),
            }) || exclude.predicate.as_ref().is_some_and(mentioned)
        }
        ConstraintKind::ForeignKey(key) => key.columns.iter().any(named),
    }
}
