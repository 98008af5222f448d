//! Indexes of partitioned tables: an index on the parent alone, and one on each partition that is attached to it.
//!
//! What a stopped run has built is gone on with: the index of the parent stays invalid until its last part is attached, so that what is
//! still missing can be read from the catalog. An index that a partition has already and that no model names becomes its part too, as
//! `CREATE INDEX` on the parent would have it (manual, "CREATE INDEX", on partitioned tables).

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::Index;
use super::online::{concurrently, finish as finished};
use crate::catalog::{Kind, ObjectId, ObjectRef, ident};
use crate::facts::{Lock, OpCode};
use crate::kinds::{ObjectKind, Table};
use crate::lower::{Lowering, Operation, alone, rows_of};
use crate::plan::Phase;

/// Creates an index of a partitioned table that is there already.
pub(super) fn create(index: &Index, table: &Table, cx: &Lowering<'_>, reason: &str) -> Vec<Operation> {
    let root = Root { index, named_anew: named_anew(index, cx) };
    root.create(index, table, cx, reason)
}

/// Builds and attaches the parts that an index lacks whose creation was stopped. [`None`] where nothing of it can be kept: it is not what is
/// wanted, or it lacks no part and is invalid all the same.
pub(super) fn finish(old: &Index, new: &Index, table: &Table, cx: &Lowering<'_>) -> Option<Vec<Operation>> {
    let is_begun = !old.valid && old.table == new.table && old.definition == new.definition;
    if !is_begun || cx.swaps(&old.references()) {
        return None;
    }
    let root = Root { index: new, named_anew: named_anew(new, cx) };
    let mut operations = root.parts(new, true, table, cx);
    if operations.is_empty() {
        return None;
    }
    operations.extend(new.target_statistics(&old.statistics));
    operations.extend((old.comment != new.comment).then(|| new.comment_operation()));
    Some(operations)
}

/// Whether an index of a partition, which no model names, becomes part of one of its parent in this plan.
pub(super) fn is_taken(index: &Index, cx: &Lowering<'_>) -> bool {
    wanted_above(index, cx).any(|root| standing(root, &index.table, cx).is_some_and(|part| part.name == index.name))
}

/// Whether an index of a partition, which no model names, was built for one of its parent that is not finished.
pub(super) fn is_begun(index: &Index, cx: &Lowering<'_>) -> bool {
    !index.valid && wanted_above(index, cx).next().is_some()
}

/// The rename of a part of an index above that has the name of an index which its partition is to have for itself. Nobody names parts, and
/// it goes with the index above, or stays under the other name.
pub(super) fn step_aside(index: &Index, cx: &Lowering<'_>) -> Option<Operation> {
    let partition = cx.old_table(&index.table)?.partition_of.as_ref()?;
    partition.parts.values().find(|part| **part == index.name.name)?;
    let name = cx.free_name(|names| names.choose_index(&index.table, &index.definition));
    let rename = format!("ALTER INDEX {} RENAME TO {}", index.name, ident(&name.name));
    let rename = Operation::new(OpCode::RenameIndex, index.object_ref(), rename).on(&index.name);
    let undo = format!("ALTER INDEX {name} RENAME TO {}", ident(&index.name.name));
    Some(rename.because("a part of an index of its parent has the name").undo(undo))
}

/// The unfinished indexes above a partition that its index could belong to.
fn wanted_above<'a>(index: &'a Index, cx: &'a Lowering<'_>) -> impl Iterator<Item = &'a Index> {
    unfinished(&index.table, cx).into_iter().filter(|root| root.definition == index.definition)
}

/// The indexes of the tables above a partition that this plan creates, or finishes, by name: those that it has no part of yet.
fn unfinished<'a>(partition: &ObjectName, cx: &'a Lowering<'_>) -> Vec<&'a Index> {
    let (old, new) = (cx.pair.old.catalog(), cx.pair.new.catalog());
    let chain: Vec<&Table> = ancestry(partition, cx);
    let mut found: Vec<&Index> = Vec::new();
    for (at, above) in chain.iter().enumerate().skip(1) {
        for wanted in cx.new_indexes(&above.name) {
            let Some(root) = new.indexes.get(&wanted.id) else { continue };
            let standing = old.indexes.get(&wanted.id).filter(|old| old.definition == root.definition);
            let mut part = standing.map(|standing| &standing.name.name);
            for below in chain[..at].iter().rev() {
                let parts = below.partition_of.as_ref().map(|of| &of.parts);
                part = part.and_then(|part| parts.and_then(|parts| parts.get(part)));
            }
            if part.is_none() {
                found.push(root);
            }
        }
    }
    found.sort_by_key(|index| &index.name);
    found
}

/// A partition and all tables above it that are there.
fn ancestry<'a>(partition: &ObjectName, cx: &'a Lowering<'_>) -> Vec<&'a Table> {
    let mut chain = Vec::new();
    let mut next = cx.old_table(partition);
    while let Some(table) = next.filter(|table| !chain.iter().any(|seen: &&Table| seen.name == table.name)) {
        chain.push(table);
        next = table.partition_of.as_ref().and_then(|of| cx.old_table(&of.parent));
    }
    chain
}

/// The index of a partition that becomes its part of an index above it: it is there, means the same, and is not wanted for itself. Where
/// several indexes above mean the same each gets one of its own.
fn standing<'a>(root: &Index, partition: &ObjectName, cx: &'a Lowering<'_>) -> Option<&'a Index> {
    let wanted = unfinished(partition, cx);
    let alike = wanted.iter().filter(|other| other.definition == root.definition);
    let nth = alike.take_while(|other| other.name != root.name).count();
    let catalog = cx.pair.old.catalog();
    let is_partitioned = cx.old_table(partition).is_some_and(|table| table.partition_by.is_some());
    let mut fitting: Vec<&Index> = cx
        .old_indexes(partition)
        .iter()
        .filter_map(|index| catalog.indexes.get(&index.id))
        .filter(|index| index.definition == root.definition && (index.valid || is_partitioned))
        .filter(|index| !cx.pair.new.catalog().indexes.contains(&ObjectId::named(index.name.clone())))
        .collect();
    fitting.sort_by_key(|index| &index.name);
    fitting.get(nth).copied()
}

/// The indexes beside one of a partitioned table that lie on a column whose type this plan changes. Those of the partitions that belong to
/// them get names that PostgreSQL chooses then, whatever they were called (`ATExecAlterColumnType` in
/// `src/backend/commands/tablecmds.c`; observed on 14 to 18).
fn named_anew<'a>(index: &Index, cx: &Lowering<'a>) -> Vec<&'a Index> {
    let beside = |other: &&Index| {
        let columns = other.references();
        other.table == index.table && other.name != index.name && (cx.disturbs_column(&columns) || cx.swaps(&columns))
    };
    cx.pair.old.catalog().indexes.values().filter(beside).collect()
}

/// The index that is wanted, on whatever level its parts are.
struct Root<'a> {
    index: &'a Index,
    named_anew: Vec<&'a Index>,
}

impl Root<'_> {
    fn create(&self, index: &Index, table: &Table, cx: &Lowering<'_>, reason: &str) -> Vec<Operation> {
        let only = Operation::new(OpCode::CreateIndexOnly, index.object_ref(), index.create_sql("", true)).on(&index.table);
        let reason = format!("{reason}; invalid until every partition has its part");
        let mut operations = vec![finished(only, index, &reason).in_phase(self.phase())];
        operations.extend(self.parts(index, false, table, cx));
        operations
    }

    fn phase(&self) -> Phase {
        if self.index.definition.unique { Phase::Contract } else { Phase::Expand }
    }

    /// The parts of an index of a partitioned table that are not attached to it; to one that is not `kept` none is.
    fn parts(&self, index: &Index, kept: bool, table: &Table, cx: &Lowering<'_>) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut away: Vec<ObjectRef> = Vec::new();
        for partition in cx.old_partitions(&table.name) {
            let after = cx.pair.new.catalog().tables.get(&ObjectId::named(partition.name.clone()));
            let stays = after.and_then(|after| after.partition_of.as_ref()).is_some_and(|of| of.parent == table.name);
            // Until a partition goes, the index is not valid without its part, and PostgreSQL does not look again when it has gone. One
            // that is unique is not made before the contract phase, and rows that go may be twice: they go first.
            if !stays && index.definition.unique {
                away.push(rows_of(&partition.name));
                continue;
            }
            let before = operations.len();
            operations.extend(self.part(index, kept, partition, cx));
            if !stays {
                for operation in &mut operations[before..] {
                    operation.releases.extend([alone(&partition.name), rows_of(&partition.name)]);
                }
            }
        }
        if let Some(last) = operations.last_mut() {
            last.creates.extend(away);
        }
        operations
    }

    /// The part that a partition holds, and its attachment.
    fn part(&self, index: &Index, kept: bool, partition: &Table, cx: &Lowering<'_>) -> Vec<Operation> {
        let named = |name: ObjectName| Index {
            name,
            table: partition.name.clone(),
            definition: index.definition.clone(),
            valid: true,
            statistics: BTreeMap::new(),
            comment: None,
        };
        let is_partitioned = partition.partition_by.is_some();
        let attached = partition.partition_of.as_ref().and_then(|of| of.parts.get(&index.name.name));
        if let Some(attached) = attached.filter(|_| kept) {
            let name = ObjectName { schema: partition.name.schema.clone(), name: attached.clone() };
            return if is_partitioned { self.parts(&named(name), true, partition, cx) } else { Vec::new() };
        }
        let (part, mut operations) = match standing(self.index, &partition.name, cx) {
            Some(standing) if is_partitioned => (standing.clone(), self.parts(standing, true, partition, cx)),
            Some(standing) => (standing.clone(), Vec::new()),
            None => {
                let part = named(cx.free_name(|names| {
                    for other in &self.named_anew {
                        names.choose_index(&partition.name, &other.definition);
                    }
                    names.choose_index(&partition.name, &index.definition)
                }));
                let operations = if is_partitioned {
                    self.create(&part, partition, cx, "the part of a partition")
                } else {
                    vec![
                        concurrently(&part)
                            .needs([ObjectRef::named(Kind::Table, &partition.name)])
                            .because(format!("the part of `{}` that partition `{}` holds", index.name.name, partition.name.name)),
                    ]
                };
                (part, operations)
            }
        };
        let attach = format!("ALTER INDEX {} ATTACH PARTITION {}", index.name, part.name);
        operations.push(
            Operation::new(OpCode::AttachIndex, index.object_ref(), attach)
                .on(&index.name)
                .also_on(&part.name, Lock::AccessExclusive)
                .in_phase(self.phase())
                .because("becomes valid with the last one"),
        );
        operations
    }
}
