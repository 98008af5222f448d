//! The check that detaching concurrently leaves behind: its name, and how it is known again.

use std::collections::BTreeSet;

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{Check, Constraint, ConstraintKind, PartitionBound};

use super::lower::is_check;
use super::{PartitionOf, Table, bound};
use crate::canon::{Taken, columns_of};
use crate::catalog::ident;
use crate::lower::Lowering;
use crate::standing::ancestors;

/// The name of the check that detaching concurrently leaves behind.
pub(super) fn left_behind(table: &Table, cx: &Lowering<'_>) -> String {
    bound_check(table, cx, Taken::of(cx.pair.old.catalog()))
}

/// Whether a check is the one that a detach has left which was interrupted, or whose run was stopped right after it.
pub(super) fn is_left_behind(constraint: &Constraint, table: &Table, cx: &Lowering<'_>) -> bool {
    let Some(before) = cx.old_table(&table.name).filter(|_| is_check(constraint)) else { return false };
    match &before.partition_of {
        Some(of) => {
            let name = bound_check(before, cx, Taken::default());
            of.detaching && constraint.name.as_deref() == Some(name.as_str())
        }
        None => {
            let tables = cx.pair.old.catalog().tables.values();
            tables.filter(|above| above.partition_by.is_some()).any(|above| is_bound_in(constraint, before, above, cx))
        }
    }
}

/// Whether a check of a table looks as if the table had been a partition: it has all columns of the partitioned table, and the check is
/// called and reads as PostgreSQL has it of its key (`DetachAddConstraintIfNeeded` in `src/backend/commands/tablecmds.c`).
fn is_bound_in(constraint: &Constraint, table: &Table, above: &Table, cx: &Lowering<'_>) -> bool {
    let ConstraintKind::Check(check) = &constraint.kind else { return false };
    let catalog = cx.pair.old.catalog();
    let named = |table: &Table| -> BTreeSet<String> {
        columns_of(catalog, &table.name).unwrap_or_default().iter().map(|column| column.name.clone()).collect()
    };
    let was = Table { partition_of: Some(PartitionOf::new(above.name.clone(), PartitionBound::Default)), ..table.clone() };
    let text = check.expression.sql();
    let reads = above.partition_by.iter().flat_map(bound::columns).any(|column| {
        let column = ident(&column);
        [format!("{column} IS NOT NULL AND "), format!("{column} IS NULL OR ")].iter().any(|start| text.starts_with(start))
    });
    (reads || text.starts_with("satisfies_hash_partition("))
        && named(table) == named(above)
        && constraint.name.as_deref() == Some(bound_check(&was, cx, Taken::default()).as_str())
}

fn bound_check(table: &Table, cx: &Lowering<'_>, mut taken: Taken) -> String {
    let catalog = cx.pair.old.catalog();
    let mut columns: Vec<String> =
        ancestors(catalog, table).iter().filter_map(|above| above.partition_by.as_ref()).flat_map(bound::columns).collect();
    columns.sort();
    columns.dedup();
    let every: Vec<String> =
        columns_of(catalog, &table.name).unwrap_or_default().iter().map(|column| column.name.clone()).collect();
    let uses: Vec<String> = columns.iter().map(|column| format!("{} IS NOT NULL", ident(column))).collect();
    let Ok(expression) = Expr::parse(&uses.join(" AND ")) else { return String::new() };
    let check = Constraint::new(None, ConstraintKind::Check(Check { expression, no_inherit: false }));
    taken.choose_constraint(&table.name, &check, &every)
}
