//! What partitions say of columns: only what is not so anyway, because it is said above.

use schemadiff_sql::syntax::{Column, ObjectName};

use super::columns_of;
use crate::catalog::{Catalog, ObjectId};
use crate::kinds::table::OwnColumn;
use crate::kinds::table::settings::own_storage;

/// Leaves out what is so anyway. Of what is there it is known how each column is stored, of a model what it says.
///
/// A statistics target that is the parent's says nothing of its own: setting that of the parent sets those of the partitions
/// that are there, and not of those that come.
pub(super) fn settle(catalog: &mut Catalog, is_there: bool) {
    let mut settled: Vec<(ObjectId, String, OwnColumn)> = Vec::new();
    for (id, table) in &catalog.tables {
        let Some(partition) = &table.partition_of else {
            continue;
        };
        let said = |name: &String| partition.columns.get(name);
        for column in columns_of(catalog, &id.name).unwrap_or_default() {
            let kept_otherwise =
                is_there && (column.settings.storage.is_some() || column.settings.compression.is_some());
            let own = match said(&column.name) {
                Some(own) => own.clone(),
                None if kept_otherwise => OwnColumn::default(),
                None => continue,
            };
            let above = above(catalog, &partition.parent, column);
            let own_column = apart(catalog, own, column, &above, is_there);
            settled.push((id.clone(), column.name.clone(), own_column));
        }
    }
    for (id, name, own) in settled {
        let table = catalog.tables.get_mut(&id);
        if let Some(partition) = table.and_then(|table| table.partition_of.as_mut()) {
            if own == OwnColumn::default() {
                partition.columns.remove(&name);
            } else {
                partition.columns.insert(name, own);
            }
        }
    }
}

/// What is said of a column by a table and, where it says nothing, by those above it. The topmost one has the column itself.
pub(crate) fn above(catalog: &Catalog, table: &ObjectName, column: &Column) -> Column {
    let mut chain: Vec<&OwnColumn> = Vec::new();
    let mut next = catalog.tables.get(&ObjectId::named(table.clone()));
    // A chain longer than the number of tables is a circle, which `validate` reports.
    for _ in 0..=catalog.tables.len() {
        let Some(partition) = next.and_then(|table| table.partition_of.as_ref()) else {
            break;
        };
        chain.extend(partition.columns.get(&column.name));
        next = catalog.tables.get(&ObjectId::named(partition.parent.clone()));
    }
    chain
        .into_iter()
        .rev()
        .fold(column.clone(), |column, own| said(&column, own))
}

/// A column with what a partition says of it.
pub(crate) fn said(column: &Column, own: &OwnColumn) -> Column {
    let mut column = column.clone();
    column.not_null |= own.not_null;
    if let Some(default) = &own.default {
        column.default = Some(default.clone()).filter(|default| !default.is_null());
    }
    column.settings.storage = own.settings.storage.or(column.settings.storage);
    let compression = own.settings.compression.clone();
    column.settings.compression = compression.or(column.settings.compression);
    column
}

fn apart(
    catalog: &Catalog,
    mut own: OwnColumn,
    column: &Column,
    above: &Column,
    is_there: bool,
) -> OwnColumn {
    own.not_null &= !above.not_null;
    let default = own
        .default
        .take()
        .map(|default| default.without_literal_cast(&column.data_type));
    own.default = default.filter(|default| match &above.default {
        Some(above) => default != above,
        None => !default.is_null(),
    });
    own.data_type = own.default.is_some().then(|| column.data_type.clone());
    if own.settings.statistics == column.settings.statistics {
        own.settings.statistics = None;
    }
    let usual = own_storage(catalog, &column.data_type);
    let storage = own.settings.storage.or(if is_there {
        usual
    } else {
        above.settings.storage.or(usual)
    });
    own.settings.storage = storage.filter(|storage| Some(*storage) != above.settings.storage.or(usual));
    if own.settings.compression == above.settings.compression {
        own.settings.compression = None;
    }
    own
}
