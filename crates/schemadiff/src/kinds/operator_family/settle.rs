//! Which members are a class's and which are the family's, and which classes go without saying.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{ConstraintKind, FamilyMember, IndexElement, IndexValue, ObjectName, TypeName};

use super::{OperatorFamily, member};
use crate::canon::columns_of;
use crate::catalog::{Catalog, ObjectId};
use crate::kinds::operator_class::OperatorClass;

/// Sorts the members of families and classes to where they belong. A class of a model makes its family where there is none.
pub(crate) fn settle(catalog: &mut Catalog, default_schema: Option<&str>) {
    if let Some(schema) = default_schema {
        let classes = catalog.operator_classes.values();
        let needed: Vec<(ObjectName, String)> = classes
            .filter(|class| class.family().schema.is_some())
            .map(|class| (class.family().clone(), class.definition.method.clone()))
            .collect();
        for (name, method) in needed {
            let family = OperatorFamily::new(name, method);
            if !catalog.operator_families.contains(&family.own_id()) {
                catalog.insert(family);
            }
        }
        qualify(catalog, schema);
    }
    if !catalog.operator_classes.is_empty() || !catalog.operator_families.is_empty() {
        sort_members(catalog);
    }
    name_defaults(catalog);
}

/// Puts each member where it belongs.
fn sort_members(catalog: &mut Catalog) {
    let mut all: BTreeMap<ObjectId, Vec<FamilyMember>> = BTreeMap::new();
    for (id, family) in &mut catalog.operator_families {
        all.entry(id.clone()).or_default().append(&mut family.members);
    }
    for (_, class) in &mut catalog.operator_classes {
        let family = ObjectId::part(class.family().clone(), class.definition.method.clone());
        all.entry(family).or_default().append(&mut class.definition.members);
    }
    for (_, class) in &mut catalog.operator_classes {
        let family = ObjectId::part(class.family().clone(), class.definition.method.clone());
        let members = all.entry(family).or_default();
        let is_own = |member: &FamilyMember| {
            let own = &class.definition.data_type;
            member.types.as_ref().is_some_and(|(left, right)| left == own && right == own)
        };
        let (own, others) = std::mem::take(members).into_iter().partition(is_own);
        class.definition.members = own;
        member::sort(&mut class.definition.members);
        *members = others;
    }
    for (id, mut members) in all {
        member::sort(&mut members);
        if let Some(family) = catalog.operator_families.get_mut(&id) {
            family.members = members;
        }
    }
}

/// Every index element and element of an exclusion constraint, with its relation and method.
fn elements(catalog: &mut Catalog) -> impl Iterator<Item = (&ObjectName, &str, &mut IndexElement)> {
    let of_indexes = catalog.indexes.iter_mut().flat_map(|(_, index)| {
        let (table, method) = (&index.table, index.definition.method.as_str());
        index.definition.elements.iter_mut().map(move |element| (table, method, element))
    });
    let of_tables = catalog.tables.iter_mut().flat_map(|(_, table)| {
        let name = &table.name;
        table.constraints.iter_mut().flat_map(move |constraint| {
            let exclude = match &mut constraint.kind {
                ConstraintKind::Exclude(exclude) => Some(exclude),
                _ => None,
            };
            exclude.into_iter().flat_map(move |exclude| {
                let method = exclude.method.as_str();
                exclude.elements.iter_mut().map(move |(element, _)| (name, method, element))
            })
        })
    });
    of_indexes.chain(of_tables)
}

/// A class of the model may be named without its schema.
fn qualify(catalog: &mut Catalog, schema: &str) {
    let classes: Vec<ObjectId> = catalog.operator_classes.keys().cloned().collect();
    if classes.is_empty() {
        return;
    }
    let qualified = |class: &mut ObjectName, method: &str| {
        let own = ObjectName::qualified(schema, class.name.clone());
        if class.schema.is_none() && classes.contains(&ObjectId::part(own.clone(), method)) {
            *class = own;
        }
    };
    for (_, method, element) in elements(catalog) {
        if let Some(class) = &mut element.operator_class {
            qualified(class, method);
        }
    }
    for (_, range) in &mut catalog.range_types {
        if let Some(class) = &mut range.definition.operator_class {
            qualified(class, "btree");
        }
    }
    for (_, table) in &mut catalog.tables {
        let key = table.partition_by.iter_mut().flat_map(|key| &mut key.elements);
        for class in key.filter_map(|element| element.operator_class.as_mut()) {
            qualified(class, "btree");
            qualified(class, "hash");
        }
    }
}

/// Names the default classes of the catalog where columns are indexed with them: what uses one has to come after it and go
/// before, and is another index when there is another one.
fn name_defaults(catalog: &mut Catalog) {
    let defaults: BTreeMap<(String, TypeName), ObjectName> = catalog
        .operator_classes
        .values()
        .filter(|class| class.definition.is_default)
        .map(|class: &OperatorClass| {
            let definition = &class.definition;
            ((definition.method.clone(), definition.data_type.clone()), definition.name.clone())
        })
        .collect();
    if defaults.is_empty() {
        return;
    }
    let types: BTreeMap<(ObjectName, String), TypeName> = catalog
        .tables
        .values()
        .flat_map(|table| {
            let columns = columns_of(catalog, &table.name).unwrap_or_default();
            columns.iter().map(|column| ((table.name.clone(), column.name.clone()), column.data_type.without_modifiers()))
        })
        .collect();
    for (table, method, element) in elements(catalog) {
        if let (None, IndexValue::Column(column)) = (&element.operator_class, &element.value)
            && let Some(data_type) = types.get(&(table.clone(), column.clone()))
            && let Some(class) = defaults.get(&(method.to_owned(), data_type.clone()))
        {
            element.operator_class = Some(class.clone());
        }
    }
}
