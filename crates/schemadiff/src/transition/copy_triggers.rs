//! Triggers that fire for updates of a column which is being renamed: for a while they fire for both of its names.
//!
//! Whoever writes the copy does not name the column, and a trigger `UPDATE OF` the column looks at what a statement names, not at what
//! changes (manual, "CREATE TRIGGER").

use schemadiff_sql::syntax::TriggerEvent;

use super::column_copy::{ColumnCopy, keeps_both};
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diff::Rename;
use crate::kinds::{ObjectKind, Trigger};
use crate::lower::{Lowering, Operation};
use crate::plan::Phase;

/// Has the triggers of a table that fire for a column fire for its copy too, once every row is filled: filling is no change of
/// the column.
pub(super) fn both(copy: &ColumnCopy, cx: &Lowering<'_>) -> Vec<Operation> {
    concerned(copy, cx)
        .into_iter()
        .filter(|trigger| !copy.triggers.contains(&trigger.definition.name))
        .map(|mut trigger| {
            for event in &mut trigger.definition.events {
                if let TriggerEvent::Update(columns) = event
                    && columns.contains(&copy.from)
                {
                    columns.push(copy.to.clone());
                }
            }
            trigger
        })
        .flat_map(|trigger| again(copy, &trigger, "fires for the new name too"))
        .map(|operation| operation.in_phase(Phase::Backfill))
        .collect()
}

/// Has them fire for the column alone, before its copy goes.
pub(super) fn one(copy: &ColumnCopy, cx: &Lowering<'_>) -> Vec<Operation> {
    let concerned = concerned(copy, cx).into_iter();
    concerned
        .flat_map(|trigger| again(copy, &trigger, "its column has one name from here on"))
        .collect()
}

/// Likewise, where the column keeps its name.
pub(super) fn back(copy: &ColumnCopy, cx: &Lowering<'_>) -> Vec<Operation> {
    let catalog = cx.pair.old.catalog();
    let named = copy
        .triggers
        .iter()
        .map(|name| ObjectId::part(copy.table.clone(), name.clone()));
    let there = named.filter_map(|id| catalog.triggers.get(&id));
    there
        .flat_map(|trigger| again(copy, trigger, "its column has one name after all"))
        .collect()
}

/// The triggers of the table that name the column and stay as they are, in the words of now: columns have their old names.
///
/// Constraint triggers cannot be replaced in place, and one that names two columns that are renamed would have to wait for both copies.
fn concerned(copy: &ColumnCopy, cx: &Lowering<'_>) -> Vec<Trigger> {
    let (old, new) = (cx.pair.old.catalog(), cx.pair.new.catalog());
    let renames: Vec<&Rename> = cx
        .changes()
        .renames
        .iter()
        .filter(|rename| rename.to.kind == Kind::Column && rename.to.id.name == copy.table)
        .collect();
    let is_copied = |column: &String| {
        let mut named = renames
            .iter()
            .filter(|rename| rename.to.id.part.as_ref() == Some(column));
        named.any(|rename| keeps_both(rename, cx))
    };
    let names = |trigger: &&Trigger| {
        let columns: Vec<&String> = trigger
            .definition
            .events
            .iter()
            .filter_map(|event| match event {
                TriggerEvent::Update(columns) => Some(columns),
                _ => None,
            })
            .flatten()
            .filter(|column| is_copied(column))
            .collect();
        columns == [&copy.to]
    };
    let stays = |trigger: &&Trigger| new.triggers.get(&trigger.id()) == Some(*trigger);
    let before = |column: &str| {
        let before = cx.before_renames(&ObjectRef::column(&copy.table, column));
        before.id.part.unwrap_or_default()
    };
    let found = old.triggers.parts_of(&copy.table).filter(names).filter(stays);
    found
        .filter(|trigger| trigger.definition.constraint.is_none())
        .cloned()
        .map(|mut trigger| {
            for event in &mut trigger.definition.events {
                if let TriggerEvent::Update(columns) = event {
                    for column in columns {
                        *column = before(column);
                    }
                }
            }
            if let Some(when) = &mut trigger.definition.when {
                for rename in &renames {
                    if let (Some(from), Some(to)) = (&rename.from.id.part, &rename.to.id.part) {
                        *when = when.rename_column(to, from);
                    }
                }
            }
            trigger
        })
        .collect()
}

/// The trigger as it says, in the place of the one that is there.
fn again(copy: &ColumnCopy, trigger: &Trigger, because: &str) -> Vec<Operation> {
    trigger
        .again(because)
        .into_iter()
        .map(|operation| Operation {
            target: copy.target(),
            needs: Vec::new(),
            creates: Vec::new(),
            ..operation
        })
        .collect()
}
