//! Finding changes in progress in a catalog that was read from a server.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Constraint, CreateTrigger, ObjectName, Subject, TriggerEvent};

use super::column_fill::body_of;
use super::marker::{FillColumn, Marker, RenameColumn, RenameTable, RetypeColumn};
use super::{ColumnCopy, ColumnFill, ColumnShadow, TableAlias, Transition};
use crate::catalog::{Catalog, ObjectId, ObjectRef};
use crate::kinds::table::shadow::uses_column;
use crate::kinds::{ObjectKind, access};

/// Takes the helpers of changes in progress out of a catalog and tells what they are for.
///
/// A marker without a trigger on a table that still has the column is what somebody left by dropping the rest: the function
/// stays what it is, and a plan drops it like any other that the model does not name.
pub(crate) fn recognise(catalog: &mut Catalog) -> Vec<Transition> {
    let marked: Vec<(ObjectId, Marker)> = catalog
        .functions
        .iter()
        .filter_map(|(id, function)| Some((id.clone(), Marker::read(function.comment.as_deref()?)?)))
        .collect();
    let mut transitions = Vec::new();
    for (id, marker) in marked {
        transitions.extend(match marker {
            Marker::RenameColumn(marker) => column_copy(catalog, &id, marker).map(Transition::Column),
            Marker::FillColumn(marker) => column_fill(catalog, &id, marker).map(Transition::Fill),
            Marker::RetypeColumn(marker) => column_shadow(catalog, &id, marker).map(Transition::Shadow),
            Marker::RenameTable(_) => None,
        });
    }
    let marked: Vec<(ObjectId, Marker)> = catalog
        .views
        .iter()
        .filter_map(|(id, view)| Some((id.clone(), Marker::read(view.comment.as_deref()?)?)))
        .collect();
    for (id, marker) in marked {
        let Marker::RenameTable(RenameTable { schema, to }) = marker else {
            continue;
        };
        let to = ObjectName { schema, name: to };
        if catalog.tables.contains(&ObjectId::named(to.clone())) {
            catalog.views.remove(&id);
            let relation = access::id_of(&Subject::Relation(id.name.clone()));
            catalog.accesses.remove(&relation);
            transitions.push(Transition::Table(TableAlias { from: id.name, to }));
        }
    }
    transitions
}

fn column_copy(catalog: &mut Catalog, function: &ObjectId, marker: RenameColumn) -> Option<ColumnCopy> {
    let executes = |trigger: &CreateTrigger| trigger.function == function.name;
    let trigger = catalog
        .triggers
        .values()
        .find(|trigger| executes(&trigger.definition))?;
    let (trigger_id, table) = (trigger.id(), trigger.definition.table.clone());
    let columns = &mut catalog.tables.get_mut(&ObjectId::named(table.clone()))?.columns;
    if !columns.iter().any(|column| column.name == marker.from) {
        return None;
    }
    let place = columns.iter().position(|column| column.name == marker.to);
    if let Some(place) = place {
        columns.remove(place);
    }
    catalog.triggers.remove(&trigger_id);
    catalog.functions.remove(function);
    forget_access(catalog, &table, &marker.to, function);
    let below = with_partitions(catalog, &table);
    for name in &below {
        let table = catalog.tables.get_mut(&ObjectId::named(name.clone()));
        if let Some(partition) = table.and_then(|table| table.partition_of.as_mut()) {
            partition.columns.remove(&marker.to);
        }
    }
    let copied: Vec<ObjectId> = catalog
        .indexes
        .values()
        .filter(|index| below.contains(&index.table) && index.reads(&marker.to))
        .map(ObjectKind::id)
        .collect();
    let mut indexes = Vec::new();
    for id in copied {
        indexes.extend(catalog.indexes.remove(&id));
    }
    let readers = readers(catalog, &ObjectRef::column(&table, &marker.to));
    let triggers = fire_for_both(catalog, &table, &marker);
    Some(ColumnCopy {
        table,
        from: marker.from,
        to: marker.to,
        exists: place.is_some(),
        filled: marker.filled,
        trigger: trigger_id.part.unwrap_or_default(),
        function: function.name.clone(),
        indexes,
        readers,
        triggers,
    })
}

/// The triggers that fire for a column and for its copy, which go on as those of the column.
fn fire_for_both(catalog: &mut Catalog, table: &ObjectName, marker: &RenameColumn) -> Vec<String> {
    let mut found = Vec::new();
    for (id, trigger) in catalog.triggers.iter_mut().filter(|(id, _)| id.name == *table) {
        for event in &mut trigger.definition.events {
            if let TriggerEvent::Update(columns) = event
                && columns.contains(&marker.from)
                && columns.contains(&marker.to)
            {
                columns.retain(|column| *column != marker.to);
                found.extend(id.part.clone());
            }
        }
    }
    found
}

fn column_fill(catalog: &mut Catalog, function: &ObjectId, marker: FillColumn) -> Option<ColumnFill> {
    let executes = |trigger: &CreateTrigger| trigger.function == function.name;
    let trigger = catalog
        .triggers
        .values()
        .find(|trigger| executes(&trigger.definition))?;
    let (trigger_id, table) = (trigger.id(), trigger.definition.table.clone());
    catalog
        .tables
        .get(&ObjectId::named(table.clone()))?
        .column(&marker.column)?;
    catalog.triggers.remove(&trigger_id);
    let helper = catalog.functions.remove(function)?;
    catalog.accesses.remove(&access_of(function));
    Some(ColumnFill {
        table,
        column: marker.column,
        filled: marker.filled,
        trigger: trigger_id.part.unwrap_or_default(),
        function: function.name.clone(),
        body: body_of(&helper.definition.body),
    })
}

fn column_shadow(catalog: &mut Catalog, function: &ObjectId, marker: RetypeColumn) -> Option<ColumnShadow> {
    let executes = |trigger: &CreateTrigger| trigger.function == function.name;
    let trigger = catalog
        .triggers
        .values()
        .find(|trigger| executes(&trigger.definition))?;
    let (trigger_id, table) = (trigger.id(), trigger.definition.table.clone());
    let columns = &mut catalog.tables.get_mut(&ObjectId::named(table.clone()))?.columns;
    if !columns.iter().any(|column| column.name == marker.column) {
        return None;
    }
    let place = columns.iter().position(|column| column.name == marker.shadow);
    let there = place.map(|place| columns.remove(place));
    catalog.triggers.remove(&trigger_id);
    catalog.functions.remove(function);
    forget_access(catalog, &table, &marker.shadow, function);
    let of_shadow: Vec<ObjectId> = catalog
        .indexes
        .values()
        .filter(|index| index.table == table && index.reads(&marker.shadow))
        .map(ObjectKind::id)
        .collect();
    let mut indexes = Vec::new();
    for id in of_shadow {
        indexes.extend(catalog.indexes.remove(&id));
    }
    let shadow = ObjectRef::column(&table, &marker.shadow);
    let mut over: Vec<(ObjectName, Constraint)> = Vec::new();
    for other in catalog.tables.values() {
        for constraint in &other.constraints {
            if uses_column(other, constraint, &shadow) {
                over.push((other.name.clone(), constraint.clone()));
            }
        }
    }
    for (other, constraint) in &over {
        if let Some(other) = catalog.tables.get_mut(&ObjectId::named(other.clone())) {
            other.constraints.retain(|known| known.name != constraint.name);
        }
    }
    Some(ColumnShadow {
        table,
        column: marker.column,
        shadow: marker.shadow,
        conversion: marker.conversion,
        data_type: there.map(|column| column.data_type),
        filled: marker.filled,
        trigger: trigger_id.part.unwrap_or_default(),
        function: function.name.clone(),
        indexes,
        constraints: over,
    })
}

fn access_of(function: &ObjectId) -> ObjectId {
    access::id_of(&Subject::Routine(function.name.clone(), Vec::new()))
}

/// Nobody is asked who may do what with a helper.
fn forget_access(catalog: &mut Catalog, table: &ObjectName, column: &str, function: &ObjectId) {
    let relation = access::id_of(&Subject::Relation(table.clone()));
    let grants = catalog
        .accesses
        .get_mut(&relation)
        .and_then(|access| access.grants.as_mut());
    if let Some(grants) = grants {
        grants.columns.remove(column);
    }
    catalog.accesses.remove(&access::id_of(&Subject::Routine(
        function.name.clone(),
        Vec::new(),
    )));
}

/// A table and the partitions below it.
fn with_partitions(catalog: &Catalog, table: &ObjectName) -> BTreeSet<ObjectName> {
    let mut below = BTreeSet::from([table.clone()]);
    loop {
        let more: Vec<ObjectName> = catalog
            .tables
            .values()
            .filter(|other| {
                let parent = other.partition_of.as_ref().map(|partition| &partition.parent);
                parent.is_some_and(|parent| below.contains(parent)) && !below.contains(&other.name)
            })
            .map(|other| other.name.clone())
            .collect();
        if more.is_empty() {
            return below;
        }
        below.extend(more);
    }
}

/// Views and functions that depend on a column.
fn readers(catalog: &Catalog, column: &ObjectRef) -> Vec<ObjectRef> {
    let views = catalog
        .views
        .values()
        .filter(|view| view.references().contains(column))
        .map(ObjectKind::object_ref);
    let functions = catalog
        .functions
        .values()
        .filter(|function| function.references().contains(column))
        .map(ObjectKind::object_ref);
    views.chain(functions).collect()
}
