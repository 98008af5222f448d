//! Traditional inheritance: what a table has from the tables that it inherits from.
//!
//! A table that inherits holds all its columns, those of its parents first, as PostgreSQL puts them; [`Table::inherited`] says
//! which it has from above. A check that it has from above is its parent's alone: PostgreSQL merges one of its own with it, and
//! nothing tells the two apart afterwards but that one is left when the parent lets go.
//!
//! Source: `MergeAttributes()` in `src/backend/commands/tablecmds.c`.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Column, ColumnSettings, Constraint, ConstraintKind, ObjectName};

use super::{OwnColumn, Table, not_null};
use crate::catalog::{Catalog, ObjectId};

/// A column as a table has it that inherits it and says nothing of it.
fn copied(column: &Column) -> Column {
    let mut copy = Column::new(&column.name, column.data_type.clone());
    copy.collation.clone_from(&column.collation);
    copy.not_null = column.not_null && !column.required().no_inherit;
    copy.default.clone_from(&column.default);
    copy.generated.clone_from(&column.generated);
    copy.settings = ColumnSettings {
        storage: column.settings.storage,
        compression: column.settings.compression.clone(),
        ..ColumnSettings::default()
    };
    copy
}

/// The tables that a table inherits from, as far as the catalog has them.
pub(crate) fn parents<'a>(catalog: &'a Catalog, table: &'a Table) -> impl Iterator<Item = &'a Table> {
    table.inherits.iter().filter_map(|parent| catalog.tables.get(&ObjectId::named(parent.clone())))
}

/// The tables that a table inherits from, theirs, and so on; each once.
pub(super) fn ancestors<'a>(catalog: &'a Catalog, table: &'a Table) -> Vec<&'a Table> {
    let mut found: Vec<&Table> = Vec::new();
    let mut left: Vec<&Table> = parents(catalog, table).collect();
    while let Some(above) = left.pop() {
        if above.name != table.name && !found.iter().any(|known| known.name == above.name) {
            found.push(above);
            left.extend(parents(catalog, above));
        }
    }
    found
}

/// Whether a table is among the tables that it inherits from.
pub(crate) fn is_below_itself(catalog: &Catalog, table: &Table) -> bool {
    let above = ancestors(catalog, table);
    let direct = std::iter::once(table).chain(above.iter().copied());
    direct.flat_map(|above| &above.inherits).any(|parent| *parent == table.name)
}

/// What a table gets of a column from these parents; nothing where none has it.
pub(super) fn from_parents<'a>(parents: impl Iterator<Item = &'a Table>, column: &str) -> Option<Column> {
    let mut columns = parents.filter_map(|parent| parent.column(column)).map(copied);
    let mut first = columns.next()?;
    first.not_null |= columns.any(|other| other.not_null);
    Some(first)
}

/// What a table gets of a column from its parents.
pub(super) fn from_above(catalog: &Catalog, table: &Table, column: &str) -> Option<Column> {
    from_parents(parents(catalog, table), column)
}

/// What a table has of a column from above when it has just been made, before those above say what they do not declare.
pub(super) fn at_first(catalog: &Catalog, table: &Table, column: &str) -> Option<Column> {
    let mut above = parents(catalog, table).find(|parent| parent.column(column).is_some())?;
    // A chain longer than the number of tables is a circle, which `validate` reports.
    for _ in 0..=catalog.tables.len() {
        if above.declares(column) {
            break;
        }
        let Some(next) = parents(catalog, above).find(|parent| parent.column(column).is_some()) else { break };
        above = next;
    }
    above.column(column).map(copied)
}

/// Gives a table the columns of its parents that it has not yet.
pub(super) fn merge(catalog: &Catalog, table: &mut Table) {
    let mut own = std::mem::take(&mut table.columns);
    let above: Vec<&Table> = table.inherits.iter().filter_map(|parent| catalog.tables.get(&ObjectId::named(parent.clone()))).collect();
    for parent in &above {
        for column in &parent.columns {
            if table.columns.iter().any(|known| known.name == column.name) {
                continue;
            }
            let Some(copy) = from_parents(above.iter().copied(), &column.name) else { continue };
            let position = own.iter().position(|own| own.name == column.name);
            let merged = match position.map(|position| own.remove(position)) {
                None => {
                    table.inherited.insert(column.name.clone(), false);
                    copy
                }
                // It has been given already, and may say something else since.
                Some(own) if table.inherited.contains_key(&own.name) => Column { not_null: own.not_null || copy.not_null, ..own },
                Some(own) => {
                    table.inherited.insert(column.name.clone(), true);
                    declared_again(own, copy)
                }
            };
            table.columns.push(merged);
        }
    }
    table.columns.append(&mut own);
    for column in &mut table.columns {
        column.not_null |= not_null::is_in_primary_key(&table.constraints, &column.name);
    }
    let said = std::mem::take(&mut table.said);
    for (name, own) in said {
        match table.columns.iter_mut().find(|column| column.name == name) {
            Some(column) => say(column, own),
            None => drop(table.said.insert(name, own)),
        }
    }
}

/// A column that a table declares although it has it from above.
fn declared_again(own: Column, copy: Column) -> Column {
    Column {
        collation: own.collation.or(copy.collation),
        not_null: own.not_null || copy.not_null,
        default: own.default.or(copy.default),
        generated: own.generated.or(copy.generated),
        settings: ColumnSettings {
            storage: own.settings.storage.or(copy.settings.storage),
            compression: own.settings.compression.or(copy.settings.compression),
            ..own.settings
        },
        ..own
    }
}

/// Says of a column what a table says by itself of one that it has from above.
fn say(column: &mut Column, own: OwnColumn) {
    column.not_null |= own.not_null;
    column.default = own.default.or(column.default.take());
    column.settings = ColumnSettings {
        storage: own.settings.storage.or(column.settings.storage),
        compression: own.settings.compression.or(column.settings.compression.take()),
        ..own.settings
    };
    column.comment = own.comment;
}

/// Gives all tables the columns of their parents.
pub(crate) fn complete(catalog: &mut Catalog) {
    for name in parents_first(catalog) {
        let id = ObjectId::named(name);
        let Some(mut table) = catalog.tables.get(&id).cloned() else { continue };
        merge(catalog, &mut table);
        catalog.insert(table);
    }
}

/// The tables that inherit, those below others after them. Of a circle, which `validate` reports, every table is there once.
fn parents_first(catalog: &Catalog) -> Vec<ObjectName> {
    let mut ordered: Vec<ObjectName> = Vec::new();
    let mut seen = BTreeSet::new();
    for table in catalog.tables.values().filter(|table| !table.inherits.is_empty()) {
        let mut left = vec![(table, false)];
        while let Some((table, is_ready)) = left.pop() {
            if is_ready {
                ordered.push(table.name.clone());
            } else if !table.inherits.is_empty() && seen.insert(&table.name) {
                left.push((table, true));
                left.extend(parents(catalog, table).map(|parent| (parent, false)));
            }
        }
    }
    ordered
}

/// Whether a constraint is one that tables below have too.
pub(super) fn is_passed_on(constraint: &Constraint) -> bool {
    matches!(&constraint.kind, ConstraintKind::Check(check) if !check.no_inherit)
}

/// The checks that a table has from above, each once.
pub(super) fn checks_above<'a>(catalog: &'a Catalog, table: &'a Table) -> Vec<&'a Constraint> {
    let mut found: Vec<&Constraint> = Vec::new();
    for above in ancestors(catalog, table) {
        for check in above.constraints.iter().filter(|constraint| is_passed_on(constraint)) {
            if !found.iter().any(|known| known.name == check.name) {
                found.push(check);
            }
        }
    }
    found
}

/// The checks that a table declares although it has them from above.
pub(super) fn declared_too<'a>(catalog: &'a Catalog, table: &'a Table) -> impl Iterator<Item = &'a Constraint> {
    let above = if table.merged_checks.is_empty() { Vec::new() } else { checks_above(catalog, table) };
    above.into_iter().filter(|check| check.name.as_ref().is_some_and(|name| table.merged_checks.contains(name)))
}

/// Takes the checks off that tables have from above too. Constraints have names by now.
pub(crate) fn merge_checks(catalog: &mut Catalog) {
    let heirs = catalog.tables.values().filter(|table| !table.inherits.is_empty());
    let merged: Vec<(ObjectId, Vec<Constraint>, BTreeSet<String>)> = heirs
        .map(|table| {
            let above = checks_above(catalog, table);
            let is_above = |own: &&Constraint| above.iter().any(|check| check.name == own.name && check.kind == own.kind);
            let (taken, kept): (Vec<_>, Vec<_>) = table.constraints.iter().cloned().partition(|own| is_above(&own));
            let names = taken.into_iter().filter_map(|own| own.name).collect();
            (ObjectId::named(table.name.clone()), kept, names)
        })
        .collect();
    for (id, constraints, names) in merged {
        if let Some(table) = catalog.tables.get_mut(&id) {
            table.constraints = constraints;
            table.merged_checks = names;
        }
    }
}
