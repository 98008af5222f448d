//! What happens to a column of a partitioned table happens to that of each partition, under the partition's name.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::Operation;
use crate::canon::Canonical;
use crate::catalog::{Kind, ObjectRef, Pair};

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
