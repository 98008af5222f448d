//! Keys and bounds of partitions: whether two spellings take the same rows.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{
    BoundValue, Column, IndexValue, ObjectName, PartitionBound, PartitionElement, PartitionKey,
};
use schemadiff_sql::{Expr, parse_partition_bound, parse_partition_key};

use super::{Form, Question, Questions, ScratchTables};
use crate::canon::{KeyTypes, canonical_bound, columns_of, key_types};
use crate::catalog::{Catalog, ObjectId, ObjectRef, ident};
use crate::kinds::{index, table};

/// What a partitioned table is partitioned by.
pub(super) struct Key {
    definition: PartitionKey,
    types: KeyTypes,
    /// Whether its values are read without computing anything: columns of built-in types and of enums.
    is_plain: bool,
}

/// The keys of all partitioned tables.
pub(super) fn keys(catalog: &Catalog) -> BTreeMap<ObjectName, Key> {
    let plain = |element: &PartitionElement, columns: &[Column]| match &element.value {
        IndexValue::Column(name) => columns.iter().any(|column| {
            let data_type = &column.data_type;
            let is_enum = || catalog.enums.contains(&ObjectId::named(data_type.name.clone()));
            column.name == *name && (data_type.is_known_builtin() || is_enum())
        }),
        IndexValue::Expression(_) => false,
    };
    catalog
        .tables
        .values()
        .filter_map(|table| {
            let key = table.partition_by.clone()?;
            let columns = columns_of(catalog, &table.name).unwrap_or_default();
            let types = key_types(&key, columns);
            let is_plain = key.elements.iter().all(|element| plain(element, columns));
            let key = Key {
                definition: key,
                types,
                is_plain,
            };
            Some((table.name.clone(), key))
        })
        .collect()
}

/// Whether a bound is computed without running anything that a model brings.
fn is_inert(bound: &PartitionBound) -> bool {
    let inert = |value: &BoundValue| match value {
        BoundValue::Min | BoundValue::Max => true,
        BoundValue::Value(value) => value.is_inert(),
    };
    match bound {
        PartitionBound::List(values) => values.iter().all(Expr::is_inert),
        PartitionBound::Range { from, to } => from.iter().chain(to).all(inert),
        PartitionBound::Default | PartitionBound::Hash { .. } => true,
    }
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
        if old == new || old.strategy != new.strategy || old.elements.len() != new.elements.len() {
            return;
        }
        // A key is computed where it is constant; its expressions are asked about in a form that is not.
        if has_expression(old) || has_expression(new) {
            for (old, new) in old.elements.iter().zip(&mut new.elements) {
                if let (IndexValue::Expression(old), IndexValue::Expression(new)) =
                    (&old.value, &mut new.value)
                {
                    self.expression(about, table, &Form::IndexElement, old, new);
                }
            }
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
        if !key.is_plain || !is_inert(new) {
            let why = "a server would compute its bound, and not all of it are literals of built-in types";
            return self.leave(about, why);
        }
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

fn has_expression(key: &PartitionKey) -> bool {
    let is_expression = |element: &PartitionElement| matches!(element.value, IndexValue::Expression(_));
    key.elements.iter().any(is_expression)
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
            self.partitioned(parent, &key.definition),
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
