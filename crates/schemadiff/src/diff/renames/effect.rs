//! What a rename does to a catalog: PostgreSQL keeps references by OID, so that everything speaks of the object by its new name.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Column, ConstraintKind, IndexElement, IndexValue, ObjectName, TriggerEvent};
use schemadiff_sql::{Expr, Query};

use crate::canon::serial_sequence_name;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use crate::diff::enum_values;
use crate::kinds::access;
use crate::kinds::table::{not_null, typed};

/// Gives an object its other name.
pub(crate) fn rename(catalog: &mut Catalog, from: &ObjectRef, to: &ObjectRef) {
    match to.kind {
        Kind::Index => {
            if let Some(mut index) = catalog.indexes.remove(&from.id) {
                index.name = to.id.name.clone();
                let relation = ObjectId::named(index.table.clone());
                let table = catalog.tables.get_mut(&relation).map(|table| &mut table.physical);
                let view = catalog.materialized_views.get_mut(&relation);
                let physical = table.into_iter().chain(view.map(|view| &mut view.physical));
                physical.for_each(|physical| physical.rename_index(&from.id.name.name, &to.id.name.name));
                catalog.insert(index);
            }
        }
        Kind::Statistics => {
            if let Some(mut statistics) = catalog.statistics.remove(&from.id) {
                statistics.name = to.id.name.clone();
                catalog.insert(statistics);
            }
        }
        Kind::Column => {
            if let (Some(before), Some(after)) = (&from.id.part, &to.id.part) {
                rename_column(catalog, &to.id.name, before, after);
            }
        }
        Kind::Attribute => {
            let id = ObjectId::named(to.id.name.clone());
            let composite = catalog.composite_types.get_mut(&id);
            let attributes = composite
                .into_iter()
                .flat_map(|composite| &mut composite.definition.attributes);
            for attribute in attributes.filter(|attribute| Some(&attribute.name) == from.id.part.as_ref()) {
                attribute.name = to.id.part.clone().unwrap_or_default();
            }
            // Columns of the tables of the type follow.
            for table in typed::tables_of(catalog, &to.id.name) {
                if let (Some(before), Some(after)) = (&from.id.part, &to.id.part) {
                    rename_column(catalog, &table, before, after);
                }
            }
        }
        Kind::EnumValue => {
            if let (Some(before), Some(after)) = (&from.id.part, &to.id.part) {
                enum_values::rename(catalog, &to.id.name, before, after);
            }
        }
        _ => rename_table(catalog, &from.id.name, &to.id.name),
    }
}

/// PostgreSQL keeps references by OID: everything that spoke of the table speaks of it by the new name.
fn rename_table(catalog: &mut Catalog, from: &ObjectName, to: &ObjectName) {
    if let Some(mut table) = catalog.tables.remove(&ObjectId::named(from.clone())) {
        table.name = to.clone();
        for column in &mut table.columns {
            keep_sequence(from, to, column);
            not_null::keep_name(from, column);
        }
        catalog.insert(table);
    }
    for (_, table) in &mut catalog.tables {
        if let Some(partition) = &mut table.partition_of
            && partition.parent == *from
        {
            partition.parent = to.clone();
        }
        table
            .inherits
            .iter_mut()
            .filter(|parent| *parent == from)
            .for_each(|parent| *parent = to.clone());
        for constraint in &mut table.constraints {
            if let ConstraintKind::ForeignKey(key) = &mut constraint.kind
                && key.table == *from
            {
                key.table = to.clone();
            }
        }
    }
    rename_row_type(catalog, from, to);
    for (_, view) in &mut catalog.views {
        view.query = renamed_query(&view.query, from, to);
    }
    for (_, view) in &mut catalog.materialized_views {
        view.query = renamed_query(&view.query, from, to);
    }
    for (_, policy) in &mut catalog.policies {
        let definition = &mut policy.definition;
        for expression in definition.using.iter_mut().chain(&mut definition.check) {
            if expression.references().relations.contains(from) {
                *expression = expression.rename_relation(from, to);
            }
        }
    }
    for (_, publication) in &mut catalog.publications {
        publication.rename_table(from, to);
    }
    for (_, index) in &mut catalog.indexes {
        if index.table == *from {
            index.table = to.clone();
        }
    }
    for (_, statistics) in &mut catalog.statistics {
        if statistics.table == *from {
            statistics.table = to.clone();
        }
    }
    for (_, sequence) in &mut catalog.sequences {
        if let Some(owner) = &mut sequence.options.owned_by
            && owner.table == *from
        {
            owner.table = to.clone();
        }
    }
    access::renamed(catalog, from, to);
    let triggers: Vec<ObjectId> = catalog
        .triggers
        .keys()
        .filter(|id| id.name == *from)
        .cloned()
        .collect();
    for id in triggers {
        if let Some(mut trigger) = catalog.triggers.remove(&id) {
            trigger.definition.table = to.clone();
            catalog.insert(trigger);
        }
    }
    let rules: Vec<ObjectId> = catalog
        .rules
        .keys()
        .filter(|id| id.name == *from)
        .cloned()
        .collect();
    for id in rules {
        if let Some(mut rule) = catalog.rules.remove(&id) {
            rule.definition.table = to.clone();
            catalog.insert(rule);
        }
    }
    let policies: Vec<ObjectId> = catalog
        .policies
        .keys()
        .filter(|id| id.name == *from)
        .cloned()
        .collect();
    for id in policies {
        if let Some(mut policy) = catalog.policies.remove(&id) {
            policy.definition.table = to.clone();
            catalog.insert(policy);
        }
    }
}

/// The rows of a table are a type of its name, which goes along.
fn rename_row_type(catalog: &mut Catalog, from: &ObjectName, to: &ObjectName) {
    let columns = catalog
        .tables
        .iter_mut()
        .flat_map(|(_, table)| &mut table.columns);
    let columns = columns.map(|column| &mut column.data_type);
    let domains = catalog
        .domains
        .iter_mut()
        .map(|(_, domain)| &mut domain.definition.data_type);
    let composites = catalog.composite_types.iter_mut();
    let attributes = composites
        .flat_map(|(_, composite)| &mut composite.definition.attributes)
        .map(|attribute| &mut attribute.data_type);
    for data_type in columns.chain(domains).chain(attributes) {
        if data_type.name == *from {
            data_type.name = to.clone();
        }
    }
}

/// The sequence behind an identity keeps the name that it has, in the schema of the table.
fn keep_sequence(from: &ObjectName, to: &ObjectName, column: &mut Column) {
    if let Some(identity) = &mut column.identity {
        let name = identity.options.name.take();
        let name = name.unwrap_or_else(|| serial_sequence_name(from, &column.name, 0));
        identity.options.name = Some(ObjectName {
            schema: to.schema.clone(),
            ..name
        });
    }
}

fn renamed_query(query: &Query, from: &ObjectName, to: &ObjectName) -> Query {
    if query.references().relations.contains(from) {
        query.rename_relation(from, to)
    } else {
        query.clone()
    }
}

/// The column under its new name wherever the table's own parts speak of it. Views keep working and keep the old name as
/// that of their output column: they differ from a wanted view that uses the new one, and are replaced.
///
/// So does the column of every table that inherits it.
pub(crate) fn rename_column(catalog: &mut Catalog, table: &ObjectName, from: &str, to: &str) {
    let heirs: Vec<ObjectName> = catalog
        .tables
        .iter_mut()
        .filter(|(_, heir)| heir.inherits.contains(table))
        .filter_map(|(_, heir)| {
            let declares = heir.inherited.remove(from)?;
            heir.inherited.insert(to.to_owned(), declares);
            Some(heir.name.clone())
        })
        .collect();
    for heir in heirs {
        rename_column(catalog, &heir, from, to);
    }
    let in_names = |names: &mut Vec<String>| {
        names
            .iter_mut()
            .filter(|name| *name == from)
            .for_each(|name| to.clone_into(name));
    };
    let in_expression = |expression: &mut Expr| *expression = expression.rename_column(from, to);
    let in_element = |element: &mut IndexElement| match &mut element.value {
        IndexValue::Column(name) if name == from => to.clone_into(name),
        IndexValue::Column(_) => {}
        IndexValue::Expression(expression) => *expression = expression.rename_column(from, to),
    };
    let mut below = BTreeSet::from([table.clone()]);
    loop {
        let more = catalog.tables.values().filter(|other| {
            let parent = other.partition_of.as_ref().map(|partition| &partition.parent);
            parent.is_some_and(|parent| below.contains(parent)) && !below.contains(&other.name)
        });
        let more: Vec<ObjectName> = more.map(|other| other.name.clone()).collect();
        if more.is_empty() {
            break;
        }
        below.extend(more);
    }
    for (_, other) in &mut catalog.tables {
        let own = other.name == *table;
        let partition = other
            .partition_of
            .as_mut()
            .filter(|_| below.contains(&other.name));
        if let Some(partition) = partition
            && let Some(said) = partition.columns.remove(from)
        {
            partition.columns.insert(to.to_owned(), said);
        }
        for column in other.columns.iter_mut().filter(|_| own) {
            if column.name == from {
                keep_sequence(table, table, column);
                not_null::keep_name(table, column);
                to.clone_into(&mut column.name);
            }
            column
                .generated
                .iter_mut()
                .for_each(|generated| in_expression(&mut generated.expression));
        }
        for element in other
            .partition_by
            .iter_mut()
            .filter(|_| own)
            .flat_map(|key| &mut key.elements)
        {
            match &mut element.value {
                IndexValue::Column(name) if name == from => to.clone_into(name),
                IndexValue::Column(_) => {}
                IndexValue::Expression(expression) => in_expression(expression),
            }
        }
        for constraint in &mut other.constraints {
            match &mut constraint.kind {
                ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) if own => {
                    in_names(&mut key.columns);
                    in_names(&mut key.include);
                }
                ConstraintKind::Check(check) if own => in_expression(&mut check.expression),
                ConstraintKind::Exclude(exclude) if own => {
                    exclude
                        .elements
                        .iter_mut()
                        .for_each(|(element, _)| in_element(element));
                    in_names(&mut exclude.include);
                    exclude.predicate.iter_mut().for_each(in_expression);
                }
                ConstraintKind::ForeignKey(key) => {
                    if own {
                        in_names(&mut key.columns);
                        in_names(&mut key.on_delete_columns);
                    }
                    if key.table == *table {
                        in_names(&mut key.referenced_columns);
                    }
                }
                _ => {}
            }
        }
    }
    for (_, index) in catalog
        .indexes
        .iter_mut()
        .filter(|(_, index)| index.table == *table)
    {
        index.definition.elements.iter_mut().for_each(in_element);
        in_names(&mut index.definition.include);
        index.definition.predicate.iter_mut().for_each(in_expression);
    }
    let all = catalog.statistics.iter_mut();
    for (_, statistics) in all.filter(|(_, statistics)| statistics.table == *table) {
        if statistics.columns.remove(from) {
            statistics.columns.insert(to.to_owned());
        }
        statistics.expressions.iter_mut().for_each(in_expression);
    }
    for (_, sequence) in &mut catalog.sequences {
        if let Some(owner) = &mut sequence.options.owned_by
            && owner.table == *table
            && owner.column == from
        {
            to.clone_into(&mut owner.column);
        }
    }
    for (_, publication) in &mut catalog.publications {
        publication.rename_column(table, from, to);
    }
    access::renamed_column(catalog, table, from, to);
    for (_, policy) in catalog.policies.iter_mut().filter(|(id, _)| id.name == *table) {
        policy.definition.using.iter_mut().for_each(in_expression);
        policy.definition.check.iter_mut().for_each(in_expression);
    }
    for (_, rule) in catalog.rules.iter_mut().filter(|(id, _)| id.name == *table) {
        rule.definition.condition.iter_mut().for_each(in_expression);
    }
    for (_, trigger) in catalog.triggers.iter_mut().filter(|(id, _)| id.name == *table) {
        trigger.definition.when.iter_mut().for_each(in_expression);
        for event in &mut trigger.definition.events {
            if let TriggerEvent::Update(columns) = event {
                in_names(columns);
                columns.sort();
            }
        }
    }
}
