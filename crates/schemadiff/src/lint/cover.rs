//! Which index does what another one does.

use std::collections::BTreeMap;

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{ConstraintKind, IndexElement, IndexValue, ObjectName};

use super::subject::Subject;
use crate::kinds::Index;
use crate::kinds::table::Physical;

/// An index, or the index behind a key, as far as searches are concerned.
pub(super) struct Cover<'a> {
    pub(super) name: &'a str,
    /// The index itself; that of a key cannot go.
    pub(super) index: Option<&'a Index>,
    method: &'a str,
    unique: bool,
    nulls_not_distinct: bool,
    elements: Vec<IndexElement>,
    include: &'a [String],
    predicate: Option<&'a Expr>,
    /// Whether something else names it.
    is_needed: bool,
}

impl Cover<'_> {
    pub(super) fn is_key(&self) -> bool {
        self.index.is_none()
    }

    /// Whether both are the same but for their names.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.name != other.name
            && self.method == other.method
            && self.unique == other.unique
            && self.nulls_not_distinct == other.nulls_not_distinct
            && self.elements == other.elements
            && self.include == other.include
            && self.predicate == other.predicate
            && !other.is_needed
    }

    /// Whether whatever `shorter` is good for, this is good for too.
    pub(super) fn begins_with(&self, shorter: &Self) -> bool {
        let is_there = |column: &String| {
            self.include.contains(column)
                || self
                    .elements
                    .iter()
                    .any(|element| element.value == IndexValue::Column(column.clone()))
        };
        self.name != shorter.name
            && !shorter.unique
            && !shorter.is_needed
            && self.method == "btree"
            && shorter.method == "btree"
            && self.elements.starts_with(&shorter.elements)
            && (self.elements.len() > shorter.elements.len() || self.unique)
            // One that holds fewer rows does not find the others, and one that holds more is larger.
            && self.predicate == shorter.predicate
            && shorter.include.iter().all(is_there)
    }
}

/// The indexes and keys of each table and materialized view, by name.
pub(super) fn covers<'a>(subject: &Subject<'a>) -> Vec<(&'a ObjectName, Vec<Cover<'a>>)> {
    let mut all: BTreeMap<&'a ObjectName, Vec<Cover<'a>>> = BTreeMap::new();
    let mut physical: BTreeMap<&ObjectName, &Physical> = BTreeMap::new();
    for table in subject.catalog.tables.values() {
        physical.insert(&table.name, &table.physical);
    }
    for view in subject.catalog.materialized_views.values() {
        physical.insert(&view.name, &view.physical);
    }
    for view in subject.tables() {
        for (constraint, key) in view.keys() {
            let plain = |column: &String| IndexElement {
                value: IndexValue::Column(column.clone()),
                collation: None,
                operator_class: None,
                operator_class_parameters: BTreeMap::new(),
                descending: false,
                nulls_first: false,
            };
            if key.without_overlaps {
                continue;
            }
            all.entry(&view.table.name).or_default().push(Cover {
                name: constraint.name.as_deref().unwrap_or_default(),
                index: None,
                method: "btree",
                unique: matches!(
                    constraint.kind,
                    ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_)
                ),
                nulls_not_distinct: key.nulls_not_distinct,
                elements: key.columns.iter().map(plain).collect(),
                include: &key.include,
                predicate: None,
                is_needed: true,
            });
        }
    }
    for index in subject.catalog.indexes.values().filter(|index| index.valid) {
        let definition = &index.definition;
        let named = physical
            .get(&index.table)
            .is_some_and(|physical| physical.indexes().any(|name| name == index.name.name));
        all.entry(&index.table).or_default().push(Cover {
            name: &index.name.name,
            index: Some(index),
            method: &definition.method,
            unique: definition.unique,
            nulls_not_distinct: definition.nulls_not_distinct,
            elements: definition.elements.clone(),
            include: &definition.include,
            predicate: definition.predicate.as_ref(),
            is_needed: named,
        });
    }
    for list in all.values_mut() {
        list.sort_by(|a, b| a.name.cmp(b.name));
    }
    all.into_iter().collect()
}
