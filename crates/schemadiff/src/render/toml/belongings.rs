//! What belongs to which relation, gathered once: the catalog keeps objects by name, a model by the table they are on.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::ObjectName;

use crate::catalog::Catalog;
use crate::kinds::{Index, Policy, Statistics, Table, Trigger};

/// The parts of a catalog by the relation they are on, each in the order of their names.
#[derive(Debug)]
pub(crate) struct Belongings<'a> {
    indexes: BTreeMap<&'a ObjectName, Vec<&'a Index>>,
    statistics: BTreeMap<&'a ObjectName, Vec<&'a Statistics>>,
    triggers: BTreeMap<&'a ObjectName, Vec<&'a Trigger>>,
    policies: BTreeMap<&'a ObjectName, Vec<&'a Policy>>,
    partitions: BTreeMap<&'a ObjectName, Vec<&'a Table>>,
    /// Names of functions that several functions have.
    overloaded: BTreeSet<&'a ObjectName>,
    functions: BTreeSet<&'a ObjectName>,
    templates: BTreeMap<&'a str, Trigger>,
}

impl<'a> Belongings<'a> {
    /// Those of a catalog.
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        let mut functions = BTreeSet::new();
        let names = catalog
            .functions
            .values()
            .map(|function| &function.definition.name);
        let overloaded = names.filter(|name| !functions.insert(*name)).collect();
        // What is called like one: an aggregate, and what makes a value of a range.
        functions.extend(
            catalog
                .aggregates
                .values()
                .map(|aggregate| &aggregate.definition.name),
        );
        Self {
            indexes: by(catalog.indexes.values(), |index| Some(&index.table)),
            statistics: by(catalog.statistics.values(), |statistics| Some(&statistics.table)),
            triggers: by(catalog.triggers.values(), |trigger| {
                Some(&trigger.definition.table)
            }),
            policies: by(catalog.policies.values(), |policy| Some(&policy.definition.table)),
            partitions: by(catalog.tables.values(), |table| {
                table.partition_of.as_ref().map(|partition| &partition.parent)
            }),
            overloaded,
            functions,
            templates: templates(catalog),
        }
    }

    /// The indexes of a relation.
    pub(crate) fn indexes(&self, relation: &ObjectName) -> &[&'a Index] {
        self.indexes.get(relation).map_or(&[], Vec::as_slice)
    }

    /// The extended statistics of a relation.
    pub(crate) fn statistics(&self, relation: &ObjectName) -> &[&'a Statistics] {
        self.statistics.get(relation).map_or(&[], Vec::as_slice)
    }

    /// The triggers of a relation.
    pub(crate) fn triggers(&self, relation: &ObjectName) -> &[&'a Trigger] {
        self.triggers.get(relation).map_or(&[], Vec::as_slice)
    }

    /// The policies of a table.
    pub(crate) fn policies(&self, table: &ObjectName) -> &[&'a Policy] {
        self.policies.get(table).map_or(&[], Vec::as_slice)
    }

    /// The partitions of a table.
    pub(crate) fn partitions(&self, table: &ObjectName) -> &[&'a Table] {
        self.partitions.get(table).map_or(&[], Vec::as_slice)
    }

    /// Whether there is a function of this name.
    pub(crate) fn has_function(&self, name: &ObjectName) -> bool {
        self.functions.contains(name)
    }

    /// Whether there are several functions of this name.
    pub(crate) fn is_overloaded(&self, name: &ObjectName) -> bool {
        self.overloaded.contains(name)
    }

    /// The triggers that several relations have, by name.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &Trigger> {
        self.templates.values()
    }

    /// Whether a trigger is what the template of its name says.
    pub(crate) fn is_from_template(&self, trigger: &Trigger) -> bool {
        self.templates.get(trigger.definition.name.as_str()) == Some(&nowhere(trigger))
    }
}

fn by<'a, T>(
    objects: impl Iterator<Item = &'a T>,
    relation: impl Fn(&'a T) -> Option<&'a ObjectName>,
) -> BTreeMap<&'a ObjectName, Vec<&'a T>> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for object in objects {
        if let Some(relation) = relation(object) {
            all.entry(relation).or_default().push(object);
        }
    }
    all
}

/// For each name of triggers the one that most relations have, when that is more than one.
fn templates(catalog: &Catalog) -> BTreeMap<&str, Trigger> {
    // By name, then by everything that the trigger says.
    let mut by_name: BTreeMap<&str, BTreeMap<String, (Trigger, usize)>> = BTreeMap::new();
    for trigger in catalog.triggers.values() {
        let shape = nowhere(trigger);
        let shapes = by_name.entry(&trigger.definition.name).or_default();
        shapes.entry(format!("{shape:?}")).or_insert((shape, 0)).1 += 1;
    }
    by_name
        .into_iter()
        .filter_map(|(name, shapes)| {
            // The first of equals.
            let (shape, uses) = shapes.into_values().rev().max_by_key(|(_, uses)| *uses)?;
            (uses > 1).then_some((name, shape))
        })
        .collect()
}

/// A trigger without its table.
fn nowhere(trigger: &Trigger) -> Trigger {
    let mut shape = trigger.clone();
    shape.definition.table = ObjectName::bare("");
    shape
}
