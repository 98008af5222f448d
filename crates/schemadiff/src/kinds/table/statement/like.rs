//! `LIKE` in `CREATE TABLE`: what is copied from another table of the model. Nothing ties the two together afterwards.
//!
//! Source: `transformTableLikeClause` and `expandTableLikeClause` in `src/backend/parser/parse_utilcmd.c`.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, Including, Like, NotNull, ObjectName};

use super::Table;
use crate::canon::{columns_of, index_name};
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::Index;
use crate::source::{Script, constraint_name};

/// Adds the columns of the table that is copied, and returns it with what else is copied of it.
pub(super) fn columns(script: &mut Script<'_>, table: &mut Table, like: Like) -> Option<(Table, Including)> {
    let name = script.relation_name(like.table);
    if like.including.constraints
        && let Some(source) = script.into.catalog.tables.get_mut(&ObjectId::named(name.clone()))
    {
        name_checks(source);
    }
    let Some(source) = script.into.catalog.tables.get(&ObjectId::named(name.clone())).cloned() else {
        if script.relation(&name).is_some() {
            script.unsupported("LIKE of what is not a table");
        } else {
            script.missing(code::MISSING_TABLE, ObjectRef::named(Kind::Table, &name));
        }
        return None;
    };
    let own = columns_of(&script.into.catalog, &name).unwrap_or_default().to_vec();
    for column in own {
        let part = ObjectRef::column(&table.name, &column.name);
        let origin = script.origin();
        if script.define_part(part, origin, table.column(&column.name).is_some()) {
            table.columns.push(copied(&column, &source, like.including));
        }
    }
    let has_statistics = script.into.catalog.statistics.values().any(|own| own.table == name);
    if like.including.statistics && has_statistics {
        // Their names would be the server's choice.
        script.unsupported("INCLUDING STATISTICS of a table that has extended ones");
    }
    Some((source, like.including))
}

/// Gives checks the names that nobody wrote and that the copies have too.
fn name_checks(table: &mut Table) {
    let mut taken: BTreeSet<String> = table.constraints.iter().filter_map(|own| own.name.clone()).collect();
    for index in 0..table.constraints.len() {
        let own = &table.constraints[index];
        if own.name.is_some() || !matches!(own.kind, ConstraintKind::Check(_)) {
            continue;
        }
        let implied = constraint_name(table, own);
        let numbered = (1..).map(|number| format!("{implied}{number}"));
        let free = std::iter::once(implied.clone()).chain(numbered).find(|name| !taken.contains(name));
        taken.extend(free.clone());
        table.constraints[index].name = free;
    }
}

fn copied(column: &Column, source: &Table, including: Including) -> Column {
    let in_key = source.constraints.iter().any(|constraint| match &constraint.kind {
        ConstraintKind::PrimaryKey(key) => key.columns.contains(&column.name),
        _ => false,
    });
    let mut copy = Column::new(&column.name, column.data_type.clone());
    copy.collation.clone_from(&column.collation);
    copy.not_null = column.not_null || in_key || column.identity.is_some();
    // The constraint is copied under its name (`transformTableLikeClause()` in `src/backend/parser/parse_utilcmd.c`).
    let comment = column.required().comment.filter(|_| including.comments);
    copy.require(NotNull { comment, ..column.required() });
    if including.defaults {
        copy.default.clone_from(&column.default);
    }
    if including.generated {
        copy.generated.clone_from(&column.generated);
    }
    if including.identity {
        copy.identity.clone_from(&column.identity);
        if let Some(identity) = &mut copy.identity {
            identity.options.name = None;
        }
    }
    if including.storage {
        copy.settings.storage = column.settings.storage;
    }
    if including.compression {
        copy.settings.compression.clone_from(&column.settings.compression);
    }
    if including.comments {
        copy.comment.clone_from(&column.comment);
    }
    copy
}

/// Checks keep their names, keys get new ones; foreign keys are not copied.
pub(super) fn constraints(source: &Table, including: Including) -> Vec<Constraint> {
    let copied = source.constraints.iter().filter_map(|constraint| {
        let name = match &constraint.kind {
            ConstraintKind::Check(_) if including.constraints => constraint.name.clone(),
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclude(_)
                if including.indexes =>
            {
                None
            }
            _ => return None,
        };
        Some(Constraint {
            name,
            validated: true,
            comment: constraint.comment.clone().filter(|_| including.comments),
            index_comment: constraint.index_comment.clone().filter(|_| including.comments),
            ..constraint.clone()
        })
    });
    copied.collect()
}

/// The indexes that are copied, still on the table that they are copied from.
pub(super) fn indexes(script: &Script<'_>, source: &Table, including: Including) -> Vec<Index> {
    let indexes = script.into.catalog.indexes.values();
    let copied = indexes.filter(|index| including.indexes && index.table == source.name);
    copied
        .map(|index| Index {
            comment: index.comment.clone().filter(|_| including.comments),
            ..index.clone()
        })
        .collect()
}

/// Puts them on the table, which is in the catalog by now, under the names that nobody wrote.
pub(super) fn add_indexes(script: &mut Script<'_>, table: &ObjectName, indexes: Vec<Index>) {
    for mut index in indexes {
        index.name = index_name(&script.into.catalog, table, &index.definition);
        index.table = table.clone();
        script.define(index);
    }
}
