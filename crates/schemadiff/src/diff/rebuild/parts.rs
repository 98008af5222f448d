//! Which parts of tables use an object: defaults, generated columns, constraints, partition keys, and columns by their type.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Constraint, ConstraintKind, Exclude, ForeignKey, IndexValue, ObjectName};

use crate::catalog::{Catalog, ObjectId, ObjectRef, refs};
use crate::kinds::{Kind, Table};

/// A part of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The default of a column.
    Default(String),
    /// The expression of a generated column.
    Generated(String),
    /// A check.
    Check(String),
    /// What an exclusion says in SQL.
    Expression(String),
    /// A foreign key, on either side.
    ForeignKey(String),
    /// A column of a key or exclusion, as such.
    Key(String),
    /// The partition key.
    PartitionKey,
}

/// Parts by what they use.
#[derive(Default)]
pub(super) struct Parts {
    using: BTreeMap<ObjectRef, Vec<(ObjectName, Part)>>,
    of_type: BTreeMap<ObjectName, Vec<(ObjectName, String)>>,
    partitions: BTreeMap<ObjectName, Vec<ObjectName>>,
}

impl Parts {
    /// Reads a catalog.
    pub(super) fn of(catalog: &Catalog) -> Self {
        let mut parts = Self::default();
        for table in catalog.tables.values() {
            parts.table(table, catalog);
        }
        parts
    }

    /// The parts that use an object.
    pub(super) fn using(&self, object: &ObjectRef) -> Vec<(ObjectName, Part)> {
        self.using.get(object).cloned().unwrap_or_default()
    }

    /// The columns of a type, or of arrays of it: table and name.
    pub(super) fn of_type(&self, data_type: &ObjectName) -> Vec<(ObjectName, String)> {
        self.of_type.get(data_type).cloned().unwrap_or_default()
    }

    /// The partitions right below a table.
    pub(super) fn partitions(&self, table: &ObjectName) -> Vec<ObjectName> {
        self.partitions.get(table).cloned().unwrap_or_default()
    }

    /// Whether a table or one of its partitions is partitioned by a column.
    pub(super) fn is_key(&self, table: &ObjectName, column: &str) -> bool {
        let own = self
            .using
            .get(&ObjectRef::column(table, column))
            .into_iter()
            .flatten();
        own.clone().any(|(_, part)| *part == Part::PartitionKey)
            || self
                .partitions(table)
                .iter()
                .any(|partition| self.is_key(partition, column))
    }

    fn add(&mut self, table: &Table, used: impl IntoIterator<Item = ObjectRef>, part: &Part) {
        for object in used {
            self.using
                .entry(object)
                .or_default()
                .push((table.name.clone(), part.clone()));
        }
    }

    fn table(&mut self, table: &Table, catalog: &Catalog) {
        if let Some(partition) = &table.partition_of {
            self.partitions
                .entry(partition.parent.clone())
                .or_default()
                .push(table.name.clone());
        }
        for column in &table.columns {
            let place = (table.name.clone(), column.name.clone());
            self.of_type
                .entry(column.data_type.name.clone())
                .or_default()
                .push(place);
            if let Some(default) = &column.default {
                self.add(
                    table,
                    refs::mentioned(&default.references(), None),
                    &Part::Default(column.name.clone()),
                );
            }
            if let Some(generated) = &column.generated {
                let used = refs::mentioned(&generated.expression.references(), Some(&table.name));
                self.add(table, used, &Part::Generated(column.name.clone()));
            }
        }
        for constraint in &table.constraints {
            self.constraint(table, constraint, catalog);
        }
        for element in table.partition_by.iter().flat_map(|key| &key.elements) {
            let used = match &element.value {
                IndexValue::Column(name) => vec![ObjectRef::column(&table.name, name)],
                IndexValue::Expression(expression) => {
                    refs::mentioned(&expression.references(), Some(&table.name))
                }
            };
            self.add(table, used, &Part::PartitionKey);
        }
    }

    fn constraint(&mut self, table: &Table, constraint: &Constraint, catalog: &Catalog) {
        let name = constraint.name.clone().unwrap_or_default();
        let columns = |columns: &[String]| -> Vec<ObjectRef> {
            columns
                .iter()
                .map(|column| ObjectRef::column(&table.name, column))
                .collect()
        };
        match &constraint.kind {
            ConstraintKind::Check(check) => {
                let used = refs::mentioned(&check.expression.references(), Some(&table.name));
                self.add(table, used, &Part::Check(name));
            }
            ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
                self.add(table, columns(&key.columns), &Part::Key(name.clone()));
                self.add(table, columns(&key.include), &Part::Key(name));
            }
            ConstraintKind::Exclude(exclude) => self.exclusion(table, exclude, &name),
            ConstraintKind::ForeignKey(key) => {
                self.add(table, columns(&key.columns), &Part::ForeignKey(name.clone()));
                let referenced = key
                    .referenced_columns
                    .iter()
                    .map(|column| ObjectRef::column(&key.table, column));
                self.add(table, referenced, &Part::ForeignKey(name.clone()));
                self.add(table, referenced_keys(key, catalog), &Part::ForeignKey(name));
            }
        }
    }

    fn exclusion(&mut self, table: &Table, exclude: &Exclude, name: &str) {
        let mut expressions: Vec<_> = exclude.predicate.iter().collect();
        for (element, _) in &exclude.elements {
            match &element.value {
                IndexValue::Column(column) => {
                    self.add(
                        table,
                        [ObjectRef::column(&table.name, column)],
                        &Part::Key(name.to_owned()),
                    );
                }
                IndexValue::Expression(expression) => expressions.push(expression),
            }
        }
        for expression in expressions {
            let used = refs::mentioned(&expression.references(), Some(&table.name));
            self.add(table, used, &Part::Expression(name.to_owned()));
        }
    }
}

/// The keys that a foreign key can refer to.
fn referenced_keys(key: &ForeignKey, catalog: &Catalog) -> Vec<ObjectRef> {
    let referenced = catalog.tables.get(&ObjectId::named(key.table.clone()));
    let constraints = referenced.into_iter().flat_map(|table| &table.constraints);
    constraints
        .filter(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(candidate) | ConstraintKind::Unique(candidate) => {
                candidate.columns == key.referenced_columns
            }
            _ => false,
        })
        .map(|constraint| {
            ObjectRef::new(
                Kind::Constraint,
                ObjectId::part(key.table.clone(), constraint.name.clone().unwrap_or_default()),
            )
        })
        .collect()
}
