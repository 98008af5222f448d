//! Keys and bounds of partitions: whether two spellings take the same rows.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{IndexValue, ObjectName, PartitionBound, PartitionKey};
use schemadiff_sql::{parse_partition_bound, parse_partition_key};

use super::{Question, Questions, ScratchTables};
use crate::canon::{KeyTypes, canonical_bound, columns_of, key_types};
use crate::catalog::{Catalog, ObjectRef, ident};
use crate::kinds::{index, table};

/// What a partitioned table is partitioned by.
pub(super) struct Key {
    key: PartitionKey,
    types: KeyTypes,
}

/// The keys of all partitioned tables.
pub(super) fn keys(catalog: &Catalog) -> BTreeMap<ObjectName, Key> {
    catalog
        .tables
        .values()
        .filter_map(|table| {
            let key = table.partition_by.clone()?;
            let types = key_types(&key, columns_of(catalog, &table.name).unwrap_or_default());
            Some((table.name.clone(), Key { key, types }))
        })
        .collect()
}

impl Questions<'_> {
    /// Settles whether the wanted key of a partitioned table is the one that is there; if so it becomes that.
    pub fn partition_key(
        &mut self,
        about: &ObjectRef,
        table: &ObjectName,
        old: &PartitionKey,
        new: &mut PartitionKey,
    ) {
        if old == new || old.strategy != new.strategy {
            return;
        }
        let question = self.tables.key(about, table, new);
        let names = &self.tables.names;
        self.put(question, |text| {
            let Ok(mut answer) = parse_partition_key(text) else {
                return;
            };
            for element in &mut answer.elements {
                if let IndexValue::Expression(expression) = &mut element.value {
                    *expression = expression.resolve(names);
                }
                element
                    .collation
                    .iter_mut()
                    .chain(&mut element.operator_class)
                    .for_each(index::builtin);
            }
            if answer == *old {
                *new = answer;
            }
        });
    }

    /// Settles whether a wanted bound of a partition of `parent` is the one that is there; if so it becomes that.
    pub fn bound(
        &mut self,
        about: &ObjectRef,
        parent: &ObjectName,
        old: &PartitionBound,
        new: &mut PartitionBound,
    ) {
        // Those of hash partitions are numbers, and which partition takes all others is plain.
        let has_values = matches!(
            (old, &*new),
            (PartitionBound::List(_), PartitionBound::List(_))
                | (PartitionBound::Range { .. }, PartitionBound::Range { .. })
        );
        if old == new || !has_values {
            return;
        }
        let Some(key) = self.tables.keys.get(parent) else {
            return;
        };
        let question = self.tables.bound(about, parent, key, new);
        self.put(question, |text| {
            if let Ok(mut answer) = parse_partition_bound(text) {
                canonical_bound(&mut answer, &key.types);
                if answer == *old {
                    *new = answer;
                }
            }
        });
    }
}

impl ScratchTables {
    /// The question how a server prints a key.
    fn key(&self, about: &ObjectRef, table: &ObjectName, key: &PartitionKey) -> Question {
        let ask = format!(
            "SELECT pg_get_partkeydef({}::regclass)",
            schemadiff_sql::quote::literal(&format!("pg_temp.{}", ident(&table.name)))
        );
        self.question(about, vec![self.partitioned(table, key)], ask)
    }

    /// The question how a server prints a bound.
    fn bound(&self, about: &ObjectRef, parent: &ObjectName, key: &Key, bound: &PartitionBound) -> Question {
        let make = vec![
            self.partitioned(parent, &key.key),
            format!(
                "CREATE TEMPORARY TABLE schemadiff_partition PARTITION OF pg_temp.{} {}",
                ident(&parent.name),
                table::partition_bound(bound)
            ),
        ];
        let ask = "SELECT pg_get_expr(relpartbound, oid) FROM pg_class \
                   WHERE oid = 'pg_temp.schemadiff_partition'::regclass";
        self.question(about, make, ask.to_owned())
    }

    /// A temporary table with the columns of a key, partitioned by it.
    fn partitioned(&self, table: &ObjectName, key: &PartitionKey) -> String {
        let used: BTreeSet<String> = key
            .elements
            .iter()
            .flat_map(|element| match &element.value {
                IndexValue::Column(name) => BTreeSet::from([name.clone()]),
                IndexValue::Expression(expression) => expression.references().columns,
            })
            .collect();
        format!(
            "CREATE TEMPORARY TABLE {} ({}) PARTITION BY {}",
            ident(&table.name),
            self.definitions(table, &used).join(", "),
            table::partition_key(key)
        )
    }
}
