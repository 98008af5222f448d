//! Indexes that the build of a key left when a run was stopped between the index and the constraint: the next plan goes on with
//! them.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{ConstraintKind, IndexDefinition, IndexElement, IndexValue, Key, ObjectName};

use super::Index;
use crate::catalog::ObjectId;
use crate::lower::{Lowering, helper_name};

/// What the name of an index ends with that is built beside the key that it replaces.
pub(crate) const BESIDE: &str = "_schemadiff_new";

/// The index that stands behind a key.
pub(crate) fn of_key(key: &Key) -> IndexDefinition {
    let element = |column: &String| IndexElement {
        value: IndexValue::Column(column.clone()),
        collation: None,
        operator_class: None,
        operator_class_parameters: BTreeMap::new(),
        descending: false,
        nulls_first: false,
    };
    IndexDefinition {
        method: "btree".to_owned(),
        unique: true,
        nulls_not_distinct: key.nulls_not_distinct,
        elements: key.columns.iter().map(element).collect(),
        include: key.include.clone(),
        predicate: None,
        parameters: key.parameters.clone(),
        tablespace: key.tablespace.clone(),
    }
}

/// Whether an index that is there, and that no model names, was begun for a key that is still to be added.
pub(super) fn is_begun(index: &Index, cx: &Lowering<'_>) -> bool {
    pending(index, cx).any(|pending| pending.is_own && pending.name == index.name.name) || is_finished(index, cx)
}

/// Whether the constraint has nothing left to do but to take the index over.
pub(crate) fn is_finished(index: &Index, cx: &Lowering<'_>) -> bool {
    index.valid
        && pending(index, cx).any(|pending| {
            let named = !pending.is_own || pending.name == index.name.name;
            named && of_key(pending.key) == index.definition
        })
}

/// The index on a partition that a key of its parent can take over.
pub(crate) fn for_part(partition: &ObjectName, key: &Key, cx: &Lowering<'_>) -> Option<String> {
    let there = cx.old_indexes(partition).iter();
    let there = there.filter_map(|index| cx.pair.old.catalog().indexes.get(&index.id));
    let mut fitting = there.filter(|index| {
        let is_wanted = cx.pair.new.catalog().indexes.contains(&ObjectId::named(index.name.clone()));
        !is_wanted && of_key(key) == index.definition && is_finished(index, cx)
    });
    fitting.next().map(|index| index.name.name.clone())
}

/// A key that a plan adds to a table.
struct Pending<'a> {
    key: &'a Key,
    /// The name that its index is built under.
    name: String,
    /// Of the table itself, and not of one above it.
    is_own: bool,
}

fn pending<'a>(index: &Index, cx: &Lowering<'a>) -> impl Iterator<Item = Pending<'a>> {
    let tables = &cx.pair.new.catalog().tables;
    let mut found = Vec::new();
    let mut next = Some(&index.table);
    // A chain longer than the number of tables is a circle, which is reported elsewhere.
    for level in 0..=tables.len() {
        let Some(table) = next.and_then(|name| tables.get(&ObjectId::named(name.clone()))) else {
            break;
        };
        for constraint in &table.constraints {
            let (ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key)) = &constraint.kind else {
                continue;
            };
            let name = constraint.name.clone().unwrap_or_default();
            let before = cx.old_table(&table.name).and_then(|table| table.constraint(&name));
            let name = match before {
                Some(before) if before.kind == constraint.kind => continue,
                Some(_) => helper_name(&name, BESIDE),
                None => name,
            };
            found.push(Pending { key, name, is_own: level == 0 });
        }
        next = table.partition_of.as_ref().map(|partition| &partition.parent);
    }
    found.into_iter()
}
