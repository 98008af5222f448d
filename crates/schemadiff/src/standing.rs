//! What a partition is when it stands alone, for comparing it with a table that does.
//!
//! A partition holds only what is its own: the rest it has because its parent has it. When one side has a table that stands
//! alone and the other has it as a partition, the partition is spelled out, with the columns, constraints and indexes that it
//! has from above; what differs then is what has to be made alike before the table is attached, or after it was detached.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Column, ColumnSettings, Constraint, ConstraintKind, NotNull, ObjectName};

use crate::canon::{Canonical, columns_of, implied_name, index_name};
use crate::catalog::{Catalog, ObjectId, Pair};
use crate::diff::renames;
use crate::kinds::{Index, Kind, Table};

/// Both sides, with the partitions spelled out that the other side has alone or below another parent.
///
/// What is spelled out already stays as it is, so that it does not matter how often this is done.
pub(crate) fn spelled_out<'a>(old: &'a Canonical, new: Cow<'a, Canonical>) -> Pair<Cow<'a, Canonical>> {
    // Tables that are renamed are compared with what they were called.
    let former = still_renamed(&old.catalog, &new);
    let mut matched = Cow::Borrowed(old);
    if !former.is_empty() {
        let matched = matched.to_mut();
        renames::apply(matched, &new, &mut Vec::new());
        // What a NOT NULL is called because the table was called otherwise is nothing that a partition has to say.
        for (name, former) in &former {
            let columns = old
                .catalog
                .tables
                .get(&ObjectId::named(former.clone()))
                .map(|table| &table.columns);
            let table = matched.catalog.tables.get_mut(&ObjectId::named(name.clone()));
            for (column, before) in table
                .into_iter()
                .flat_map(|table| &mut table.columns)
                .zip(columns.into_iter().flatten())
            {
                column.not_null_constraint.clone_from(&before.not_null_constraint);
            }
        }
    }
    let names: Vec<ObjectName> = matched
        .catalog
        .tables
        .values()
        .filter(|before| {
            let after = new.catalog.tables.get(&ObjectId::named(before.name.clone()));
            after.is_some_and(|after| parent(before) != parent(after))
        })
        .map(|table| table.name.clone())
        .collect();
    let begun = begun(&matched.catalog, &new.catalog);
    if names.is_empty() && begun.is_empty() {
        return Pair {
            old: Cow::Borrowed(old),
            new,
        };
    }
    let there = &matched.catalog;
    let (mut old, mut new) = (old.clone(), new.into_owned());
    for (name, constraint) in begun {
        if let Some(table) = new.catalog.tables.get_mut(&ObjectId::named(name)) {
            table.constraints.push(constraint);
            table.constraints.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }
    for name in names {
        // What is there is taken over under the name that it has.
        spell_out(&mut new.catalog, &name, Some(there));
        spell_out(&mut old.catalog, former.get(&name).unwrap_or(&name), None);
    }
    Pair {
        old: Cow::Owned(old),
        new: Cow::Owned(new),
    }
}

/// The tables that are still to be renamed: what they are called so far, by what they are to be called.
fn still_renamed(old: &Catalog, new: &Canonical) -> BTreeMap<ObjectName, ObjectName> {
    let stated = new
        .annotations
        .iter()
        .filter(|(object, _)| object.kind == Kind::Table);
    let stated = stated
        .filter_map(|(to, annotation)| Some((to, renames::renamed(to, annotation.renamed_from.as_ref()?))));
    let pending = stated.filter(|(to, from)| renames::exists(old, from) && !renames::exists(old, to));
    pending
        .map(|(to, from)| (to.id.name.clone(), from.id.name))
        .collect()
}

/// Takes back what was spelled out, after a server has put its own words in: those of the parents are spelled out again.
pub(crate) fn folded(spelled: &mut Canonical, original: &Canonical) {
    let longer: Vec<&Table> = original
        .catalog
        .tables
        .values()
        .filter(|table| {
            let now = spelled.catalog.tables.get(&ObjectId::named(table.name.clone()));
            table.partition_of.is_some()
                && now.is_some_and(|now| {
                    now.columns.len() > table.columns.len() || now.constraints.len() > table.constraints.len()
                })
        })
        .collect();
    if longer.is_empty() {
        return;
    }
    let mut added: Vec<ObjectId> = Vec::new();
    for (id, index) in &spelled.catalog.indexes {
        if longer.iter().any(|table| table.name == index.table) && !original.catalog.indexes.contains(id) {
            added.push(id.clone());
        }
    }
    for id in added {
        spelled.catalog.indexes.remove(&id);
    }
    for table in longer {
        spelled.catalog.insert(table.clone());
    }
}

/// The constraints that partitions have because a run was interrupted before their parent, which is to have them, took them
/// over: they are not in the way.
fn begun(old: &Catalog, new: &Catalog) -> Vec<(ObjectName, Constraint)> {
    let mut begun = Vec::new();
    for before in old.tables.values() {
        if before.partition_of.is_none() || before.constraints.is_empty() {
            continue;
        }
        let Some(after) = new.tables.get(&ObjectId::named(before.name.clone())) else {
            continue;
        };
        if parent(before) != parent(after) {
            continue;
        }
        let wanted = ancestors(new, after);
        for constraint in &before.constraints {
            let same = |other: &Constraint| other.kind == constraint.kind;
            let is_wanted = wanted.iter().any(|above| above.constraints.iter().any(same));
            let is_own = after.constraints.iter().any(|own| own.name == constraint.name);
            if is_wanted && !is_own && !matches!(constraint.kind, ConstraintKind::Check(_)) {
                begun.push((before.name.clone(), constraint.clone()));
            }
        }
    }
    begun
}

fn parent(table: &Table) -> Option<&ObjectName> {
    table.partition_of.as_ref().map(|partition| &partition.parent)
}

/// Gives a partition what it has from above. `known` has the table whose parts are taken over under their own names.
pub(crate) fn spell_out(catalog: &mut Catalog, name: &ObjectName, known: Option<&Catalog>) {
    let id = ObjectId::named(name.clone());
    let Some(mut table) = catalog.tables.get(&id).cloned() else {
        return;
    };
    if table.partition_of.is_none() {
        return;
    }
    let before = known
        .and_then(|known| known.tables.get(&id))
        .filter(|before| before.partition_of.is_none());
    for column in columns_of(catalog, name).unwrap_or_default() {
        if table.column(&column.name).is_none() {
            let mut inherited = inherited_column(column);
            // One that is taken over keeps its name; it has to be valid, and to hold for partitions of its own.
            if let Some(own) = before
                .and_then(|before| before.column(&column.name))
                .filter(|own| own.not_null)
            {
                inherited.require(NotNull {
                    no_inherit: false,
                    validated: true,
                    ..own.required()
                });
            }
            table.columns.push(inherited);
        }
    }
    let said = table
        .partition_of
        .as_mut()
        .map(|partition| std::mem::take(&mut partition.columns));
    for column in &mut table.columns {
        if let Some(own) = said.as_ref().and_then(|said| said.get(&column.name)) {
            column.comment.clone_from(&own.comment);
            column.settings.statistics = own.settings.statistics;
            column.settings.options.clone_from(&own.settings.options);
            column.settings.storage = own.settings.storage.or(column.settings.storage);
            column.not_null |= own.not_null;
            if let Some(default) = &own.default {
                column.default = Some(default.clone()).filter(|default| !default.is_null());
            }
        }
    }
    for (constraint, own_name) in inherited_constraints(catalog, &table) {
        if table
            .constraints
            .iter()
            .any(|own| says_the_same(own, &constraint))
        {
            continue;
        }
        let mut inherited = Constraint {
            comment: None,
            index_comment: None,
            name: own_name,
            ..constraint
        };
        // Only checks are matched by name (`MergeConstraintsIntoExisting` in `src/backend/commands/tablecmds.c`).
        if !matches!(inherited.kind, ConstraintKind::Check(_)) {
            let mut own = before.iter().flat_map(|before| &before.constraints);
            if let Some(own) = own.find(|own| says_the_same(own, &inherited)) {
                // One that is not valid is not taken over (`tryAttachPartitionForeignKey`).
                inherited = Constraint {
                    validated: inherited.validated,
                    ..own.clone()
                };
            }
        }
        table.constraints.push(inherited);
    }
    table.constraints.sort_by(|a, b| a.name.cmp(&b.name));
    let indexes = inherited_indexes(catalog, &table, known);
    catalog.insert(table);
    for index in indexes {
        catalog.insert(index);
    }
}

/// A column as a table has it that is attached: what a partition gets of its parent's
/// (`MergeAttributes` in `src/backend/commands/tablecmds.c`). An identity cannot be there before, and does not stay after.
fn inherited_column(column: &Column) -> Column {
    let settings = ColumnSettings {
        storage: column.settings.storage,
        compression: column.settings.compression.clone(),
        ..ColumnSettings::default()
    };
    Column {
        comment: None,
        not_null_constraint: None,
        identity: None,
        settings,
        ..column.clone()
    }
}

/// The tables above a partition, from its parent up.
pub(crate) fn ancestors<'a>(catalog: &'a Catalog, table: &'a Table) -> Vec<&'a Table> {
    let mut above = Vec::new();
    let mut next = parent(table);
    while let Some(table) = next.and_then(|name| catalog.tables.get(&ObjectId::named(name.clone()))) {
        // A chain longer than the number of tables is a circle, which `validate` reports.
        if above.len() > catalog.tables.len() {
            break;
        }
        above.push(table);
        next = parent(table);
    }
    above
}

/// What the tables above say, from the topmost down, with the name that it has in the partition.
fn inherited_constraints(catalog: &Catalog, table: &Table) -> Vec<(Constraint, Option<String>)> {
    let chain = ancestors(catalog, table);
    let mut constraints = Vec::new();
    for (level, above) in chain.iter().enumerate() {
        for constraint in &above.constraints {
            let mut name = constraint.name.clone();
            if let (true, Some(top)) = (constraint.has_index(), &constraint.name) {
                name = Some(part_below(&chain[..level], table, top, |table| {
                    implied_name(&with_columns(table, catalog), constraint)
                }));
            }
            constraints.push((constraint.clone(), name));
        }
    }
    constraints
}

fn with_columns(table: &Table, catalog: &Catalog) -> Table {
    let columns = columns_of(catalog, &table.name).unwrap_or_default().to_vec();
    Table {
        columns,
        ..Table::new(table.name.clone())
    }
}

/// The name of the part of an index or key in a partition: known from the server, or the one that it would choose.
fn part_below(between: &[&Table], table: &Table, top: &str, implied: impl Fn(&Table) -> String) -> String {
    let mut name = top.to_owned();
    for below in between.iter().rev().copied().chain([table]) {
        name = below
            .partition_of
            .as_ref()
            .and_then(|of| of.parts.get(&name))
            .cloned()
            .unwrap_or_else(|| implied(below));
    }
    name
}

fn inherited_indexes(catalog: &Catalog, table: &Table, known: Option<&Catalog>) -> Vec<Index> {
    let chain = ancestors(catalog, table);
    let levels: BTreeMap<&ObjectName, usize> = chain
        .iter()
        .enumerate()
        .map(|(level, above)| (&above.name, level))
        .collect();
    let own = |catalog: &Catalog, index: &Index| {
        let same = |other: &&Index| other.table == table.name && other.definition == index.definition;
        catalog.indexes.values().find(same).map(|own| own.name.clone())
    };
    let mut inherited: Vec<Index> = Vec::new();
    for index in catalog.indexes.values() {
        let Some(level) = levels.get(&index.table) else {
            continue;
        };
        if own(catalog, index).is_some() {
            continue;
        }
        let name = known
            .and_then(|known| own(known, index))
            .unwrap_or_else(|| ObjectName {
                schema: table.name.schema.clone(),
                name: part_below(&chain[..*level], table, &index.name.name, |table| {
                    index_name(catalog, &table.name, &index.definition).name
                }),
            });
        inherited.push(Index {
            name,
            table: table.name.clone(),
            definition: index.definition.clone(),
            valid: true,
            statistics: BTreeMap::new(),
            comment: None,
        });
    }
    inherited
}

fn says_the_same(one: &Constraint, other: &Constraint) -> bool {
    if one.kind != other.kind
        || one.deferrable != other.deferrable
        || one.initially_deferred != other.initially_deferred
    {
        return false;
    }
    !matches!(one.kind, ConstraintKind::Check(_)) || one.name == other.name
}
