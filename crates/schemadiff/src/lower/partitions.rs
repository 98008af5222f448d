//! What happens to a column of a partitioned table happens to that of each partition, under the partition's name.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{IndexValue, ObjectName};

use super::Operation;
use crate::canon::Canonical;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::facts::OpCode;

/// The partitions right below each table, before or after.
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
        if !matches!(operation.code, OpCode::CreatePartition | OpCode::AttachPartition) {
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
