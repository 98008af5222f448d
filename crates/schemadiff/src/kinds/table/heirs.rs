//! Recipes for tables that inherit: what is done to them by themselves, and what is done to their parents and reaches them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Column, Constraint, ObjectName};

use super::change::{self, ColumnChange, TableChange};
use super::{Table, alter, create, inherit, settings};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair};
use crate::facts::{Lock, OpCode};
use crate::kinds::ObjectKind;
use crate::lower::{Lowering, Operation, Sql, alone};

/// What is said of the parents: which are let go of and which are new, in the order in which that is done. The order of
/// parents decides that of columns; one that comes later than it did is let go of and taken again.
pub(super) fn compare(pair: Pair<&Table>) -> Vec<TableChange> {
    let (old, new) = (&pair.old.inherits, &pair.new.inherits);
    let stays: Vec<&ObjectName> = old.iter().filter(|parent| new.contains(parent)).collect();
    let in_place = stays.iter().zip(new).take_while(|(before, after)| **before == *after).count();
    let kept = &stays[..in_place];
    let left = old.iter().filter(|parent| !kept.contains(parent));
    let taken = new.iter().filter(|parent| !kept.contains(parent));
    let left = left.map(|parent| TableChange::NoInherit(parent.clone()));
    left.chain(taken.map(|parent| TableChange::Inherit(parent.clone()))).collect()
}

/// All changes of parents, where one of them is let go of and taken again: nobody may see the rows missing meanwhile.
pub(super) fn moved(changes: &[TableChange]) -> Vec<&TableChange> {
    let left = |parent: &ObjectName| {
        changes.iter().any(|change| matches!(change, TableChange::NoInherit(left) if left == parent))
    };
    if !changes.iter().any(|change| matches!(change, TableChange::Inherit(parent) if left(parent))) {
        return Vec::new();
    }
    let of_parents = |change: &&TableChange| matches!(change, TableChange::Inherit(_) | TableChange::NoInherit(_));
    changes.iter().filter(of_parents).collect()
}

/// The operation that makes one change of parents.
pub(super) fn operation(table: &Table, change: &TableChange, cx: &Lowering<'_>) -> Option<Operation> {
    match change {
        TableChange::Inherit(parent) => Some(inherit(table, parent, cx)),
        TableChange::NoInherit(parent) => Some(no_inherit(table, parent)),
        _ => None,
    }
}

/// The changes that a table has to be given by itself: what happens to its parents reaches what it has from them.
pub(super) fn own_changes<'c>(
    pair: Pair<&Table>,
    changes: &'c [TableChange],
    cx: &Lowering<'_>,
) -> Cow<'c, [TableChange]> {
    if pair.old.inherits.is_empty() && pair.new.inherits.is_empty() {
        return Cow::Borrowed(changes);
    }
    let family = Family::of(pair, cx);
    Cow::Owned(changes.iter().flat_map(|change| family.own(change)).collect())
}

/// A table with its parents before and after.
struct Family<'a> {
    pair: Pair<&'a Table>,
    catalogs: Pair<&'a Catalog>,
    /// Parents that it had and keeps.
    staying: Vec<&'a ObjectName>,
}

impl<'a> Family<'a> {
    fn of(pair: Pair<&'a Table>, cx: &Lowering<'a>) -> Self {
        let changes = compare(pair);
        let leaves = |parent: &ObjectName| changes.iter().any(|change| matches!(change, TableChange::NoInherit(left) if left == parent));
        Self {
            pair,
            catalogs: Pair { old: cx.pair.old.catalog(), new: cx.pair.new.catalog() },
            staying: pair.new.inherits.iter().filter(|parent| pair.old.inherits.contains(parent) && !leaves(parent)).collect(),
        }
    }

    /// A column as parents that stay pass it on.
    fn above(&self, catalog: &Catalog, column: &str) -> Option<Column> {
        let parents = self.staying.iter().filter_map(|parent| catalog.tables.get(&ObjectId::named((*parent).clone())));
        inherit::from_parents(parents, column)
    }

    fn own(&self, change: &TableChange) -> Vec<TableChange> {
        let kept = || vec![change.clone()];
        match change {
            TableChange::AddColumn(column) => match self.above(self.catalogs.new, &column.name) {
                Some(copy) => altered(&copy, column, change::column_changes(&copy, column)),
                None => kept(),
            },
            TableChange::DropColumn(column) => {
                let goes_along = self.pair.old.inherited.get(&column.name) == Some(&false)
                    && self.above(self.catalogs.old, &column.name).is_some();
                if goes_along { Vec::new() } else { kept() }
            }
            TableChange::AlterColumn { old, new, changes } => {
                let before = self.above(self.catalogs.old, &new.name);
                let after = self.above(self.catalogs.new, &new.name);
                let reaches = |change: &ColumnChange| match (change, &before, &after) {
                    (ColumnChange::NotNull, Some(before), Some(after)) => new.not_null && after.not_null && !before.not_null,
                    (
                        ColumnChange::Type | ColumnChange::Generated | ColumnChange::Swap | ColumnChange::Remake,
                        Some(_),
                        Some(_),
                    ) => true,
                    _ => false,
                };
                altered(old, new, changes.iter().copied().filter(|change| !reaches(change)).collect())
            }
            TableChange::AddConstraint(check) if inherit::is_passed_on(check) => {
                // What it had from a parent that it lets go of is its own then, and what it declared too is its own anyway.
                let name = check.name.as_deref().unwrap_or_default();
                let is_there = self.pair.old.merged_checks.contains(name) || self.left_behind().iter().any(|left| left.name == check.name);
                if is_there { Vec::new() } else { kept() }
            }
            TableChange::DropConstraint(check) if inherit::is_passed_on(check) => {
                // One that says something else is refused by the server when the two are to be merged.
                let is_above = |above: &&Constraint| above.name == check.name;
                if inherit::checks_above(self.catalogs.new, self.pair.new).iter().any(is_above) { Vec::new() } else { kept() }
            }
            TableChange::NoInherit(_) if self.is_first(change) => {
                let wanted = inherit::checks_above(self.catalogs.new, self.pair.new);
                let is_wanted = |left: &&Constraint| {
                    let same = |other: &Constraint| other.name == left.name;
                    self.pair.new.constraints.iter().any(same) || wanted.iter().any(|other| same(other))
                };
                let left = self.left_behind();
                let unwanted = left.into_iter().filter(|left| !is_wanted(left)).cloned().map(TableChange::DropConstraint);
                unwanted.chain(kept()).collect()
            }
            TableChange::Inherit(parent) => {
                let has = self.pair.old.constraints.iter().chain(self.left_behind());
                let has: Vec<&Constraint> = has.chain(self.checks_of_staying()).collect();
                let parent = self.catalogs.new.tables.get(&ObjectId::named(parent.clone()));
                let mut needed: Vec<&Constraint> = Vec::new();
                for above in parent.iter().flat_map(|parent| inherit::ancestors(self.catalogs.new, parent).into_iter().chain([*parent])) {
                    needed.extend(above.constraints.iter().filter(|check| inherit::is_passed_on(check)));
                }
                let lacks = |check: &&Constraint| !has.iter().any(|own| own.name == check.name);
                let lacking = needed.into_iter().filter(lacks).cloned();
                lacking
                    .map(|check| TableChange::AddConstraint(Constraint { comment: None, validated: true, ..check }))
                    .chain(kept())
                    .collect()
            }
            _ => kept(),
        }
    }

    /// Whether a change is the first of those that let go of a parent.
    fn is_first(&self, change: &TableChange) -> bool {
        let changes = compare(self.pair);
        let first = changes.iter().find_map(|change| match change {
            TableChange::NoInherit(parent) => Some(parent),
            _ => None,
        });
        matches!(change, TableChange::NoInherit(parent) if Some(parent) == first)
    }

    /// The checks that it has from parents that stay.
    fn checks_of_staying(&self) -> Vec<&'a Constraint> {
        let mut found = Vec::new();
        for parent in &self.staying {
            let parent = self.catalogs.old.tables.get(&ObjectId::named((*parent).clone()));
            for above in parent.iter().flat_map(|parent| inherit::ancestors(self.catalogs.old, parent).into_iter().chain([*parent])) {
                found.extend(above.constraints.iter().filter(|check| inherit::is_passed_on(check)));
            }
        }
        found
    }

    /// The checks that it has from parents that it lets go of, and from no other: they stay, as its own.
    fn left_behind(&self) -> Vec<&'a Constraint> {
        let staying = self.checks_of_staying();
        let all = inherit::checks_above(self.catalogs.old, self.pair.old);
        all.into_iter().filter(|check| !staying.iter().any(|other| other.name == check.name)).collect()
    }
}

fn altered(old: &Column, new: &Column, changes: Vec<ColumnChange>) -> Vec<TableChange> {
    if changes.is_empty() {
        return Vec::new();
    }
    vec![TableChange::AlterColumn { old: Box::new(old.clone()), new: Box::new(new.clone()), changes }]
}

/// Has a table inherit from another one.
///
/// # Locks
/// ACCESS EXCLUSIVE on the table and SHARE UPDATE EXCLUSIVE on the parent, for an instant: columns and checks are compared, and
/// no row is read (`MergeAttributesIntoExisting()` and `MergeConstraintsIntoExisting()` in `tablecmds.c`).
pub(super) fn inherit(table: &Table, parent: &ObjectName, cx: &Lowering<'_>) -> Operation {
    let catalog = cx.pair.new.catalog();
    let names: Vec<&String> = table.inherited.keys().collect();
    let columns = names.iter().flat_map(|name| [ObjectRef::column(&table.name, name), ObjectRef::column(parent, name)]);
    let above = catalog.tables.get(&ObjectId::named(parent.clone()));
    let checks = inherit::checks_above(catalog, table);
    let checks = checks.into_iter().flat_map(|check| {
        above.map(|above| create::reference(above, check)).into_iter().chain([create::reference(table, check)])
    });
    Operation::new(OpCode::Inherit, table.object_ref(), format!("ALTER TABLE {} INHERIT {parent}", table.name))
        .on(&table.name)
        .also_on(parent, Lock::ShareUpdateExclusive)
        .needs([table.object_ref(), ObjectRef::named(Kind::Table, parent)])
        .needs(columns)
        .needs(checks)
        .because(format!("its rows are rows of `{}` too", parent.name))
        .undo(format!("ALTER TABLE {} NO INHERIT {parent}", table.name))
}

/// Has a table inherit from another one no longer: what it had from there is its own then.
///
/// # Locks
/// ACCESS EXCLUSIVE on the table and ACCESS SHARE on the parent, for an instant (`ATExecDropInherit()` in `tablecmds.c`).
pub(super) fn no_inherit(table: &Table, parent: &ObjectName) -> Operation {
    Operation::new(OpCode::NoInherit, table.object_ref(), format!("ALTER TABLE {} NO INHERIT {parent}", table.name))
        .on(&table.name)
        .also_on(parent, Lock::AccessShare)
        .needs([table.object_ref()])
        .releases([ObjectRef::named(Kind::Table, parent)])
        .creates(alone(&table.name))
        .because(format!("its rows are rows of `{}` no longer", parent.name))
        .undo(format!("ALTER TABLE {} INHERIT {parent}", table.name))
}

/// What a table that is created says of columns that it has from above and does not declare.
pub(super) fn say_own(table: &Table, cx: &Lowering<'_>) -> Vec<Operation> {
    let (old, new) = (cx.pair.old.catalog(), cx.pair.new.catalog());
    let mut operations = Vec::new();
    for column in table.columns.iter().filter(|column| !table.declares(&column.name)) {
        let Some(copy) = inherit::from_above(new, table, &column.name) else { continue };
        let Some(first) = inherit::at_first(new, table, &column.name) else { continue };
        // A parent that is there may have another default when the table is created than it has in the end.
        let before = inherit::from_above(old, table, &column.name);
        let is_settled = before.is_none_or(|before| before.default == first.default);
        if column.generated.is_none() && (column.default != first.default || !is_settled) {
            operations.push(alter::set_default(table, Pair { old: &first, new: column }));
        }
        if column.not_null && !copy.not_null {
            let set = alter::clause(OpCode::SetNotNullProven, table, column, "SET NOT NULL");
            operations.push(set.because("there are no rows yet"));
        }
        operations.extend(settings::change(table, column, Pair { old: &first.settings, new: &column.settings }, cx));
    }
    operations
}

/// The tables that stay and let go of each table.
fn leaving(pair: Pair<&Catalog>) -> BTreeMap<ObjectName, Vec<ObjectName>> {
    let mut leaving: BTreeMap<ObjectName, Vec<ObjectName>> = BTreeMap::new();
    for before in pair.old.tables.values().filter(|table| !table.inherits.is_empty()) {
        let Some(after) = pair.new.tables.get(&ObjectId::named(before.name.clone())) else { continue };
        for parent in before.inherits.iter().filter(|parent| !after.inherits.contains(parent)) {
            leaving.entry(parent.clone()).or_default().push(before.name.clone());
        }
    }
    leaving
}

/// That a column is inherited no longer, as something to be needed: no object, and no constraint has this name.
fn inherited_no_more(table: &ObjectName, column: &str) -> ObjectRef {
    ObjectRef::constraint(table, &format!("(column {column} of its own)"))
}

/// The tables that inherit from each table, before or after.
pub(crate) fn heirs(pair: Pair<&Catalog>) -> BTreeMap<ObjectName, Vec<ObjectName>> {
    let mut heirs: BTreeMap<ObjectName, Vec<ObjectName>> = BTreeMap::new();
    for table in pair.old.tables.values().chain(pair.new.tables.values()) {
        for parent in &table.inherits {
            heirs.entry(parent.clone()).or_default().push(table.name.clone());
        }
    }
    heirs
}

/// Keeps what each table has of its own from reaching the tables that inherit from it, which are given theirs by themselves.
///
/// `ALTER COLUMN … SET DEFAULT` and the like would go down to all of them, whatever they say
/// (`ATSimpleRecursion()` in `src/backend/commands/tablecmds.c`).
pub(crate) fn reach_only(operations: &mut [Operation], pair: Pair<&Catalog>) {
    let heirs = heirs(pair);
    let leaving = leaving(pair);
    for operation in operations.iter_mut().filter(|_| !heirs.is_empty()) {
        if let (OpCode::DropColumn, Some(part)) = (operation.code, &operation.target.id.part) {
            // What an heir declares too stays when the parent's goes, and can be dropped only then.
            let below = heirs.get(&operation.target.id.name).into_iter().flatten();
            operation.creates.extend(below.map(|heir| inherited_no_more(heir, part)));
            operation.needs.push(inherited_no_more(&operation.target.id.name, part));
        }
        let Sql::TableClause { table, clause } = &operation.sql else { continue };
        // What is done to a parent would reach those that let go of it.
        operation.needs.extend(leaving.get(table).into_iter().flatten().map(alone));
        let is_own = matches!(
            operation.code,
            OpCode::SetDefault
                | OpCode::DropDefault
                | OpCode::DropNotNull
                | OpCode::SetColumnStatistics
                | OpCode::SetColumnStorage
        );
        let above = pair.old.tables.get(&ObjectId::named(table.clone()));
        if let (OpCode::DropNotNull, Some(part)) = (operation.code, &operation.target.id.part) {
            // Since 18 one that is inherited can be dropped only after that of the parent is.
            let parents = above.iter().flat_map(|table| &table.inherits);
            operation.needs.extend(parents.map(|parent| ObjectRef::column(parent, part)));
        }
        if !is_own || !heirs.contains_key(table) {
            continue;
        }
        if operation.code == OpCode::DropNotNull && !operation.creates.contains(&operation.target) {
            operation.creates.push(operation.target.clone());
        }
        operation.sql = Sql::Statement(format!("ALTER TABLE ONLY {table} {clause}"));
        operation.only = true;
    }
}
