//! Changes of a column under which its values stay as they are, and what else is locked by them.

use schemadiff_sql::syntax::{Column, ConstraintKind, ObjectName};

use super::{Table, constraint};
use crate::catalog::ObjectRef;
use crate::facts::{Hazard, Work};
use crate::kinds::ObjectKind;
use crate::lower::{Lowering, Operation};
use crate::plan::PermissionKind;

/// Changes a type or collation under which the values stay as they are, and have another order: only what is kept in that
/// order or is computed from them is read or built anew.
pub(super) fn keep_rows(mut change: Operation, table: &Table, old: &Column, cx: &Lowering<'_>) -> Operation {
    let catalog = cx.pair.old.catalog();
    let column = ObjectRef::column(&table.name, &old.name);
    let indexes = cx.old_indexes(&table.name).iter().filter_map(|index| catalog.indexes.get(&index.id));
    let constraints = cx.old_table(&table.name).into_iter().flat_map(|table| &table.constraints);
    let own = constraints.filter(|constraint| constraint::needed(table, constraint, catalog).contains(&column));
    let (checks, keys): (Vec<_>, Vec<_>) =
        own.partition(|constraint| matches!(constraint.kind, ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_)));
    // Partitions may have indexes of their own.
    let built = table.partition_by.is_some()
        || !keys.is_empty()
        || indexes.map(ObjectKind::references).any(|used| used.contains(&column));
    change.work = match (built, checks.is_empty()) {
        (true, _) => Work::Build,
        (false, false) => Work::Scan,
        (false, true) => Work::Instant,
    };
    let is_so = |hazard: &Hazard| match hazard {
        Hazard::Rewrites => false,
        Hazard::BlocksAll => change.work != Work::Instant,
        _ => true,
    };
    change.hazards.retain(is_so);
    let because = match change.work {
        Work::Build => "another order of the same values: indexes over them are built anew",
        Work::Scan => "another type of the same values, which are checked again",
        _ => "another type of the same values",
    };
    change.permission(PermissionKind::ChangeType).because(because)
}

/// The other tables of foreign keys over a column, from it and to it.
pub(super) fn other_ends(column: &str, table: &Table, cx: &Lowering<'_>) -> Vec<ObjectName> {
    let mut ends = Vec::new();
    for other in cx.pair.old.catalog().tables.values() {
        for constraint in &other.constraints {
            let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
            let is_own = other.name == table.name;
            if is_own && key.table != table.name && key.columns.iter().any(|name| name == column) {
                ends.push(key.table.clone());
            }
            if !is_own && key.table == table.name && key.referenced_columns.iter().any(|name| name == column) {
                ends.push(other.name.clone());
            }
        }
    }
    ends.sort();
    ends.dedup();
    ends
}
