//! Tables as SQL statements write them.

mod alter;
mod like;
mod partition;

use schemadiff_sql::syntax::{
    ColumnDefinition, Constraint, ConstraintKind, CreateTable, IndexElement, IndexValue, Key, ObjectName,
    PartitionKey,
};

use super::{PartitionOf, Table, inherit, typed};
use crate::catalog::{ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::{Index, Sequence, sequence};
use crate::source::Script;

pub(crate) use alter::{alter, change_not_null};
pub(in crate::kinds) use partition::attach_constraint;

/// `CREATE TABLE`.
pub(crate) fn create(script: &mut Script<'_>, create: CreateTable) {
    let mut table = Table::new(script.own_name(create.name));
    if !script.claim(ObjectRef::named(crate::catalog::Kind::Table, &table.name)) {
        return;
    }
    table.persistence = create.persistence;
    table.parameters = create.parameters;
    table.physical.access_method = create.access_method;
    table.physical.tablespace = create.tablespace;
    table.partition_by = create.partition_by.map(|key| partition_key(script, key));
    if let Some((parent, bound)) = create.partition_of {
        table.partition_of = Some(PartitionOf::new(script.relation_name(parent), bound));
    }
    table.inherits = create.inherits.into_iter().map(|parent| script.relation_name(parent)).collect();
    for parent in table.inherits.clone() {
        if !script.into.catalog.tables.contains(&ObjectId::named(parent.clone())) {
            script.missing(code::MISSING_TABLE, ObjectRef::named(crate::catalog::Kind::Table, &parent));
        }
    }
    let mut constraints = Vec::new();
    let mut copies = Vec::new();
    let mut likes = create.likes.into_iter().peekable();
    for (index, definition) in create.columns.into_iter().enumerate() {
        while let Some(like) = likes.next_if(|like| like.after <= index) {
            copies.extend(like::columns(script, &mut table, like));
        }
        constraints.extend(add_column(script, &mut table, definition));
    }
    for like in likes {
        copies.extend(like::columns(script, &mut table, like));
    }
    inherit::merge(&script.into.catalog, &mut table);
    if let Some(of_type) = create.of_type {
        typed::statement(script, &mut table, of_type);
    }
    let mut indexes = Vec::new();
    for (source, including) in &copies {
        constraints.extend(like::constraints(source, *including));
        indexes.extend(like::indexes(script, source, *including));
    }
    constraints.extend(create.constraints);
    // After all columns: the name that a check gets depends on them.
    for constraint in merged_keys(constraints) {
        add_constraint(script, &mut table, constraint);
    }
    let name = table.name.clone();
    script.into.catalog.insert(table);
    like::add_indexes(script, &name, indexes);
}

/// The constraints of one statement, of which keys that have the same columns and nothing to tell them apart are one: the primary
/// key, or the first that is written, under the first name that is given.
///
/// Source: `transformIndexConstraints()` in `src/backend/parser/parse_utilcmd.c`.
fn merged_keys(constraints: Vec<Constraint>) -> Vec<Constraint> {
    fn key(constraint: &Constraint) -> Option<(bool, &Key)> {
        match &constraint.kind {
            ConstraintKind::PrimaryKey(key) => Some((true, key)),
            ConstraintKind::Unique(key) => Some((false, key)),
            _ => None,
        }
    }
    let is_one = |first: &Constraint, second: &Constraint| match (key(first), key(second)) {
        (Some((_, a)), Some((_, b))) => {
            let of = |key: &Key| (key.columns.clone(), key.include.clone(), key.nulls_not_distinct, key.without_overlaps);
            of(a) == of(b)
                && a.using_index.is_none()
                && b.using_index.is_none()
                && first.deferrable == second.deferrable
                && first.initially_deferred == second.initially_deferred
        }
        _ => false,
    };
    let is_primary = |constraint: &Constraint| key(constraint).is_some_and(|(primary, _)| primary);
    let mut kept: Vec<Constraint> = Vec::new();
    for constraint in constraints {
        match kept.iter_mut().find(|other| is_one(other, &constraint) && !(is_primary(other) && is_primary(&constraint))) {
            Some(other) if is_primary(&constraint) => {
                let name = constraint.name.clone().or_else(|| other.name.take());
                *other = Constraint { name, ..constraint };
            }
            Some(other) => other.name = other.name.take().or(constraint.name),
            None => kept.push(constraint),
        }
    }
    kept
}

/// Adds a column and returns the constraints written beside it.
fn add_column(script: &mut Script<'_>, table: &mut Table, definition: ColumnDefinition) -> Vec<Constraint> {
    let ColumnDefinition {
        mut column,
        is_serial,
        constraints,
    } = definition;
    if let Some(partition) = &mut table.partition_of {
        // What a partition says of a column is about the parent's.
        script.mention_in(&mut column.default);
        if column.not_null || column.default.is_some() {
            let own = partition.columns.entry(column.name.clone()).or_default();
            own.not_null |= column.not_null;
            own.default = column.default.take();
        }
        if column.generated.is_some() || column.collation.is_some() {
            script.unsupported(&format!(
                "what partition `{}` says of column `{}` alone",
                table.name, column.name
            ));
        }
        return constraints;
    }
    script.mention_type(&mut column.data_type);
    if let Some(collation) = &mut column.collation {
        script.mention_collation(collation);
    }
    script.mention_in(
        column.default.iter_mut().chain(
            column
                .generated
                .as_mut()
                .map(|generated| &mut generated.expression),
        ),
    );
    let part = ObjectRef::column(&table.name, &column.name);
    let origin = script.origin_of(&column.name);
    if !script.define_part(part, origin, table.column(&column.name).is_some()) {
        return Vec::new();
    }
    if is_serial {
        let sequence: Sequence =
            sequence::statement::serial(&table.name, &mut column, |name| script.is_taken(name));
        script.define(sequence);
    }
    table.columns.push(column);
    constraints
}

fn add_constraint(script: &mut Script<'_>, table: &mut Table, mut constraint: Constraint) {
    match &mut constraint.kind {
        ConstraintKind::ForeignKey(key) => script.mention(&mut key.table),
        ConstraintKind::Check(check) => script.mention_in([&mut check.expression]),
        ConstraintKind::Exclude(exclude) => {
            mention_elements(script, exclude.elements.iter_mut().map(|(element, _)| element));
            script.mention_in(&mut exclude.predicate);
        }
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) => {
            if !take_index(script, table, &mut constraint) {
                return;
            }
        }
    }
    // A constraint that an ancestor has too becomes one with it.
    if !partition::has_from_parent(script, table, &constraint) {
        script.add_constraint(table, constraint);
    }
}

/// `USING INDEX`: the constraint becomes what the index was, and the index is no longer one of its own.
fn take_index(script: &mut Script<'_>, table: &Table, constraint: &mut Constraint) -> bool {
    let (ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key)) = &mut constraint.kind else {
        return true;
    };
    let Some(index) = key.using_index.take() else {
        return true;
    };
    let name = ObjectName {
        schema: table.name.schema.clone(),
        name: index,
    };
    let Some(index) = script.remove::<Index>(&ObjectId::named(name.clone())) else {
        script.missing(
            code::MISSING_OBJECT,
            ObjectRef::named(crate::catalog::Kind::Index, &name),
        );
        return false;
    };
    let columns = index
        .definition
        .elements
        .into_iter()
        .map(|element| match element.value {
            IndexValue::Column(column) => Some(column),
            IndexValue::Expression(_) => None,
        });
    let Some(columns) = columns.collect() else {
        script.error(
            code::BAD_VALUE,
            format!("index `{name}` is on an expression and cannot be a constraint"),
            "name an index on columns alone",
        );
        return false;
    };
    key.columns = columns;
    key.include = index.definition.include;
    key.nulls_not_distinct = index.definition.nulls_not_distinct;
    key.parameters = index.definition.parameters;
    key.tablespace = index.definition.tablespace;
    constraint.index_comment = index.comment;
    constraint.name.get_or_insert(name.name);
    true
}

fn partition_key(script: &Script<'_>, mut key: PartitionKey) -> PartitionKey {
    let expressions = key
        .elements
        .iter_mut()
        .filter_map(|element| match &mut element.value {
            IndexValue::Expression(expression) => Some(expression),
            IndexValue::Column(_) => None,
        });
    script.mention_in(expressions);
    key
}

/// The names in the expressions of index elements.
pub(in crate::kinds) fn mention_elements<'e>(
    script: &Script<'_>,
    elements: impl IntoIterator<Item = &'e mut IndexElement>,
) {
    for element in elements {
        if let IndexValue::Expression(expression) = &mut element.value {
            script.mention_in([expression]);
        }
        if let Some(collation) = &mut element.collation {
            script.mention_collation(collation);
        }
    }
}
