//! Renames that the model states: the old side takes the new names, and then everything matches by name.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{Column, ConstraintKind, IndexElement, IndexValue, ObjectName, TriggerEvent};
use schemadiff_sql::{Expr, Query};

use super::enum_values;
use crate::canon::{Canonical, serial_sequence_name};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair, ident};
use crate::diag::{Diagnostic, code};
use crate::facts::{Lock, OpCode};
use crate::kinds::table::{not_null, typed};
use crate::kinds::{access, index};
use crate::lower::{Lowering, Operation, Operations};
use crate::standing::ancestors;
use crate::transition;

/// An object that gets another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// Its name so far. For a column the table's name is the new one.
    pub from: ObjectRef,
    /// Its name from now on.
    pub to: ObjectRef,
}

/// Finds the renames that the wanted side states and that are still to be made, and makes them in `old`.
///
/// A `renamed_from` whose old name is gone has been done and means nothing any more; one whose old and new names are both
/// there is an error.
pub(crate) fn apply(old: &mut Canonical, new: &Canonical, diagnostics: &mut Vec<Diagnostic>) -> Vec<Rename> {
    let mut renames = Vec::new();
    // Tables before columns: a column's rename speaks of its table by the new name.
    for kind in [
        Kind::Table,
        Kind::Index,
        Kind::Statistics,
        Kind::Column,
        Kind::Attribute,
        Kind::EnumValue,
    ] {
        for (to, annotation) in new.annotations.iter().filter(|(object, _)| object.kind == kind) {
            let Some(from) = &annotation.renamed_from else {
                continue;
            };
            let from = renamed(to, from);
            match (exists(&old.catalog, &from), exists(&old.catalog, to)) {
                (true, false) => {
                    diagnostics.extend(under_its_own_name(new, &from, to));
                    rename(&mut old.catalog, &from, to);
                    transition::renamed(&mut old.transitions, &from, to);
                    renames.push(Rename { from, to: to.clone() });
                }
                (true, true) if !exists(&new.catalog, &from) => {
                    let message = format!("{to} is `renamed_from` `{}`, and both are there", from.path());
                    diagnostics.push(
                        Diagnostic::error(code::STALE_RENAME, message)
                            .at_known(new.origins.get(to), "renamed here")
                            .help("drop one of the two, or take `renamed_from` off"),
                    );
                }
                // A column that is not there is new, and nothing is lost. A value that a misspelt `renamed_from` does not
                // find is one that the plan would then remove.
                (false, false)
                    if kind == Kind::EnumValue
                        && enum_values::values(&old.catalog, &to.id.name).is_some() =>
                {
                    let message = format!("{to} is `renamed_from` `{}`, and neither is there", from.path());
                    diagnostics.push(
                        Diagnostic::error(code::STALE_RENAME, message)
                            .at_known(new.origins.get(to), "renamed here")
                            .help("correct `renamed_from`, or take it off if the value is new"),
                    );
                }
                _ => {}
            }
        }
    }
    for rename in index::stepped_aside(&old.catalog, &new.catalog) {
        self::rename(&mut old.catalog, &rename.from, &rename.to);
        renames.push(rename);
    }
    for rename in transition::taken_back(old, new) {
        self::rename(&mut old.catalog, &rename.from, &rename.to);
        renames.push(rename);
    }
    renames
}

/// A table that would become a partition of a new table which takes its name: until it is attached nobody would find its rows.
fn under_its_own_name(new: &Canonical, from: &ObjectRef, to: &ObjectRef) -> Option<Diagnostic> {
    let table = new.catalog.tables.get(&to.id)?;
    let above = ancestors(&new.catalog, table);
    above.iter().any(|above| above.name == from.id.name).then(|| {
        let message = format!("{to} would become a partition of a new table that takes its name, `{}`", from.path());
        Diagnostic::error(code::CANNOT_CHANGE, message)
            .at_known(new.origins.get(to), "renamed here")
            .help(
                "in one transaction by hand: rename the table, create the partitioned one under its name, attach it; a \
                 validated check of the bound and a valid unique index for each key, made before, keep that short. Then \
                 this plan is empty",
            )
    })
}

/// The object under its old name, which is written without the table (for a column) or perhaps without the schema.
pub(crate) fn renamed(to: &ObjectRef, from: &str) -> ObjectRef {
    if to.id.part.is_some() {
        return ObjectRef::new(to.kind, ObjectId::part(to.id.name.clone(), from));
    }
    let name = match from.split_once('.') {
        Some((schema, name)) => ObjectName::qualified(schema, name),
        None => ObjectName {
            schema: to.id.name.schema.clone(),
            name: from.to_owned(),
        },
    };
    ObjectRef::named(to.kind, &name)
}

/// Whether there is such an object, of the kinds that can be renamed.
pub(crate) fn exists(catalog: &Catalog, object: &ObjectRef) -> bool {
    match (&object.kind, &object.id.part) {
        (Kind::Table, _) => catalog.tables.contains(&object.id),
        (Kind::Index, _) => catalog.indexes.contains(&object.id),
        (Kind::Statistics, _) => catalog.statistics.contains(&object.id),
        (Kind::Column, Some(column)) => {
            let table = catalog.tables.get(&ObjectId::named(object.id.name.clone()));
            table.is_some_and(|table| table.column(column).is_some())
        }
        (Kind::Attribute, Some(attribute)) => {
            let composite = catalog
                .composite_types
                .get(&ObjectId::named(object.id.name.clone()));
            composite.is_some_and(|composite| composite.attribute(attribute).is_some())
        }
        (Kind::EnumValue, Some(value)) => {
            enum_values::values(catalog, &object.id.name).is_some_and(|values| values.contains(value))
        }
        _ => false,
    }
}

fn rename(catalog: &mut Catalog, from: &ObjectRef, to: &ObjectRef) {
    match to.kind {
        Kind::Index => {
            if let Some(mut index) = catalog.indexes.remove(&from.id) {
                index.name = to.id.name.clone();
                let relation = ObjectId::named(index.table.clone());
                let table = catalog.tables.get_mut(&relation).map(|table| &mut table.physical);
                let view = catalog.materialized_views.get_mut(&relation);
                let physical = table.into_iter().chain(view.map(|view| &mut view.physical));
                physical.for_each(|physical| physical.rename_index(&from.id.name.name, &to.id.name.name));
                catalog.insert(index);
            }
        }
        Kind::Statistics => {
            if let Some(mut statistics) = catalog.statistics.remove(&from.id) {
                statistics.name = to.id.name.clone();
                catalog.insert(statistics);
            }
        }
        Kind::Column => {
            if let (Some(before), Some(after)) = (&from.id.part, &to.id.part) {
                rename_column(catalog, &to.id.name, before, after);
            }
        }
        Kind::Attribute => {
            let id = ObjectId::named(to.id.name.clone());
            let composite = catalog.composite_types.get_mut(&id);
            let attributes = composite
                .into_iter()
                .flat_map(|composite| &mut composite.definition.attributes);
            for attribute in attributes.filter(|attribute| Some(&attribute.name) == from.id.part.as_ref()) {
                attribute.name = to.id.part.clone().unwrap_or_default();
            }
            // Columns of the tables of the type follow.
            for table in typed::tables_of(catalog, &to.id.name) {
                if let (Some(before), Some(after)) = (&from.id.part, &to.id.part) {
                    rename_column(catalog, &table, before, after);
                }
            }
        }
        Kind::EnumValue => {
            if let (Some(before), Some(after)) = (&from.id.part, &to.id.part) {
                enum_values::rename(catalog, &to.id.name, before, after);
            }
        }
        _ => rename_table(catalog, &from.id.name, &to.id.name),
    }
}

/// PostgreSQL keeps references by OID: everything that spoke of the table speaks of it by the new name.
fn rename_table(catalog: &mut Catalog, from: &ObjectName, to: &ObjectName) {
    if let Some(mut table) = catalog.tables.remove(&ObjectId::named(from.clone())) {
        table.name = to.clone();
        for column in &mut table.columns {
            keep_sequence(from, to, column);
            not_null::keep_name(from, column);
        }
        catalog.insert(table);
    }
    for (_, table) in &mut catalog.tables {
        if let Some(partition) = &mut table.partition_of
            && partition.parent == *from
        {
            partition.parent = to.clone();
        }
        table
            .inherits
            .iter_mut()
            .filter(|parent| *parent == from)
            .for_each(|parent| *parent = to.clone());
        for constraint in &mut table.constraints {
            if let ConstraintKind::ForeignKey(key) = &mut constraint.kind
                && key.table == *from
            {
                key.table = to.clone();
            }
        }
    }
    rename_row_type(catalog, from, to);
    for (_, view) in &mut catalog.views {
        view.query = renamed_query(&view.query, from, to);
    }
    for (_, view) in &mut catalog.materialized_views {
        view.query = renamed_query(&view.query, from, to);
    }
    for (_, policy) in &mut catalog.policies {
        let definition = &mut policy.definition;
        for expression in definition.using.iter_mut().chain(&mut definition.check) {
            if expression.references().relations.contains(from) {
                *expression = expression.rename_relation(from, to);
            }
        }
    }
    for (_, publication) in &mut catalog.publications {
        publication.rename_table(from, to);
    }
    for (_, index) in &mut catalog.indexes {
        if index.table == *from {
            index.table = to.clone();
        }
    }
    for (_, statistics) in &mut catalog.statistics {
        if statistics.table == *from {
            statistics.table = to.clone();
        }
    }
    for (_, sequence) in &mut catalog.sequences {
        if let Some(owner) = &mut sequence.options.owned_by
            && owner.table == *from
        {
            owner.table = to.clone();
        }
    }
    access::renamed(catalog, from, to);
    let triggers: Vec<ObjectId> = catalog
        .triggers
        .keys()
        .filter(|id| id.name == *from)
        .cloned()
        .collect();
    for id in triggers {
        if let Some(mut trigger) = catalog.triggers.remove(&id) {
            trigger.definition.table = to.clone();
            catalog.insert(trigger);
        }
    }
    let rules: Vec<ObjectId> = catalog
        .rules
        .keys()
        .filter(|id| id.name == *from)
        .cloned()
        .collect();
    for id in rules {
        if let Some(mut rule) = catalog.rules.remove(&id) {
            rule.definition.table = to.clone();
            catalog.insert(rule);
        }
    }
    let policies: Vec<ObjectId> = catalog
        .policies
        .keys()
        .filter(|id| id.name == *from)
        .cloned()
        .collect();
    for id in policies {
        if let Some(mut policy) = catalog.policies.remove(&id) {
            policy.definition.table = to.clone();
            catalog.insert(policy);
        }
    }
}

/// The rows of a table are a type of its name, which goes along.
fn rename_row_type(catalog: &mut Catalog, from: &ObjectName, to: &ObjectName) {
    let columns = catalog
        .tables
        .iter_mut()
        .flat_map(|(_, table)| &mut table.columns);
    let columns = columns.map(|column| &mut column.data_type);
    let domains = catalog
        .domains
        .iter_mut()
        .map(|(_, domain)| &mut domain.definition.data_type);
    let composites = catalog.composite_types.iter_mut();
    let attributes = composites
        .flat_map(|(_, composite)| &mut composite.definition.attributes)
        .map(|attribute| &mut attribute.data_type);
    for data_type in columns.chain(domains).chain(attributes) {
        if data_type.name == *from {
            data_type.name = to.clone();
        }
    }
}

/// The sequence behind an identity keeps the name that it has, in the schema of the table.
fn keep_sequence(from: &ObjectName, to: &ObjectName, column: &mut Column) {
    if let Some(identity) = &mut column.identity {
        let name = identity.options.name.take();
        let name = name.unwrap_or_else(|| serial_sequence_name(from, &column.name, 0));
        identity.options.name = Some(ObjectName {
            schema: to.schema.clone(),
            ..name
        });
    }
}

fn renamed_query(query: &Query, from: &ObjectName, to: &ObjectName) -> Query {
    if query.references().relations.contains(from) {
        query.rename_relation(from, to)
    } else {
        query.clone()
    }
}

/// The column under its new name wherever the table's own parts speak of it. Views keep working and keep the old name as
/// that of their output column: they differ from a wanted view that uses the new one, and are replaced.
///
/// So does the column of every table that inherits it.
pub(crate) fn rename_column(catalog: &mut Catalog, table: &ObjectName, from: &str, to: &str) {
    let heirs: Vec<ObjectName> = catalog
        .tables
        .iter_mut()
        .filter(|(_, heir)| heir.inherits.contains(table))
        .filter_map(|(_, heir)| {
            let declares = heir.inherited.remove(from)?;
            heir.inherited.insert(to.to_owned(), declares);
            Some(heir.name.clone())
        })
        .collect();
    for heir in heirs {
        rename_column(catalog, &heir, from, to);
    }
    let in_names = |names: &mut Vec<String>| {
        names
            .iter_mut()
            .filter(|name| *name == from)
            .for_each(|name| to.clone_into(name));
    };
    let in_expression = |expression: &mut Expr| *expression = expression.rename_column(from, to);
    let in_element = |element: &mut IndexElement| match &mut element.value {
        IndexValue::Column(name) if name == from => to.clone_into(name),
        IndexValue::Column(_) => {}
        IndexValue::Expression(expression) => *expression = expression.rename_column(from, to),
    };
    let mut below = BTreeSet::from([table.clone()]);
    loop {
        let more = catalog.tables.values().filter(|other| {
            let parent = other.partition_of.as_ref().map(|partition| &partition.parent);
            parent.is_some_and(|parent| below.contains(parent)) && !below.contains(&other.name)
        });
        let more: Vec<ObjectName> = more.map(|other| other.name.clone()).collect();
        if more.is_empty() {
            break;
        }
        below.extend(more);
    }
    for (_, other) in &mut catalog.tables {
        let own = other.name == *table;
        let partition = other
            .partition_of
            .as_mut()
            .filter(|_| below.contains(&other.name));
        if let Some(partition) = partition
            && let Some(said) = partition.columns.remove(from)
        {
            partition.columns.insert(to.to_owned(), said);
        }
        for column in other.columns.iter_mut().filter(|_| own) {
            if column.name == from {
                keep_sequence(table, table, column);
                not_null::keep_name(table, column);
                to.clone_into(&mut column.name);
            }
            column
                .generated
                .iter_mut()
                .for_each(|generated| in_expression(&mut generated.expression));
        }
        for element in other
            .partition_by
            .iter_mut()
            .filter(|_| own)
            .flat_map(|key| &mut key.elements)
        {
            match &mut element.value {
                IndexValue::Column(name) if name == from => to.clone_into(name),
                IndexValue::Column(_) => {}
                IndexValue::Expression(expression) => in_expression(expression),
            }
        }
        for constraint in &mut other.constraints {
            match &mut constraint.kind {
                ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) if own => {
                    in_names(&mut key.columns);
                    in_names(&mut key.include);
                }
                ConstraintKind::Check(check) if own => in_expression(&mut check.expression),
                ConstraintKind::Exclude(exclude) if own => {
                    exclude
                        .elements
                        .iter_mut()
                        .for_each(|(element, _)| in_element(element));
                    in_names(&mut exclude.include);
                    exclude.predicate.iter_mut().for_each(in_expression);
                }
                ConstraintKind::ForeignKey(key) => {
                    if own {
                        in_names(&mut key.columns);
                        in_names(&mut key.on_delete_columns);
                    }
                    if key.table == *table {
                        in_names(&mut key.referenced_columns);
                    }
                }
                _ => {}
            }
        }
    }
    for (_, index) in catalog
        .indexes
        .iter_mut()
        .filter(|(_, index)| index.table == *table)
    {
        index.definition.elements.iter_mut().for_each(in_element);
        in_names(&mut index.definition.include);
        index.definition.predicate.iter_mut().for_each(in_expression);
    }
    let all = catalog.statistics.iter_mut();
    for (_, statistics) in all.filter(|(_, statistics)| statistics.table == *table) {
        if statistics.columns.remove(from) {
            statistics.columns.insert(to.to_owned());
        }
        statistics.expressions.iter_mut().for_each(in_expression);
    }
    for (_, sequence) in &mut catalog.sequences {
        if let Some(owner) = &mut sequence.options.owned_by
            && owner.table == *table
            && owner.column == from
        {
            to.clone_into(&mut owner.column);
        }
    }
    for (_, publication) in &mut catalog.publications {
        publication.rename_column(table, from, to);
    }
    access::renamed_column(catalog, table, from, to);
    for (_, policy) in catalog.policies.iter_mut().filter(|(id, _)| id.name == *table) {
        policy.definition.using.iter_mut().for_each(in_expression);
        policy.definition.check.iter_mut().for_each(in_expression);
    }
    for (_, rule) in catalog.rules.iter_mut().filter(|(id, _)| id.name == *table) {
        rule.definition.condition.iter_mut().for_each(in_expression);
    }
    for (_, trigger) in catalog.triggers.iter_mut().filter(|(id, _)| id.name == *table) {
        trigger.definition.when.iter_mut().for_each(in_expression);
        for event in &mut trigger.definition.events {
            if let TriggerEvent::Update(columns) = event {
                in_names(columns);
                columns.sort();
            }
        }
    }
}

impl Rename {
    /// Whether it is of a column of a table, under the name that the table has afterwards.
    pub(crate) fn is_of_column(&self, table: &ObjectName, from: &str, to: &str) -> bool {
        let part = |object: &ObjectRef, name: &str| object.id.part.as_deref() == Some(name);
        self.to.kind == Kind::Column
            && self.to.id.name == *table
            && part(&self.from, from)
            && part(&self.to, to)
    }

    /// The statements that give a table its other name, schema, or both.
    pub(crate) fn statements(&self) -> Vec<Operation> {
        let Self { from, to } = self;
        let mut operations: Vec<Operation> = Vec::new();
        for (sql, undo) in transition::rename_table(&from.id.name, &to.id.name) {
            operations.push(
                Operation::new(OpCode::RenameTable, to.clone(), sql)
                    .on(&from.id.name)
                    .undo(undo)
                    .because("the same object under another name"),
            );
        }
        if let Some(first) = operations.first_mut() {
            first.needs.extend(crate::kinds::Schema::needed_by(&to.id.name));
            first
                .releases
                .extend(crate::kinds::Schema::needed_by(&from.id.name));
        }
        if let Some(last) = operations.pop() {
            operations.push(last.drops(from.clone()).creates(to.clone()));
        }
        operations
    }

    /// The statement, where one is enough. Everything else needs the object under its new name, and so comes after.
    pub(crate) fn lower(&self, cx: &Lowering<'_>, out: &mut Operations) {
        if transition::rename(self, cx, out) {
            return;
        }
        if let Some(operation) = enum_values::operation(self, cx) {
            return out.add(operation.because("the same value under another name"));
        }
        let Pair { old: from, new: to } = Pair {
            old: &self.from,
            new: &self.to,
        };
        let operation = match (to.kind, &from.id.part, &to.id.part) {
            (Kind::Index, ..) => {
                let sql = format!(
                    "ALTER INDEX {} RENAME TO {}",
                    from.id.name,
                    ident(&to.id.name.name)
                );
                Operation::new(OpCode::RenameIndex, to.clone(), sql).on(&from.id.name)
            }
            (Kind::Statistics, ..) => {
                let words = |from: &ObjectName, to: &ObjectName| {
                    if from.schema == to.schema {
                        return format!("ALTER STATISTICS {from} RENAME TO {}", ident(&to.name));
                    }
                    let schema = to.schema.as_deref().unwrap_or_default();
                    format!("ALTER STATISTICS {from} SET SCHEMA {}", ident(schema))
                };
                Operation::new(
                    OpCode::AlterStatistics,
                    to.clone(),
                    words(&from.id.name, &to.id.name),
                )
                .needs(crate::kinds::Schema::needed_by(&to.id.name))
                .undo(words(&to.id.name, &from.id.name))
            }
            (Kind::Attribute, Some(before), Some(after)) => {
                let name = &to.id.name;
                // It renames the columns of the tables of the type, and drops nothing.
                let tables = typed::tables_of(cx.pair.old.catalog(), name);
                let cascade = if tables.is_empty() { "" } else { " CASCADE" };
                let words = |from: &str, to: &str| {
                    format!(
                        "ALTER TYPE {name} RENAME ATTRIBUTE {} TO {}{cascade}",
                        ident(from),
                        ident(to)
                    )
                };
                Operation::new(OpCode::RenameAttribute, to.clone(), words(before, after))
                    .on(name)
                    .also_on_all(&tables, Lock::AccessExclusive)
                    .drops_all(tables.iter().map(|table| ObjectRef::column(table, before)))
                    .creates_all(tables.iter().map(|table| ObjectRef::column(table, after)))
                    .needs([ObjectRef::named(Kind::CompositeType, name)])
                    .undo(words(after, before))
            }
            (Kind::Column, Some(before), Some(after)) => {
                let table = &to.id.name;
                let sql = format!(
                    "ALTER TABLE {table} RENAME COLUMN {} TO {}",
                    ident(before),
                    ident(after)
                );
                Operation::new(OpCode::RenameColumn, to.clone(), sql)
                    .on(table)
                    .needs([ObjectRef::named(Kind::Table, table)])
                    .undo(format!(
                        "ALTER TABLE {table} RENAME COLUMN {} TO {}",
                        ident(after),
                        ident(before)
                    ))
            }
            _ => return out.recipe(self.statements()),
        };
        // PostgreSQL 18 names NOT NULL constraints after table and column, and the names stay, unless the model says others.
        out.add(
            operation
                .drops(from.clone())
                .creates(to.clone())
                .because("the same object under another name"),
        );
    }
}
