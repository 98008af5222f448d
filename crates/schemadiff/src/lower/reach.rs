//! A lock on a partitioned table is one on each of its partitions, for what goes down to them; so with tables that inherit.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::Operation;
use crate::catalog::{Catalog, ObjectId, Pair};

/// Names the partitions and heirs that were there among what each operation locks, where the facts say that it goes down to them.
pub(super) fn partitions(operations: &mut [Operation], pair: Pair<&Catalog>) {
    let old = pair.old;
    let mut below: BTreeMap<&ObjectName, Vec<&ObjectName>> = BTreeMap::new();
    for table in old.tables.values() {
        if let Some(partition) = &table.partition_of {
            below.entry(&partition.parent).or_default().push(&table.name);
        }
        // An heir that stays none lets go before anything is done to its parent.
        let after = pair.new.tables.get(&ObjectId::named(table.name.clone()));
        let stays = |parent: &&ObjectName| after.is_none_or(|after| after.inherits.contains(*parent));
        for parent in table.inherits.iter().filter(stays) {
            below.entry(parent).or_default().push(&table.name);
        }
    }
    if below.is_empty() {
        return;
    }
    for operation in operations {
        if operation.only || !operation.code.facts().on.includes_partitions() {
            continue;
        }
        let mut left: Vec<&ObjectName> = operation.relations.iter().collect();
        let mut reached: Vec<ObjectName> = Vec::new();
        while let Some(table) = left.pop() {
            for partition in below.get(table).into_iter().flatten() {
                left.push(partition);
                reached.push((*partition).clone());
            }
        }
        reached.retain(|name| !operation.relations.contains(name));
        reached.sort();
        reached.dedup();
        operation.reached = reached;
    }
}
