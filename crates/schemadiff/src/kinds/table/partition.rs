//! Recipes for partitions of tables that are in use: attaching, detaching, other bounds.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Column, ColumnSettings, ConstraintKind, ForeignKey, ObjectName, PartitionBound};

use super::{OwnColumn, PartitionOf, Table, alter, bound, create, detached, not_null, settings, sql};
use crate::canon::{above, columns_of, said};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair, ident};
use crate::facts::{Hazard, Lock, OpCode, Work};
use crate::kinds::ObjectKind;
use crate::lower::{Lowering, Operation, Sql, alone, helper_name, raise_if_any, rows_of};
use crate::plan::Phase;
use crate::standing::ancestors;

/// Makes a table that is there a partition.
///
/// # Locks
/// A check proves beforehand that every row fits (ACCESS EXCLUSIVE on the table for an instant, then a scan under SHARE
/// UPDATE EXCLUSIVE), and another that the default partition has none of them. `ATTACH PARTITION` then reads nothing: it
/// takes SHARE UPDATE EXCLUSIVE on the parent, ACCESS EXCLUSIVE on the table and on the default partition. Indexes and
/// constraints that the parent has are on the table by then, and are taken over.
pub(super) fn attach(table: &Table, partition: &PartitionOf, cx: &Lowering<'_>) -> Vec<Operation> {
    let proof = proof(table, partition, cx);
    let check = proof.as_deref().map(|condition| Helper::bound(&table.name, condition));
    let (rest, rest_is_proven) = default_check(table, partition, cx);
    let helpers: Vec<&Helper> = check.iter().chain(&rest).collect();
    let mut operations: Vec<Operation> = match cx.parting(&table.name) {
        Some(parting) => check.iter().flat_map(|check| parting.prove(check, partition, cx)).collect(),
        None => helpers.iter().flat_map(|helper| helper.prove(partition, cx)).collect(),
    };
    let attach = attach_operation(table, partition, check.is_some() && rest_is_proven, cx);
    let indexes = cx.new_indexes(&table.name);
    let columns = table.columns.iter().map(|column| ObjectRef::column(&table.name, &column.name));
    let constraints = table.constraints.iter().map(|constraint| create::reference(table, constraint));
    operations.push(
        attach
            .needs(table.references())
            .needs(columns)
            .needs(constraints)
            .needs(indexes)
            .needs(of_parent(&partition.parent, cx))
            .because("becomes a partition")
            .undo(detach_sql(table, &partition.parent)),
    );
    operations.extend(helpers.iter().map(|helper| helper.take_off(Phase::Expand)));
    operations
}

/// Attaches a table that this plan has just created, and which is empty.
///
/// # Locks
/// As [`attach`], of which only what concerns the default partition is left. `CREATE TABLE … PARTITION OF` would take ACCESS
/// EXCLUSIVE on the parent instead.
pub(super) fn attach_new(
    table: &Table,
    partition: &PartitionOf,
    create: Vec<Operation>,
    cx: &Lowering<'_>,
) -> Vec<Operation> {
    let (rest, rest_is_proven) = default_check(table, partition, cx);
    let mut operations: Vec<Operation> = rest.iter().flat_map(|helper| helper.prove(partition, cx)).collect();
    operations.extend(create.into_iter().enumerate().map(|(index, operation)| {
        if index == 0 { operation.needs(of_parent(&partition.parent, cx)) } else { operation }
    }));
    let attach = attach_operation(table, partition, rest_is_proven, cx);
    // Since 17 partitions have the identity of their parent. Attaching gives it to the partition, but not to those below it,
    // which then cannot be detached together: they are made afterwards.
    let columns = columns_of(cx.pair.new.catalog(), &partition.parent).unwrap_or_default();
    let attach = if columns.iter().any(|column| column.identity.is_some()) {
        attach.creates(table.object_ref())
    } else {
        let below = cx.new_partitions(&table.name).into_iter();
        attach.needs(below.map(|name| ObjectRef::named(Kind::Table, &name)))
    };
    let mut attach = attach.because("the partition is made beside the others and attached");
    if rest.is_none() {
        // What is empty fits.
        attach.hazards.retain(|hazard| *hazard != Hazard::MayFail);
    }
    operations.push(attach.undo(detach_sql(table, &partition.parent)));
    operations.extend(rest.iter().map(|helper| helper.take_off(Phase::Expand)));
    operations
}

/// Makes a partition a table of its own. `stays` is false when the table is dropped next.
///
/// # Locks
/// `CONCURRENTLY`: SHARE UPDATE EXCLUSIVE on the parent, and ACCESS EXCLUSIVE on the partition for an instant, after every
/// transaction that saw it as one has ended. It cannot be used while there is a default partition (manual, "ALTER TABLE",
/// `DETACH PARTITION`): then ACCESS EXCLUSIVE on the parent, the partition and the default partition, for an instant.
pub(super) fn detach(table: &Table, partition: &PartitionOf, stays: bool, cx: &Lowering<'_>) -> Vec<Operation> {
    let parent = &partition.parent;
    let concurrent = partition.detaching || default_of(parent, cx).is_none();
    let mut detach = if partition.detaching {
        locking_keys(finalize(table, parent), table, cx)
    } else if concurrent {
        let sql = format!("{} CONCURRENTLY", detach_sql(table, parent));
        let detach = Operation::new(OpCode::DetachPartitionConcurrently, table.object_ref(), sql).on(parent);
        locking_keys(detach, table, cx)
            .also_on(&table.name, Lock::AccessExclusive)
            .also_on_all(super::parted::below(table, cx), Lock::AccessExclusive)
    } else {
        at_once(table, parent, cx)
    };
    detach = detach.needs([ObjectRef::named(Kind::Table, parent)]).drops(rows_of(&table.name));
    let reason = if stays { "stands alone from here on" } else { "dropped next, without its parent being locked" };
    if !partition.detaching {
        detach = detach.because(reason);
    }
    if stays {
        detach = detach.releases([ObjectRef::named(Kind::Table, parent)]);
    }
    // Of one that was interrupted it is known what is there.
    if !stays || !concurrent || partition.detaching {
        return vec![detach.creates(alone(&table.name))];
    }
    // `DetachAddConstraintIfNeeded` in `src/backend/commands/tablecmds.c`: the bound stays behind as a check, unless the
    // table's own imply it.
    let name = ident(&detached::left_behind(table, cx));
    let left = Operation::new(
        OpCode::DropConstraint,
        ObjectRef::constraint(&table.name, &detached::left_behind(table, cx)),
        format!("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {name}", table.name),
    )
    .on(&table.name)
    .creates(alone(&table.name))
    .in_phase(Phase::Contract)
    .because("detaching concurrently leaves the bound behind as a check");
    vec![detach, left]
}

fn finalize(table: &Table, parent: &ObjectName) -> Operation {
    let sql = format!("{} FINALIZE", detach_sql(table, parent));
    Operation::new(OpCode::FinalizeDetach, table.object_ref(), sql)
        .on(&table.name)
        .also_on(parent, Lock::ShareUpdateExclusive)
        .in_phase(Phase::Expand)
        .because("a detach that was interrupted is finished")
}

/// Detaches in a transaction, which may go on with something else.
fn at_once(table: &Table, parent: &ObjectName, cx: &Lowering<'_>) -> Operation {
    let detach = Operation::new(OpCode::DetachPartition, table.object_ref(), detach_sql(table, parent)).on(parent).on(&table.name);
    let detach = detach.also_on_all(super::parted::below(table, cx), Lock::AccessExclusive);
    let detach = locking_keys(detach, table, cx);
    match default_of(parent, cx).filter(|default| *default != &table.name) {
        Some(default) => detach.on(default),
        None => detach,
    }
}

/// Gives a partition another bound: checks prove it, then it is detached and attached in one transaction, so that nobody
/// sees its rows missing.
///
/// # Locks
/// ACCESS EXCLUSIVE on the parent, the partition and the default partition, for an instant.
pub(super) fn change_bound(table: &Table, before: &PartitionOf, partition: &PartitionOf, cx: &Lowering<'_>) -> Vec<Operation> {
    let proof = proof(table, partition, cx);
    let check = proof.as_deref().map(|condition| Helper::bound(&table.name, condition));
    let (rest, rest_is_proven) = default_check(table, partition, cx);
    let helpers: Vec<&Helper> = check.iter().chain(&rest).collect();
    let parent = &partition.parent;
    let mut operations: Vec<Operation> = helpers
        .iter()
        .flat_map(|helper| helper.prove(partition, cx))
        .map(|operation| operation.in_phase(Phase::Contract))
        .map(|operation| {
            let is_own = operation.target.id.name == table.name && operation.code == OpCode::AddCheckNotValid;
            if is_own && !bound::takes_all(&partition.bound, &before.bound) {
                return operation.hazard(Hazard::RefusesRows);
            }
            operation
        })
        .collect();
    if before.detaching {
        // PostgreSQL alters neither the partition nor what it has before that, and its rows are missing already.
        operations.insert(0, finalize(table, parent).creates(alone(&table.name)).drops(rows_of(&table.name)));
        let attach = attach_operation(table, partition, check.is_some() && rest_is_proven, cx);
        operations.push(attach.because("is a partition as before"));
        operations.extend(helpers.iter().map(|helper| helper.take_off(Phase::Contract)));
        return operations;
    }
    let detach = at_once(table, parent, cx)
        .harmless()
        .because("takes other rows; detached and attached in one transaction");
    operations.push(detach.drops(rows_of(&table.name)).atomically());
    operations.push(
        attach_operation(table, partition, check.is_some() && rest_is_proven, cx)
            .needs([ObjectRef::named(Kind::Table, parent)])
            .in_phase(Phase::Contract)
            .because("with its new bound")
            .atomically(),
    );
    operations.extend(helpers.iter().map(|helper| helper.take_off(Phase::Contract)));
    operations
}

/// Has a partition say of a column what it is to say.
pub(super) fn own_column(
    table: &Table,
    name: &str,
    old: &OwnColumn,
    new: &OwnColumn,
    cx: &Lowering<'_>,
) -> Vec<Operation> {
    let columns = columns_of(cx.pair.new.catalog(), &table.name).unwrap_or_default();
    // What is said of a column goes with it.
    let Some(column) = columns.iter().find(|column| column.name == name) else {
        return Vec::new();
    };
    let (before, after) = effective(table, name, old, new, cx).unwrap_or((column.clone(), column.clone()));
    let storage_of = |own: &OwnColumn, column: &Column| ColumnSettings {
        storage: column.settings.storage,
        compression: column.settings.compression.clone(),
        ..own.settings.clone()
    };
    let (kept, wanted) = (storage_of(old, &before), storage_of(new, &after));
    let mut operations = settings::change(table, column, Pair { old: &kept, new: &wanted }, cx);
    if old.default != new.default {
        operations.push(alter::set_default(table, Pair { old: &before, new: &after }));
    }
    let parent = table.partition_of.iter().map(|of| ObjectRef::column(&of.parent, name));
    if old.not_null != new.not_null && after.not_null != before.not_null {
        operations.extend(match (after.not_null, cx.is_new_table(&table.name)) {
            (true, true) => vec![alter::clause(OpCode::SetNotNullProven, table, &after, "SET NOT NULL").because("there are no rows yet")],
            (true, false) => not_null::set(table, &after, cx).into_iter().map(|operation| operation.needs(parent.clone())).collect(),
            (false, _) => vec![alter::clause(OpCode::DropNotNull, table, &after, "DROP NOT NULL").because("takes null from here on")],
        });
    } else if new.not_null && !old.not_null {
        // That of the parent goes, and would take it along.
        operations.extend(not_null::set(table, &after, cx).into_iter().map(|operation| operation.needs(parent.clone())));
    }
    // `SET STATISTICS` would go down to its own partitions.
    for operation in operations.iter_mut().filter(|_| table.partition_by.is_some()) {
        if let Sql::TableClause { table, clause } = &operation.sql {
            operation.sql = Sql::Statement(format!("ALTER TABLE ONLY {table} {clause}"));
        operation.only = true;
        }
    }
    if old.comment != new.comment {
        operations.push(create::column_comment(table, name, new.comment.as_deref()));
    }
    operations
}

/// A column of a partition before and after, with what is said of it by the partition and above.
fn effective(table: &Table, name: &str, old: &OwnColumn, new: &OwnColumn, cx: &Lowering<'_>) -> Option<(Column, Column)> {
    let parent = &table.partition_of.as_ref()?.parent;
    let of = |catalog: &Catalog, own: &OwnColumn| {
        let column = columns_of(catalog, parent)?.iter().find(|column| column.name == name)?;
        Some(said(&above(catalog, parent, column), own))
    };
    let after = of(cx.pair.new.catalog(), new)?;
    let before = of(cx.pair.old.catalog(), old).or_else(|| of(cx.pair.new.catalog(), old))?;
    Some((before, after))
}

/// What is said of a column of a partitioned table goes down to every partition: those that say something else say it again.
///
/// Source: `ATSimpleRecursion()` in `src/backend/commands/tablecmds.c`.
pub(crate) fn say_again(operations: Vec<Operation>, cx: &Lowering<'_>) -> Vec<Operation> {
    let catalog = cx.pair.new.catalog();
    let mut all = Vec::with_capacity(operations.len());
    for operation in operations {
        let again = again_below(&operation, catalog, cx);
        all.push(operation);
        all.extend(again);
    }
    all
}

fn again_below(operation: &Operation, catalog: &Catalog, cx: &Lowering<'_>) -> Vec<Operation> {
    let (Sql::TableClause { table, .. }, Some(name)) = (&operation.sql, &operation.target.id.part) else { return Vec::new() };
    let reaches = matches!(operation.code, OpCode::SetDefault | OpCode::DropDefault | OpCode::SetColumnStorage);
    let is_parted = |table: &ObjectName| catalog.tables.get(&ObjectId::named(table.clone())).is_some_and(|table| table.partition_by.is_some());
    if !reaches || !is_parted(table) || cx.is_new_table(table) {
        return Vec::new();
    }
    let mut again = Vec::new();
    for partition in catalog.tables.values() {
        let Some(own) = partition.partition_of.as_ref().and_then(|of| of.columns.get(name)) else { continue };
        let before = cx.old_table(&partition.name).and_then(|old| old.partition_of.as_ref()?.columns.get(name).cloned());
        let before = before.unwrap_or_default();
        if !ancestors(catalog, partition).iter().any(|above| above.name == *table) {
            continue;
        }
        let words = match (operation.code, &own.default, own.settings.storage) {
            (OpCode::SetColumnStorage, _, Some(storage)) if before.settings.storage == own.settings.storage => {
                format!("SET STORAGE {}", storage.as_sql())
            }
            (OpCode::SetDefault | OpCode::DropDefault, Some(default), _) if before.default == own.default => {
                if default.is_null() { "DROP DEFAULT".to_owned() } else { format!("SET DEFAULT {}", sql::operand(default.sql())) }
            }
            _ => continue,
        };
        let only = if partition.partition_by.is_some() { "ONLY " } else { "" };
        let statement = format!("ALTER TABLE {only}{} ALTER COLUMN {} {words}", partition.name, ident(name));
        let mut said = Operation::new(operation.code, ObjectRef::column(&partition.name, name), statement)
            .on(&partition.name)
            .because("the partition's own, which that of its parent has replaced");
        said.recipe = operation.recipe;
        again.push(said);
    }
    again
}

fn attach_operation(table: &Table, partition: &PartitionOf, proven: bool, cx: &Lowering<'_>) -> Operation {
    let parent = &partition.parent;
    let sql = format!("ALTER TABLE {parent} ATTACH PARTITION {} {}", table.name, sql::bound(&partition.bound));
    let target = table.object_ref();
    let mut attach = if proven {
        Operation::new(OpCode::AttachPartition, target, sql)
            .on(parent)
            .also_on(&table.name, Lock::AccessExclusive)
    } else {
        Operation::new(OpCode::AttachPartitionUnproven, target, sql)
            .on(&table.name)
            .also_on(parent, Lock::ShareUpdateExclusive)
    };
    attach = attach.also_on_all(super::parted::below(table, cx), Lock::AccessExclusive);
    if let Some(default) = default_beside(table, partition, cx) {
        attach = attach.also_on(default, Lock::AccessExclusive);
    }
    // The keys of a parent that takes its name are new, and those that it has are made parts of them.
    let new = cx.parting(&table.name).and_then(|_| cx.pair.new.catalog().tables.get(&ObjectId::named(parent.clone())));
    let above = ancestors(cx.pair.old.catalog(), table).into_iter().chain(cx.old_table(parent)).chain(new);
    let referenced: BTreeSet<&ObjectName> = above.flat_map(foreign_keys).map(|key| &key.table).collect();
    // One that the table has already is made a part of the parent's, which takes the stronger lock.
    let is_new = cx.is_new_table(&table.name);
    let lock = if is_new { Lock::ShareRowExclusive } else { Lock::AccessExclusive };
    referenced.into_iter().fold(attach, |attach, key| attach.also_on(key, lock))
}

fn foreign_keys(table: &Table) -> impl Iterator<Item = &ForeignKey> {
    table.constraints.iter().filter_map(|constraint| match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key),
        _ => None,
    })
}

/// Says what detaching locks for the foreign keys that the partition has from above, which become its own, and for those to
/// its parents, which it is no part of any more (`DetachPartitionFinalize` in `src/backend/commands/tablecmds.c`; of a
/// partitioned table that is referenced since 15).
fn locking_keys(detach: Operation, table: &Table, cx: &Lowering<'_>) -> Operation {
    let referenced = referenced_from_above(table, cx);
    let referencing = referencing(table, cx);
    let mut detach = detach.also_on_all(referencing.iter().copied(), Lock::AccessExclusive).also_on_all(referenced, Lock::ShareRowExclusive);
    if !referencing.is_empty() && detach.code != OpCode::FinalizeDetach {
        // `RI_PartitionRemove_Check()` in `src/backend/utils/adt/ri_triggers.c` looks for rows that use the partition's,
        // with SHARE on the tables that they would be in.
        let blocks = if detach.code == OpCode::DetachPartition { Hazard::BlocksAll } else { Hazard::BlocksWrites };
        detach.work = Work::Scan;
        detach = detach.hazard(Hazard::MayFail).hazard(blocks);
    }
    detach
}

/// What the foreign keys that a partition has from above refer to, with the partitions of such tables.
pub(super) fn referenced_from_above<'a>(table: &'a Table, cx: &Lowering<'a>) -> BTreeSet<&'a ObjectName> {
    let mut referenced: BTreeSet<&ObjectName> = BTreeSet::new();
    for key in ancestors(cx.pair.old.catalog(), table).into_iter().flat_map(foreign_keys) {
        referenced.insert(&key.table);
        referenced.extend(cx.old_table(&key.table).into_iter().flat_map(|table| super::parted::below(table, cx)));
    }
    referenced
}

/// The tables with a foreign key to a parent of the partition.
fn referencing<'a>(table: &Table, cx: &Lowering<'a>) -> Vec<&'a ObjectName> {
    let catalog = cx.pair.old.catalog();
    let above = ancestors(catalog, table);
    let references = |key: &ForeignKey| above.iter().any(|above| above.name == key.table);
    catalog.tables.values().filter(|other| foreign_keys(other).any(references)).map(|other| &other.name).collect()
}

pub(super) fn detach_sql(table: &Table, parent: &ObjectName) -> String {
    format!("ALTER TABLE {parent} DETACH PARTITION {}", table.name)
}

/// That a column of a partitioned table has its wanted default, as something to be needed: no object, and no constraint has
/// this name.
pub(super) fn default_settled(table: &ObjectName, column: &str) -> ObjectRef {
    ObjectRef::constraint(table, &format!("(default of {column})"))
}

/// What of the parent has to be there before a table is made like it or attached to it: columns and indexes of this plan.
fn of_parent(parent: &ObjectName, cx: &Lowering<'_>) -> Vec<ObjectRef> {
    let (old, new) = (cx.pair.old.catalog(), cx.pair.new.catalog());
    let mut needed = cx.new_indexes(parent);
    let before = columns_of(old, parent).unwrap_or_default();
    let mut top = parent;
    if let Some(table) = new.tables.get(&ObjectId::named(parent.clone())) {
        for above in ancestors(new, table) {
            needed.extend(cx.new_indexes(&above.name));
            top = &above.name;
        }
    }
    for column in columns_of(new, parent).unwrap_or_default() {
        needed.push(default_settled(top, &column.name));
        if !before.iter().any(|known| known.name == column.name && known.not_null == column.not_null) {
            needed.push(ObjectRef::column(top, &column.name));
        }
    }
    needed
}

/// The default partition that is there.
fn default_of<'a>(parent: &ObjectName, cx: &Lowering<'a>) -> Option<&'a ObjectName> {
    let is_default =
        |table: &&&Table| table.partition_of.as_ref().is_some_and(|of| of.bound == PartitionBound::Default);
    cx.old_partitions(parent).iter().find(is_default).map(|table| &table.name)
}

/// The default partition that is there beside a partition.
fn default_beside<'a>(table: &Table, partition: &PartitionOf, cx: &Lowering<'a>) -> Option<&'a ObjectName> {
    default_of(&partition.parent, cx).filter(|default| **default != table.name)
}

/// What every row of a table has to satisfy to be a partition: the bounds of the tables above it count too.
fn proof(table: &Table, partition: &PartitionOf, cx: &Lowering<'_>) -> Option<String> {
    let catalog = cx.pair.new.catalog();
    let mut conditions = Vec::new();
    let mut next = Some((&table.name, partition));
    // A chain longer than the number of tables is a circle, which `validate` reports.
    for _ in 0..=catalog.tables.len() {
        let Some((name, partition)) = next else { break };
        let mut others: Vec<&PartitionBound> = Vec::new();
        if partition.bound == PartitionBound::Default {
            for side in [cx.pair.old.catalog(), catalog] {
                let beside = side.tables.values().filter(|other| other.name != *name);
                let bounds = beside.filter_map(|other| other.partition_of.as_ref());
                for of in bounds.filter(|of| of.parent == partition.parent) {
                    if !others.contains(&&of.bound) {
                        others.push(&of.bound);
                    }
                }
            }
            if others.is_empty() {
                // It takes everything.
                next = catalog
                    .tables
                    .get(&ObjectId::named(partition.parent.clone()))
                    .and_then(|above| Some((&above.name, above.partition_of.as_ref()?)));
                continue;
            }
        }
        conditions.push(bound::condition(catalog, &partition.parent, &partition.bound, &others)?);
        next = catalog
            .tables
            .get(&ObjectId::named(partition.parent.clone()))
            .and_then(|above| Some((&above.name, above.partition_of.as_ref()?)));
    }
    Some(if conditions.is_empty() { "true".to_owned() } else { conditions.join(" AND ") })
}

/// The check that shows that the default partition has no row of a new one, and whether it need not be read then. Nothing
/// when there is no default partition.
fn default_check(table: &Table, partition: &PartitionOf, cx: &Lowering<'_>) -> (Option<Helper>, bool) {
    let Some(default) = default_beside(table, partition, cx) else { return (None, true) };
    let condition = bound::condition(cx.pair.new.catalog(), &partition.parent, &partition.bound, &[]);
    let helper = condition.map(|condition| Helper {
        table: default.clone(),
        name: helper_name(&table.name.name, "_schemadiff_rest"),
        condition: format!("NOT ({condition})"),
        rows: Some(condition),
        because: format!(
            "proves that the default partition has no row of `{}`, which it takes no more of",
            table.name.name
        ),
    });
    let proven = helper.is_some();
    (helper, proven)
}

/// A check that is there for a while, to prove something.
#[derive(Clone)]
pub(super) struct Helper {
    pub(super) table: ObjectName,
    name: String,
    pub(super) condition: String,
    /// The rows that it refuses and nobody else takes yet.
    rows: Option<String>,
    because: String,
}

impl Helper {
    fn bound(table: &ObjectName, condition: &str) -> Self {
        Self {
            table: table.clone(),
            name: helper_name(&table.name, "_schemadiff_bound"),
            condition: condition.to_owned(),
            rows: None,
            because: "proves that every row fits, so that ATTACH PARTITION need not scan".to_owned(),
        }
    }

    fn target(&self) -> ObjectRef {
        ObjectRef::constraint(&self.table, &self.name)
    }

    /// Adds and validates it, each in a transaction of its own.
    pub(super) fn prove(&self, partition: &PartitionOf, cx: &Lowering<'_>) -> Vec<Operation> {
        let name = ident(&self.name);
        let keys = cx.pair.new.catalog().tables.get(&ObjectId::named(partition.parent.clone()));
        let columns = keys.and_then(|table| table.partition_by.as_ref()).map(bound::columns).unwrap_or_default();
        let columns = columns.iter().map(|column| ObjectRef::column(&self.table, column));
        let add = Operation::clause(
            OpCode::AddCheckNotValid,
            self.target(),
            &self.table,
            format!("ADD CONSTRAINT {name} CHECK ({}) NOT VALID", self.condition),
        );
        let add = if self.rows.is_some() { add.hazard(Hazard::RefusesRows) } else { add };
        let look = self.rows.as_deref().map(|rows| self.look(rows).needs(columns.clone()));
        let prove = [
            add
            .needs(columns)
            .needs([ObjectRef::named(Kind::Table, &partition.parent)])
            .creates(self.target())
            .in_phase(Phase::Expand)
            .because(self.because.clone()),
            Operation::clause(
                OpCode::ValidateConstraint,
                self.target(),
                &self.table,
                format!("VALIDATE CONSTRAINT {name}"),
            )
            .in_phase(Phase::Expand)
            .because("reads the table while it is in use"),
        ];
        look.into_iter().chain(prove).collect()
    }

    /// Stops the plan while there is nothing to put back: a check that fails later would go on refusing rows.
    fn look(&self, rows: &str) -> Operation {
        let message = format!("default partition {} holds rows of a partition that is to be made", self.table);
        let hint = "Move them out first, in a transaction that puts them back once the partition is there.";
        let sql = raise_if_any(&self.table, rows, &message, hint);
        let target = ObjectRef::named(Kind::Table, &self.table);
        Operation::new(OpCode::CheckDefaultRows, target, sql)
            .on(&self.table)
            .in_phase(Phase::Expand)
            .because("no row may be in the way")
    }

    fn take_off(&self, phase: Phase) -> Operation {
        let sql = format!("ALTER TABLE {} DROP CONSTRAINT {}", self.table, ident(&self.name));
        Operation::new(OpCode::DropConstraint, self.target(), sql)
            .on(&self.table)
            .drops(self.target())
            .in_phase(phase)
            .because("the check has served")
    }
}
