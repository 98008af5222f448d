//! What is said of tables that only newer servers have.

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, NotNull, ObjectName, Persistence};

use super::{PhysicalChange, Table, TableChange};
use crate::catalog::{ObjectRef, Pair};
use crate::kinds::{ObjectKind, Since, since};

/// What is said of a table.
pub(super) fn of(table: &Table) -> Vec<Since> {
    let about = table.object_ref();
    let mut all = since::parameters(table.parameters.keys(), &about);
    all.extend(table.columns.iter().flat_map(|column| of_column(&table.name, column)));
    all.extend(table.constraints.iter().flat_map(|constraint| of_constraint(table, constraint)));
    if table.partition_by.is_some() && table.physical.access_method.is_some() {
        all.push(Since::new(17, "`USING` with `PARTITION BY`", about));
    }
    all
}

/// What is said of a column of a table or foreign table.
pub(in crate::kinds) fn of_column(table: &ObjectName, column: &Column) -> Vec<Since> {
    let about = ObjectRef::column(table, &column.name);
    let mut all = Vec::new();
    if column.generated.as_ref().is_some_and(|generated| generated.is_virtual) {
        all.push(Since::new(18, "`VIRTUAL`", about.clone()));
    }
    let NotNull { no_inherit, validated, comment, .. } = column.required();
    let said = [
        (no_inherit, "`NOT NULL … NO INHERIT`"),
        (!validated, "`NOT NULL … NOT VALID`"),
        (comment.is_some(), "a comment on NOT NULL"),
    ];
    for (_, what) in said.into_iter().filter(|(said, _)| *said) {
        all.push(Since::new(18, what, about.clone()));
    }
    let sequence = column.identity.as_ref().and_then(|identity| identity.options.persistence);
    if sequence == Some(Persistence::Unlogged) {
        all.push(Since::new(15, "`UNLOGGED`", about));
    }
    all
}

fn of_constraint(table: &Table, constraint: &Constraint) -> Vec<Since> {
    let about = ObjectRef::constraint(&table.name, constraint.name.as_deref().unwrap_or_default());
    if !constraint.enforced {
        return vec![Since::new(18, "`NOT ENFORCED`", about)];
    }
    let said = match &constraint.kind {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) if key.without_overlaps => (18, "`WITHOUT OVERLAPS`"),
        ConstraintKind::ForeignKey(key) if key.period => (18, "`PERIOD`"),
        ConstraintKind::Unique(key) if key.nulls_not_distinct => (15, "`NULLS NOT DISTINCT`"),
        ConstraintKind::ForeignKey(key) if !key.on_delete_columns.is_empty() => (15, "columns of `ON DELETE`"),
        ConstraintKind::Exclude(_) if table.partition_by.is_some() => (17, "`EXCLUDE` with `PARTITION BY`"),
        _ => return Vec::new(),
    };
    vec![Since::new(said.0, said.1, about)]
}

/// What changes of a table need that may be said of a new one before.
pub(super) fn of_changes(pair: Pair<&Table>, changes: &[TableChange]) -> Vec<Since> {
    let moves = |change: &TableChange| matches!(change, TableChange::Physical(PhysicalChange::AccessMethod));
    // Source: `ATPrepSetAccessMethod` in `src/backend/commands/tablecmds.c`.
    let major = if pair.new.partition_by.is_some() { 17 } else { 15 };
    let moved = changes.iter().any(moves);
    moved.then(|| Since::new(major, "`SET ACCESS METHOD`", pair.new.object_ref())).into_iter().collect()
}
