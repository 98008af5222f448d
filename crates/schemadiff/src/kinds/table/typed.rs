//! Tables of a composite type (`CREATE TABLE … OF`): their columns are the attributes of the type.
//!
//! While the type changes, its tables step out of it and come back when they have its columns again: `ALTER TYPE … CASCADE`
//! would drop what depends on their columns, and add and convert them under one lock on all of them. A table that is not of the
//! type meanwhile is a table like any other, and is altered as one.
//!
//! Source: `ATExecAddOf()`, `ATExecDropOf()` and `ATTypedTableRecursion()` in `src/backend/commands/tablecmds.c`.

use schemadiff_sql::syntax::{Column, ObjectName};

use super::Table;
use super::change::{ColumnChange, TableChange};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair};
use crate::diag::code;
use crate::facts::{Lock, OpCode};
use crate::kinds::{CompositeType, ObjectKind};
use crate::lower::{Operation, alone};
use crate::source::Script;

/// Gives typed tables the columns of their types, with what they say of them.
pub(crate) fn complete(catalog: &mut Catalog) {
    let typed = catalog.tables.values().filter_map(|table| {
        let of_type = catalog.composite_types.get(&ObjectId::named(table.of_type.clone()?))?;
        Some((ObjectId::named(table.name.clone()), columns(of_type, &table.columns)))
    });
    let typed: Vec<_> = typed.collect();
    for (id, columns) in typed {
        if let Some(table) = catalog.tables.get_mut(&id) {
            table.columns = columns;
        }
    }
}

/// The columns of a table of a type that says this of them. What is said of a column that the type has not comes last, and is
/// reported with the rest of what names nothing.
fn columns(of_type: &CompositeType, said: &[Column]) -> Vec<Column> {
    let attributes = &of_type.definition.attributes;
    let own = attributes.iter().map(|attribute| {
        let known = said.iter().find(|column| column.name == attribute.name).cloned();
        Column {
            data_type: attribute.data_type.clone(),
            collation: attribute.collation.clone(),
            ..known.unwrap_or_else(|| Column::new(&attribute.name, attribute.data_type.clone()))
        }
    });
    let others = said.iter().filter(|column| of_type.attribute(&column.name).is_none()).cloned();
    own.chain(others).collect()
}

/// The tables of a type.
pub(crate) fn tables_of(catalog: &Catalog, of_type: &ObjectName) -> Vec<ObjectName> {
    let tables = catalog.tables.values().filter(|table| table.of_type.as_ref() == Some(of_type));
    tables.map(|table| table.name.clone()).collect()
}

/// `CREATE TABLE … OF type` and `ALTER TABLE … OF type`.
pub(super) fn statement(script: &mut Script<'_>, table: &mut Table, of_type: ObjectName) {
    let of_type = script.type_name(of_type);
    match script.into.catalog.composite_types.get(&ObjectId::named(of_type.clone())) {
        Some(known) => {
            table.columns = columns(known, &table.columns);
            table.of_type = Some(of_type);
        }
        None => script.missing(code::MISSING_OBJECT, ObjectRef::named(Kind::CompositeType, &of_type)),
    }
}

/// The type and its attributes, which have to be there first.
pub(super) fn references(table: &Table) -> Vec<ObjectRef> {
    let Some(of_type) = &table.of_type else { return Vec::new() };
    let attributes = table.columns.iter().map(|column| attribute(of_type, &column.name));
    attributes.chain([ObjectRef::named(Kind::CompositeType, of_type)]).collect()
}

fn attribute(of_type: &ObjectName, name: &str) -> ObjectRef {
    ObjectRef::new(Kind::Attribute, ObjectId::part(of_type.clone(), name))
}

/// Adds that the table leaves its type and becomes one of it, where it is of another, or its columns change.
pub(super) fn compare(pair: Pair<&Table>, changes: &mut Vec<TableChange>) {
    let (before, after) = (&pair.old.of_type, &pair.new.of_type);
    let is_reshaped = |change: &TableChange| match change {
        TableChange::AddColumn(_) | TableChange::DropColumn(_) => true,
        TableChange::AlterColumn { changes, .. } => changes.contains(&ColumnChange::Type),
        _ => false,
    };
    if before == after && !changes.iter().any(is_reshaped) {
        return;
    }
    changes.extend(before.clone().map(TableChange::NotOfType));
    changes.extend(after.clone().map(TableChange::OfType));
}

/// Columns that cannot be brought into the order of the type.
pub(super) fn impossible(pair: Pair<&Table>, changes: &[TableChange]) -> Option<(String, String)> {
    let of_type = changes.iter().find_map(|change| match change {
        TableChange::OfType(of_type) => Some(of_type),
        _ => None,
    })?;
    let Pair { old, new } = pair;
    let stay = old.columns.iter().filter(|column| new.column(&column.name).is_some());
    let come = new.columns.iter().filter(|column| old.column(&column.name).is_none());
    let names = |column: &Column| column.name.clone();
    let in_order = stay.chain(come).map(names).eq(new.columns.iter().map(names));
    (!in_order).then(|| {
        (
            format!("table `{}` would have its columns in another order than `{of_type}`, of which it is to be", new.name),
            "PostgreSQL moves no column: put the attributes in the order of the columns, new ones last, or define a new table".to_owned(),
        )
    })
}

/// Makes a table one of a type.
///
/// # Locks
/// ACCESS EXCLUSIVE for an instant: columns are compared with attributes, and no row is read.
pub(super) fn of(table: &Table, of_type: &ObjectName) -> Operation {
    let columns = table.columns.iter().map(|column| ObjectRef::column(&table.name, &column.name));
    Operation::new(OpCode::SetTableType, table.object_ref(), format!("ALTER TABLE {} OF {of_type}", table.name))
        .on(&table.name)
        .also_on(of_type, Lock::AccessShare)
        .needs([table.object_ref(), apart(&table.name)])
        .needs(references(table))
        .needs(columns)
        .because("its columns are those of the type")
        .undo(format!("ALTER TABLE {} NOT OF", table.name))
}

/// Takes a table out of its type. It keeps its columns.
///
/// # Locks
/// ACCESS EXCLUSIVE for an instant.
pub(super) fn not_of(pair: Pair<&Table>, of_type: &ObjectName) -> Operation {
    let table = pair.old;
    let because = if pair.new.of_type.is_some() { "so that columns can be changed one by one" } else { "a table of its own" };
    Operation::new(OpCode::DropTableType, table.object_ref(), format!("ALTER TABLE {} NOT OF", table.name))
        .on(&table.name)
        .needs([table.object_ref()])
        .releases(references(table))
        .creates(alone(&table.name))
        .creates(apart(&table.name))
        .because(because)
        .undo(format!("ALTER TABLE {} OF {of_type}", table.name))
}

/// That the columns of a table are as its type wants them, as something to be needed: no object, and no constraint has this name.
fn apart(table: &ObjectName) -> ObjectRef {
    ObjectRef::constraint(table, "(columns of its type)")
}

/// That the columns of a table have the names that its type gives them; see [`apart`].
fn names_of_type(table: &ObjectName) -> ObjectRef {
    ObjectRef::constraint(table, "(names of its type)")
}

/// What is done to the type, and to columns of its tables, is done while the tables are not of it.
pub(crate) fn apart_meanwhile(operations: &mut [Operation], pair: Pair<&Catalog>) {
    let leaving: Vec<&Table> = {
        let leaves = |operation: &&Operation| operation.code == OpCode::DropTableType;
        let names = operations.iter().filter(leaves).map(|operation| &operation.target.id);
        names.filter_map(|id| pair.old.tables.get(id)).collect()
    };
    let coming: Vec<&Table> = {
        let comes = |operation: &&Operation| operation.code == OpCode::SetTableType;
        let names = operations.iter().filter(comes).map(|operation| &operation.target.id);
        names.filter_map(|id| pair.new.tables.get(id)).collect()
    };
    if leaving.is_empty() && coming.is_empty() {
        return;
    }
    // A name goes from the type to its tables while they are of it.
    let renames = operations.iter().filter(|operation| operation.code == OpCode::RenameAttribute);
    let renamed: Vec<ObjectRef> = renames.map(|operation| operation.target.clone()).collect();
    for operation in operations.iter_mut() {
        if operation.code == OpCode::RenameAttribute {
            let tables = leaving.iter().filter(|table| table.of_type.as_ref() == Some(&operation.target.id.name));
            operation.creates.extend(tables.map(|table| names_of_type(&table.name)));
        } else if operation.code == OpCode::DropTableType {
            operation.needs.push(names_of_type(&operation.target.id.name));
            operation.releases.retain(|object| !renamed.contains(object));
        }
    }
    for operation in operations.iter_mut().filter(|operation| operation.code != OpCode::RenameAttribute) {
        if matches!(operation.code, OpCode::DropTableType | OpCode::SetTableType) {
            continue;
        }
        if operation.target.kind == Kind::Attribute {
            let is_of_it = |table: &&&Table| table.of_type.as_ref() == Some(&operation.target.id.name);
            let (left, back) = (leaving.iter().filter(is_of_it), coming.iter().filter(is_of_it));
            let (left, back): (Vec<_>, Vec<_>) =
                (left.map(|table| alone(&table.name)).collect(), back.map(|table| apart(&table.name)).collect());
            operation.needs.extend(left);
            operation.creates.extend(back);
        }
        if operation.target.kind != Kind::Column {
            continue;
        }
        let table = &operation.target.id.name;
        if leaving.iter().any(|left| left.name == *table) {
            operation.needs.push(alone(table));
        }
        if coming.iter().any(|back| back.name == *table) {
            let apart = apart(table);
            operation.creates.push(apart);
        }
    }
}
