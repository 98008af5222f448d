//! Defaults that need their own table: they call a function that reads it, perhaps through views and other functions.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::Column;

use super::{Table, lower};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, refs};
use crate::kinds::ObjectKind;

/// The columns whose defaults can only be there while the table is.
pub(super) fn late_defaults<'a>(table: &'a Table, catalog: &Catalog) -> Vec<&'a Column> {
    table.columns.iter().filter(|column| reaches(table, column, catalog)).collect()
}

/// What the default of a column uses that the column itself does not.
pub(super) fn used_by_default(table: &Table, column: &Column) -> Vec<ObjectRef> {
    let without = Column {
        default: None,
        ..column.clone()
    };
    let own = lower::column_references(&table.name, &without);
    let all = lower::column_references(&table.name, column);
    all.into_iter().filter(|object| !own.contains(object)).collect()
}

fn reaches(table: &Table, column: &Column, catalog: &Catalog) -> bool {
    let Some(default) = &column.default else { return false };
    let mut left = refs::mentioned(&default.references(), None);
    let mut seen = BTreeSet::new();
    while let Some(object) = left.pop() {
        if object.id.name == table.name && matches!(object.kind, Kind::Table | Kind::Column) {
            return true;
        }
        if !seen.insert(object.clone()) {
            continue;
        }
        let id = ObjectId::named(object.id.name.clone());
        match object.kind {
            Kind::Function => left.extend(catalog.functions.parts_of(&object.id.name).flat_map(ObjectKind::references)),
            Kind::View => left.extend(catalog.views.get(&id).into_iter().flat_map(ObjectKind::references)),
            Kind::MaterializedView => {
                left.extend(catalog.materialized_views.get(&id).into_iter().flat_map(ObjectKind::references));
            }
            _ => {}
        }
    }
    false
}
