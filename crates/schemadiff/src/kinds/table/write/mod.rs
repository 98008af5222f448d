//! `[tables]`: the sections of a table. Columns and partitions have files of their own.

mod column;
mod partition;

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Constraint, ConstraintKind, Key, Persistence};

use super::{Table, inherit, physical};
use crate::canon::implied_name;
use crate::catalog::{Kind, ObjectRef};
use crate::kinds::{index, policy, rule, statistics, trigger};
use crate::render::toml::{Fields, Writer, sql, storage};
use crate::transition::Strategy;

/// Writes all tables. A partition that has nothing of its own is written with its parent.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let with_parent = partition::written_with_parent(writer);
    for table in writer
        .catalog()
        .tables
        .values()
        .filter(|table| !with_parent.contains(&table.name))
    {
        write_table(table, &with_parent, writer);
    }
}

fn write_table(
    table: &Table,
    with_parent: &BTreeSet<schemadiff_sql::syntax::ObjectName>,
    writer: &mut Writer<'_>,
) {
    let key = writer.key(&table.name);
    let path = ["tables", key.as_str()];
    let columns = match &table.partition_of {
        Some(partition) => column::own_fields(partition),
        None => column::fields(table, writer),
    };
    let own = own_fields(table, writer);
    if columns.is_empty() {
        writer.document.section_even_if_empty(&path, &own);
    } else {
        writer.document.section(&path, &own);
    }
    writer.document.section(&[path[0], path[1], "columns"], &columns);
    constraints(table, path, writer);
    let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    index::write::write_all(&path, &table.name, &names, writer);
    statistics::write::write_all(&path, &table.name, &names, writer);
    trigger::write::write_all(&path, &table.name, writer);
    rule::write::write_all(&path, &table.name, writer);
    policy::write::write_all(&path, &table.name, writer);
    let partitions = partition::fields(table, with_parent, writer);
    writer
        .document
        .section(&[path[0], path[1], "partitions"], &partitions);
}

/// The columns and constraints of something that is written like a table.
pub(in crate::kinds) fn write_columns_and_constraints(table: &Table, path: [&str; 2], writer: &mut Writer<'_>) {
    let columns = column::fields(table, writer);
    writer.document.section(&[path[0], path[1], "columns"], &columns);
    constraints(table, path, writer);
}

/// The keys of the table itself.
fn own_fields(table: &Table, writer: &Writer<'_>) -> Fields {
    let mut fields = Fields::default();
    let annotation = writer.annotation(&ObjectRef::named(Kind::Table, &table.name));
    fields.put_some(
        "domain",
        annotation.and_then(|annotation| annotation.domain.as_ref()),
    );
    fields.put_some("comment", table.comment.as_ref());
    fields.put_some(
        "strategy",
        annotation.and_then(|annotation| annotation.strategy.map(Strategy::word)),
    );
    fields.put_true("protect", annotation.is_some_and(|annotation| annotation.protect));
    fields.put_true(
        "unmanaged_partitions",
        annotation.is_some_and(|annotation| annotation.unmanaged_partitions),
    );
    fields.put_some(
        "renamed_from",
        annotation.and_then(|annotation| annotation.renamed_from.as_ref()),
    );
    fields.put_true("unlogged", table.persistence == Persistence::Unlogged);
    let parents: Vec<String> = table.inherits.iter().map(|parent| writer.key(parent)).collect();
    fields.put_list("inherits", &parents);
    fields.put_some("of", table.of_type.as_ref().map(|of_type| writer.key(of_type)));
    if let Some(partition) = &table.partition_of {
        fields.put("partition_of", writer.key(&partition.parent));
        fields.put("bound", sql::bound(&partition.bound));
    }
    fields.put_some(
        "partition_by",
        table.partition_by.as_ref().map(sql::partition_key),
    );
    if let Some(constraint) = table.constraints.iter().find(|constraint| is_primary(constraint))
        && !column::holds(table, constraint)
    {
        primary_key(table, constraint, &mut fields);
    }
    row_security(table, writer, &mut fields);
    fields.put_list("triggers", &trigger::write::only_templates(&table.name, writer));
    fields.put_table("storage", storage(&table.parameters));
    physical::write::put(&table.physical, &mut fields);
    fields
}

fn is_primary(constraint: &Constraint) -> bool {
    matches!(constraint.kind, ConstraintKind::PrimaryKey(_))
}

/// Written only where it differs from what policies imply.
fn row_security(table: &Table, writer: &Writer<'_>, fields: &mut Fields) {
    let has_policies = !writer.belongings.policies(&table.name).is_empty();
    match (table.row_security, table.force_row_security) {
        (true, true) => fields.put("row_security", "force"),
        (false, true) => {
            let mut dormant = Fields::default();
            dormant.put("enabled", false);
            dormant.put("force", true);
            fields.put("row_security", dormant);
        }
        (enabled, false) if enabled != has_policies => fields.put("row_security", enabled),
        (_, false) => {}
    }
}

fn primary_key(table: &Table, constraint: &Constraint, fields: &mut Fields) {
    let ConstraintKind::PrimaryKey(key) = &constraint.kind else {
        return;
    };
    let named = constraint.name.as_deref() != Some(&implied_name(table, constraint));
    let mut long = Fields::default();
    if named {
        long.put_some("name", constraint.name.as_ref());
    }
    long.put("columns", &key.columns);
    long.put_list("include", &key.include);
    long.put_true("without_overlaps", key.without_overlaps);
    index_storage(key, &mut long);
    attributes(constraint, &mut long);
    match long.only("columns") {
        Some(columns) => fields.put("primary_key", columns.clone()),
        None => fields.put("primary_key", long),
    }
}

/// The sections of constraints that do not stand beside a column.
fn constraints(table: &Table, path: [&str; 2], writer: &mut Writer<'_>) {
    let [mut uniques, mut foreign_keys, mut checks, mut exclusions] = [const { Fields::new() }; 4];
    // What it declares although it has it from above is the table's own once it has no parent any more.
    let above = inherit::declared_too(writer.catalog(), table);
    let own = table
        .constraints
        .iter()
        .filter(|constraint| !column::holds(table, constraint));
    for constraint in own.chain(above) {
        let name = constraint.name.clone().unwrap_or_default();
        let mut long = Fields::default();
        match &constraint.kind {
            // Among the keys of the table itself.
            ConstraintKind::PrimaryKey(_) => {}
            ConstraintKind::Unique(key) => {
                long.put("columns", &key.columns);
                long.put_list("include", &key.include);
                if key.nulls_not_distinct {
                    long.put("nulls_distinct", false);
                }
                long.put_true("without_overlaps", key.without_overlaps);
                index_storage(key, &mut long);
                attributes(constraint, &mut long);
                put_short(&mut uniques, name, "columns", long);
            }
            ConstraintKind::ForeignKey(key) => {
                long.put("columns", &key.columns);
                long.put("references", sql::references(key, writer));
                not_valid(constraint, &mut long);
                attributes(constraint, &mut long);
                foreign_keys.put(name, long);
            }
            ConstraintKind::Check(check) => {
                long.put("check", check.expression.sql());
                long.put_true("no_inherit", check.no_inherit);
                not_valid(constraint, &mut long);
                attributes(constraint, &mut long);
                put_short(&mut checks, name, "check", long);
            }
            ConstraintKind::Exclude(exclude) => {
                long.put("exclude", sql::exclude(exclude));
                attributes(constraint, &mut long);
                exclusions.put(name, long);
            }
        }
    }
    let groups = [
        ("uniques", uniques),
        ("foreign_keys", foreign_keys),
        ("checks", checks),
        ("exclusions", exclusions),
    ];
    for (group, fields) in groups {
        writer.document.section(&[path[0], path[1], group], &fields);
    }
}

/// Puts the value of `only` alone where nothing else is said.
fn put_short(group: &mut Fields, name: String, only: &str, long: Fields) {
    match long.only(only) {
        Some(value) => group.put(name, value.clone()),
        None => group.put(name, long),
    }
}

fn not_valid(constraint: &Constraint, fields: &mut Fields) {
    if !constraint.validated {
        fields.put("valid", false);
    }
    if !constraint.enforced {
        fields.put("enforced", false);
    }
}

fn index_storage(key: &Key, fields: &mut Fields) {
    fields.put_table("storage", storage(&key.parameters));
    fields.put_some("tablespace", key.tablespace.as_ref());
}

fn attributes(constraint: &Constraint, fields: &mut Fields) {
    fields.put_some(
        "deferrable",
        match (constraint.deferrable, constraint.initially_deferred) {
            (_, true) => Some("deferrable initially deferred"),
            (true, false) => Some("deferrable"),
            (false, false) => None,
        },
    );
    fields.put_some("comment", constraint.comment.as_ref());
    fields.put_some("index_comment", constraint.index_comment.as_ref());
}
