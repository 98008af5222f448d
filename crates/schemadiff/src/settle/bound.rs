//! Keys and bounds of partitions: whether two spellings take the same rows.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{
    BoundValue, Column, IndexValue, ObjectName, PartitionBound, PartitionElement, PartitionKey,
    PartitionStrategy,
};
use schemadiff_sql::{Expr, parse_partition_bound, parse_partition_key};

use super::{Form, Question, Questions, Refused, ScratchTables};
use crate::canon::{KeyTypes, canonical_bound, columns_of, key_types};
use crate::catalog::{Catalog, ObjectId, ObjectRef, ident};
use crate::kinds::{index, table};

/// The temporary table that is partitioned by what a key computes.
const KEYED: &str = "schemadiff_keyed";

/// What a partitioned table is partitioned by.
pub(super) struct Key {
    definition: PartitionKey,
    types: KeyTypes,
    /// Whether its values are read without computing anything: columns of built-in types and of enums.
    is_plain: bool,
    /// Whether expressions are among its elements, and the rest is plain.
    is_computed: bool,
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
    let computed = |element: &PartitionElement| matches!(element.value, IndexValue::Expression(_));
    catalog
        .tables
        .values()
        .filter_map(|table| {
            let key = table.partition_by.clone()?;
            let columns = columns_of(catalog, &table.name).unwrap_or_default();
            let types = key_types(&key, columns);
            let is_plain = key.elements.iter().all(|element| plain(element, columns));
            let mut elements = key.elements.iter();
            let is_computed =
                !is_plain && elements.all(|element| computed(element) || plain(element, columns));
            let key = Key {
                definition: key,
                types,
                is_plain,
                is_computed,
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
    ///
    /// Where it takes a server to tell and none can, the partition keeps the bound that it has: nobody takes it away from its
    /// parent on a doubt.
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
        if !(key.is_plain || key.is_computed) || !is_inert(new) {
            let why = "a server would compute its bound, and not all of it are literals of built-in types; it is left as it is";
            self.leave(about, why);
            if self.is_settling() {
                *new = old.clone();
            }
            return;
        }
        let question = self.tables.bound(about, parent, key, new);
        let mut kept = None;
        self.put_either(question, |answer| match answer {
            Ok(text) => {
                if let Ok(mut answer) = parse_partition_bound(text) {
                    let is_old = answer == *old;
                    canonical_bound(&mut answer, &key.types);
                    if is_old || answer == *old {
                        kept = Some(old.clone());
                    }
                }
            }
            Err(Refused) if key.is_computed => kept = Some(old.clone()),
            Err(Refused) => {}
        });
        if let Some(kept) = kept {
            *new = kept;
        }
    }
}

/// The columns that a key reads.
fn used(key: &PartitionKey) -> BTreeSet<String> {
    let elements = key.elements.iter();
    elements
        .flat_map(|element| match &element.value {
            IndexValue::Column(name) => BTreeSet::from([name.clone()]),
            IndexValue::Expression(expression) => expression.references().columns,
        })
        .collect()
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
        let (mut make, parent) = if key.is_computed {
            (self.keyed(parent, &key.definition), KEYED.to_owned())
        } else {
            (
                vec![self.partitioned(parent, &key.definition)],
                ident(&parent.name),
            )
        };
        make.push(format!(
            "CREATE TEMPORARY TABLE schemadiff_partition PARTITION OF pg_temp.{parent} {}",
            table::partition_bound(bound)
        ));
        let ask = "SELECT pg_get_expr(relpartbound, oid) FROM pg_class \
                   WHERE oid = 'pg_temp.schemadiff_partition'::regclass";
        self.question(about, make, ask.to_owned())
    }

    /// A temporary table that is partitioned by columns of the types that a key's elements have. What is written there is read as
    /// in a bound of the key, and no expression of it is computed: without data the query that tells their types is not even
    /// planned (`ExecCreateTableAs()`, src/backend/commands/createas.c). Values of types that somebody has defined are read by
    /// what he says, so that there is no answer about them.
    fn keyed(&self, table: &ObjectName, key: &PartitionKey) -> Vec<String> {
        let values = key
            .elements
            .iter()
            .enumerate()
            .map(|(at, element)| match &element.value {
                IndexValue::Column(name) => format!("{} AS value_{at}", ident(name)),
                IndexValue::Expression(expression) => format!("({}) AS value_{at}", expression.sql()),
            });
        let values: Vec<String> = values.collect();
        let names: Vec<String> = (0..key.elements.len()).map(|at| format!("value_{at}")).collect();
        let strategy = match key.strategy {
            PartitionStrategy::Range => "RANGE",
            PartitionStrategy::List => "LIST",
            PartitionStrategy::Hash => "HASH",
        };
        let name = ident(&table.name);
        vec![
            format!(
                "CREATE TEMPORARY TABLE {name} ({})",
                self.definitions(table, &used(key)).join(", ")
            ),
            format!(
                "CREATE TEMPORARY TABLE schemadiff_values AS SELECT {} FROM pg_temp.{name} WITH NO DATA",
                values.join(", ")
            ),
            "SELECT 1 / (CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute a \
             JOIN pg_catalog.pg_type t ON t.oid OPERATOR(pg_catalog.=) a.atttypid \
             WHERE a.attrelid OPERATOR(pg_catalog.=) 'pg_temp.schemadiff_values'::pg_catalog.regclass \
             AND a.attnum OPERATOR(pg_catalog.>) 0 AND t.typtype OPERATOR(pg_catalog.<>) 'e' \
             AND t.typnamespace OPERATOR(pg_catalog.<>) 'pg_catalog'::pg_catalog.regnamespace) \
             THEN 0 ELSE 1 END)"
                .to_owned(),
            format!(
                "CREATE TEMPORARY TABLE {KEYED} (LIKE pg_temp.schemadiff_values) PARTITION BY {strategy} ({})",
                names.join(", ")
            ),
        ]
    }

    /// A temporary table with the columns of a key, partitioned by it.
    fn partitioned(&self, table: &ObjectName, key: &PartitionKey) -> String {
        format!(
            "CREATE TEMPORARY TABLE {} ({}) PARTITION BY {}",
            ident(&table.name),
            self.definitions(table, &used(key)).join(", "),
            table::partition_key(key)
        )
    }
}
