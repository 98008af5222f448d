//! What happens to a column of a partitioned table happens to that of each partition, under the partition's name.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{IndexValue, ObjectName};

use super::{Operation, Sql};
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair};
use crate::facts::OpCode;
use crate::kinds::table::may_overlap;

/// The partitions right below each table, and the tables that inherit from it, before or after.
pub(super) type Partitions = BTreeMap<ObjectName, Vec<ObjectName>>;

/// Finds the partitions of both sides.
pub(super) fn of(pair: Pair<&Canonical>) -> Partitions {
    let mut partitions = Partitions::new();
    for table in pair
        .old
        .catalog()
        .tables
        .values()
        .chain(pair.new.catalog().tables.values())
    {
        if let Some(partition) = &table.partition_of {
            partitions
                .entry(partition.parent.clone())
                .or_default()
                .push(table.name.clone());
        }
        for parent in &table.inherits {
            partitions
                .entry(parent.clone())
                .or_default()
                .push(table.name.clone());
        }
    }
    for names in partitions.values_mut() {
        names.sort();
        names.dedup();
    }
    partitions
}

/// Says so in the operations, so that what uses a column of a partition comes before or after as it would for the parent's.
pub(super) fn spread(operations: &mut [Operation], partitions: &Partitions) {
    if partitions.is_empty() {
        return;
    }
    for operation in operations {
        for objects in [&mut operation.creates, &mut operation.drops] {
            let below: Vec<_> = objects
                .iter()
                .flat_map(|object| columns_below(object, partitions))
                .collect();
            objects.extend(below);
        }
    }
}

/// A bound is made of values of the parent's key: a value of an enum that is new has to be there first.
pub(super) fn bounds_need_keys(operations: &mut [Operation], pair: Pair<&Canonical>) {
    let tables = &pair.new.catalog().tables;
    for operation in operations {
        if !attaches(operation) && operation.code != OpCode::CreateTable {
            continue;
        }
        let partition = tables
            .get(&operation.target.id)
            .and_then(|table| table.partition_of.as_ref());
        let parent = partition.and_then(|partition| tables.get(&ObjectId::named(partition.parent.clone())));
        let Some((parent, key)) =
            parent.and_then(|parent| Some((&parent.name, parent.partition_by.as_ref()?)))
        else {
            continue;
        };
        for element in &key.elements {
            if let IndexValue::Column(column) = &element.value {
                operation.needs.push(ObjectRef::column(parent, column));
            }
        }
    }
}

/// The column of every partition, on all levels, that is a column of its parent.
pub(super) fn columns_below(object: &ObjectRef, partitions: &Partitions) -> Vec<ObjectRef> {
    let (Kind::Column, Some(column)) = (object.kind, &object.id.part) else {
        return Vec::new();
    };
    let mut columns = Vec::new();
    let mut tables = vec![&object.id.name];
    while let Some(table) = tables.pop() {
        for partition in partitions.get(table).into_iter().flatten() {
            columns.push(ObjectRef::column(partition, column));
            tables.push(partition);
        }
    }
    columns
}

fn attaches(operation: &Operation) -> bool {
    matches!(
        operation.code,
        OpCode::AttachPartition | OpCode::AttachPartitionUnproven
    )
}

/// That a table is a partition no longer, as something to be needed: no object, and no constraint has this name.
pub(crate) fn alone(table: &ObjectName) -> ObjectRef {
    ObjectRef::constraint(table, "(stands alone)")
}

/// The rows that a partition takes, as a name that another can have once it is free; see [`alone`].
pub(crate) fn rows_of(partition: &ObjectName) -> ObjectRef {
    ObjectRef::constraint(partition, "(rows)")
}

/// What is done to a table that is detached comes after that: what it had from its parent cannot be altered before.
pub(super) fn alone_first(operations: &mut [Operation], old: &Catalog) {
    let detached: BTreeMap<ObjectName, u32> = operations
        .iter()
        .flat_map(|operation| {
            operation
                .creates
                .iter()
                .map(move |object| (object, operation.recipe))
        })
        .filter(|(object, _)| **object == alone(&object.id.name))
        .map(|(object, recipe)| (object.id.name.clone(), recipe))
        .collect();
    if detached.is_empty() {
        return;
    }
    // Nothing of the parent is altered while a partition is half detached.
    let mut half: BTreeMap<ObjectName, Vec<ObjectRef>> = BTreeMap::new();
    for operation in operations
        .iter()
        .filter(|operation| operation.code == OpCode::FinalizeDetach)
    {
        let table = old.tables.get(&operation.target.id);
        if let Some(partition) = table.and_then(|table| table.partition_of.as_ref()) {
            half.entry(partition.parent.clone())
                .or_default()
                .push(alone(&operation.target.id.name));
        }
    }
    // What is done to it as a partition says so by letting go of it first.
    let is_detached = |name: &ObjectName, operation: &Operation| {
        detached
            .get(name)
            .is_some_and(|recipe| *recipe != operation.recipe)
            && !operation.releases.contains(&alone(name))
    };
    for operation in operations {
        let mut needed: Vec<ObjectName> = Vec::new();
        let mut touched: Vec<&ObjectName> = operation.relations.iter().collect();
        match &operation.sql {
            Sql::TableClause { table, .. } => touched.push(table),
            Sql::Statement(_) if attaches(operation) || operation.target.id.part.is_some() => {
                touched.push(&operation.target.id.name);
            }
            Sql::Statement(_) => {}
        }
        for name in touched {
            if operation.code != OpCode::FinalizeDetach {
                operation
                    .needs
                    .extend(half.get(name).into_iter().flatten().cloned());
            }
            if is_detached(name, operation) {
                needed.push(name.clone());
            }
        }
        // Its own partitions would lock it together with the parent that it still has.
        if operation.code == OpCode::DropTable {
            let mut name = operation.target.id.name.clone();
            for _ in 0..=old.tables.len() {
                let table = old.tables.get(&ObjectId::named(name.clone()));
                let Some(partition) = table.and_then(|table| table.partition_of.as_ref()) else {
                    break;
                };
                if is_detached(&partition.parent, operation) {
                    needed.push(partition.parent.clone());
                }
                name = partition.parent.clone();
            }
        }
        needed.sort();
        needed.dedup();
        operation.needs.extend(needed.iter().map(alone));
    }
}

/// Two partitions cannot take the same rows: one that lets go of them goes first.
pub(super) fn rows_go_first(operations: &mut [Operation], pair: Pair<&Canonical>) {
    let (old, new) = (&pair.old.catalog().tables, &pair.new.catalog().tables);
    let mut leaving: BTreeMap<ObjectName, Vec<ObjectName>> = BTreeMap::new();
    for object in operations.iter().flat_map(|operation| &operation.drops) {
        if *object == rows_of(&object.id.name)
            && let Some(table) = old.get(&ObjectId::named(object.id.name.clone()))
            && let Some(partition) = &table.partition_of
        {
            leaving
                .entry(partition.parent.clone())
                .or_default()
                .push(table.name.clone());
        }
    }
    for operation in operations {
        // A table that is made to be attached is made when it can be.
        if !attaches(operation) && operation.code != OpCode::CreateTable {
            continue;
        }
        let Some(partition) = new
            .get(&operation.target.id)
            .and_then(|table| table.partition_of.as_ref())
        else {
            continue;
        };
        for name in leaving.get(&partition.parent).into_iter().flatten() {
            let before = old
                .get(&ObjectId::named(name.clone()))
                .and_then(|table| table.partition_of.as_ref());
            if *name != operation.target.id.name
                && before.is_some_and(|before| may_overlap(&before.bound, &partition.bound))
            {
                operation.creates.push(rows_of(name));
            }
        }
    }
}
