//! `ATTACH PARTITION`: how `pg_dump` writes partitions, whose columns, constraints and indexes then repeat the parent's.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, ObjectName, PartitionBound};

use super::super::OwnColumn;
use super::{PartitionOf, Table};
use crate::canon::columns_of;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::Index;
use crate::source::{PartitionDefault, Script, constraint_name};

/// Makes a table a partition, which keeps only what is its own.
pub(super) fn attach(script: &mut Script<'_>, parent: &ObjectName, child: ObjectName, bound: PartitionBound) {
    let child = script.relation_name(child);
    let Some(columns) = columns_of(&script.into.catalog, parent).map(<[Column]>::to_vec) else {
        return;
    };
    let Some(mut table) = script.into.catalog.tables.remove(&ObjectId::named(child.clone())) else {
        return script.missing(code::MISSING_TABLE, ObjectRef::named(Kind::Table, &child));
    };
    if let Some(of) = &table.partition_of {
        let message = format!("table `{child}` is already a partition of `{}`", of.parent);
        script.error(code::DUPLICATE, message, "attach it once");
    } else {
        let own = take_columns(script, &mut table, &columns, parent);
        let inherited = inherited_constraints(&script.into.catalog, parent);
        merge_constraints(script, &mut table, inherited, parent);
        merge_indexes(script, &table, parent);
        table.partition_of = Some(PartitionOf {
            columns: own,
            ..PartitionOf::new(parent.clone(), bound)
        });
    }
    script.into.catalog.insert(table);
}

/// Whether a partition has the constraint because an ancestor does.
pub(super) fn has_from_parent(script: &Script<'_>, table: &Table, constraint: &Constraint) -> bool {
    let is_check = matches!(constraint.kind, ConstraintKind::Check(_));
    let parent = table
        .partition_of
        .as_ref()
        .filter(|_| is_check)
        .map(|of| &of.parent);
    let inherited = parent.map(|parent| inherited_constraints(&script.into.catalog, parent));
    inherited
        .into_iter()
        .flatten()
        .any(|other| other.name == constraint.name && other.kind == constraint.kind)
}

/// Checks that a partition has its parent's columns, in whatever order, and takes them off.
///
/// Source: `MergeAttributesIntoExisting` in `src/backend/commands/tablecmds.c`.
fn take_columns(
    script: &mut Script<'_>,
    table: &mut Table,
    columns: &[Column],
    parent: &ObjectName,
) -> BTreeMap<String, OwnColumn> {
    let mut alone_said = BTreeMap::new();
    let help = "give the partition the columns of its parent";
    for wanted in columns {
        let Some(own) = table.column(&wanted.name) else {
            let message = format!(
                "partition `{}` lacks column `{}` of `{parent}`",
                table.name, wanted.name
            );
            script.error(code::MISSING_COLUMN, message, help);
            continue;
        };
        let differs = if own.data_type != wanted.data_type || own.collation != wanted.collation {
            Some("has another type")
        } else if wanted.not_null && !own.not_null {
            Some("is not NOT NULL")
        } else {
            None
        };
        if let Some(differs) = differs {
            let message = format!(
                "column `{}` of partition `{}` {differs} than in `{parent}`",
                own.name, table.name
            );
            script.error(
                code::BAD_VALUE,
                message.replace("NOT NULL than", "NOT NULL as"),
                help,
            );
        }
        if let Some(default) = own.default.clone() {
            let (table, range) = (table.name.clone(), script.range.clone());
            let default = PartitionDefault {
                table,
                column: wanted.name.clone(),
                default,
                range,
            };
            script.partition_defaults.push(default);
        }
        let said = OwnColumn {
            settings: own.settings.clone(),
            not_null: own.not_null && !wanted.not_null,
            comment: own.comment.clone(),
            ..OwnColumn::default()
        };
        if said != OwnColumn::default() {
            alone_said.insert(wanted.name.clone(), said);
        }
    }
    for own in std::mem::take(&mut table.columns) {
        script
            .into
            .origins
            .remove(&ObjectRef::column(&table.name, &own.name));
        if !columns.iter().any(|wanted| wanted.name == own.name) {
            let message = format!(
                "partition `{}` has column `{}`, which `{parent}` has not",
                table.name, own.name
            );
            script.error(code::MISSING_COLUMN, message, help);
        }
    }
    alone_said
}

/// The constraints of a table and of everything above it.
fn inherited_constraints(catalog: &Catalog, parent: &ObjectName) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(parent);
    while let Some(table) = next.and_then(|name| catalog.tables.get(&ObjectId::named(name.clone()))) {
        if !seen.insert(&table.name) {
            break;
        }
        constraints.extend(table.constraints.iter().cloned());
        next = table.partition_of.as_ref().map(|of| &of.parent);
    }
    constraints
}

/// Takes off the constraints that the parent has too: checks by name, the others by what they say.
///
/// Source: `MergeConstraintsIntoExisting`, `AttachPartitionEnsureIndexes` and `tryAttachPartitionForeignKey` in
/// `src/backend/commands/tablecmds.c`.
fn merge_constraints(
    script: &mut Script<'_>,
    table: &mut Table,
    inherited: Vec<Constraint>,
    parent: &ObjectName,
) {
    for wanted in inherited {
        let is_check = matches!(wanted.kind, ConstraintKind::Check(_));
        let position = table.constraints.iter().position(|own| {
            own.kind == wanted.kind && (!is_check || own.name.is_none() || own.name == wanted.name)
        });
        let name = wanted.name.as_deref().filter(|_| is_check);
        if let Some(position) = position {
            remove_constraint(script, table, position);
        } else if let Some(name) = name.filter(|name| table.constraint(name).is_some()) {
            let message = format!(
                "check `{name}` of partition `{}` is another one in `{parent}`",
                table.name
            );
            script.error(
                code::BAD_VALUE,
                message,
                "give the partition the checks of its parent",
            );
        }
    }
}

fn remove_constraint(script: &mut Script<'_>, table: &mut Table, position: usize) {
    let name = constraint_name(table, &table.constraints[position]);
    script
        .into
        .origins
        .remove(&ObjectRef::constraint(&table.name, &name));
    let index = ObjectName {
        schema: table.name.schema.clone(),
        name,
    };
    script.free_index(&index);
    script.attached.insert(index);
    table.constraints.remove(position);
}

/// Takes off the indexes that the parent has too.
fn merge_indexes(script: &mut Script<'_>, table: &Table, parent: &ObjectName) {
    let catalog = &script.into.catalog;
    let of = |table: &ObjectName| {
        catalog
            .indexes
            .values()
            .filter(|index| index.table == *table)
            .cloned()
            .collect()
    };
    let (wanted, mut own): (Vec<Index>, Vec<Index>) = (of(parent), of(&table.name));
    for wanted in wanted {
        if let Some(position) = own.iter().position(|own| own.definition == wanted.definition) {
            let index = own.remove(position);
            script.remove::<Index>(&ObjectId::named(index.name.clone()));
            script.attached.insert(index.name);
        }
    }
}

/// `ALTER INDEX … ATTACH PARTITION` for the index behind a partition's constraint.
pub(in crate::kinds) fn attach_constraint(script: &mut Script<'_>, constraint: &ObjectRef) {
    let Some(mut table) = script
        .into
        .catalog
        .tables
        .remove(&ObjectId::named(constraint.id.name.clone()))
    else {
        return;
    };
    let position = table
        .constraints
        .iter()
        .position(|own| Some(constraint_name(&table, own)) == constraint.id.part);
    if let Some(position) = position {
        remove_constraint(script, &mut table, position);
    }
    script.into.catalog.insert(table);
}
