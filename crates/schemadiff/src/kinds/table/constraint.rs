//! Recipes for constraints of tables that are in use.

use schemadiff_sql::syntax::{Constraint, ConstraintKind, ForeignKey, IndexValue, Key, ObjectName};

use super::physical::marks_again;
use super::{Table, create, detached, inherit, parted, sql};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair, ident, idents, refs};
use crate::facts::OpCode;
use crate::kinds::index;
use crate::lower::{Lowering, Operation, helper_name, is_helper, option_list};
use crate::plan::{PermissionKind, Phase};
use crate::standing::ancestors;

/// Adds a constraint to a table that this plan creates.
///
/// # Locks
/// Only a foreign key locks anything that was there: SHARE ROW EXCLUSIVE on the table it references, for an instant.
pub(super) fn add_to_new_table(table: &Table, constraint: &Constraint, cx: &Lowering<'_>) -> Vec<Operation> {
    let valid = if constraint.validated { "" } else { " NOT VALID" };
    let clause = format!("ADD {}{valid}", sql::constraint_with_name(constraint));
    let mut add = started(OpCode::AddConstraintNew, table, constraint, clause, cx);
    add.relations.retain(|relation| relation != &table.name);
    vec![on_referenced(add, table, constraint, cx).because("on a table nobody uses yet")]
}

/// Adds a constraint to a table that is in use.
///
/// # Locks
/// * A check: ACCESS EXCLUSIVE for an instant (`NOT VALID`), then a scan under SHARE UPDATE EXCLUSIVE (`VALIDATE`).
/// * A foreign key: SHARE ROW EXCLUSIVE on both tables for an instant, then the same scan.
/// * A key: the index is built concurrently, then taken over under ACCESS EXCLUSIVE for an instant.
/// * An exclusion: its index can only be built under ACCESS EXCLUSIVE.
///
/// Those of partitioned tables are added partition by partition, see [`parted`].
///
/// Each of these is a transaction of its own: a lock is held until its transaction ends.
pub(super) fn add(table: &Table, constraint: &Constraint, cx: &Lowering<'_>) -> Vec<Operation> {
    let partitioned = create::is_partitioned(table, cx);
    let body = sql::constraint_with_name(constraint);
    let mut operations = match &constraint.kind {
        ConstraintKind::Check(_) if !constraint.enforced => {
            let add = started(OpCode::AddCheckNotValid, table, constraint, format!("ADD {body}"), cx);
            vec![add.in_phase(Phase::Expand).harmless().because("nobody checks it")]
        }
        ConstraintKind::ForeignKey(_) if !constraint.enforced => {
            let add = started(OpCode::AddForeignKeyNotValid, table, constraint, format!("ADD {body}"), cx);
            let add = add.in_phase(Phase::Expand).harmless();
            vec![on_referenced(add, table, constraint, cx).because("nobody checks it")]
        }
        ConstraintKind::Check(_) => {
            let clause = format!("ADD {body} NOT VALID");
            let add = started(OpCode::AddCheckNotValid, table, constraint, clause, cx)
                .because("new rows have to satisfy it from here on");
            with_validation(add, table, constraint, cx)
        }
        ConstraintKind::ForeignKey(_) if constraint.validated && parted::names_are_free(table, constraint, cx) => {
            parted::add_foreign_key(table, constraint, cx)
        }
        ConstraintKind::ForeignKey(_) if partitioned => {
            let add = started(OpCode::AddForeignKey, table, constraint, format!("ADD {body}"), cx);
            vec![on_referenced(add, table, constraint, cx).because("a partitioned table takes no NOT VALID foreign key")]
        }
        ConstraintKind::ForeignKey(_) => {
            let clause = format!("ADD {body} NOT VALID");
            let add = started(OpCode::AddForeignKeyNotValid, table, constraint, clause, cx);
            let add = on_referenced(add, table, constraint, cx).because("new rows have to satisfy it from here on");
            with_validation(add, table, constraint, cx)
        }
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) if key.without_overlaps => {
            let add = started(OpCode::AddKey, table, constraint, format!("ADD {body}"), cx);
            vec![add.because("PostgreSQL builds the index of a key without overlaps only in place")]
        }
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) if !partitioned => {
            add_key(table, constraint, key, constraint.name.as_deref().unwrap_or_default(), cx)
        }
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => parted::add_key(table, constraint, key, cx),
        ConstraintKind::Exclude(_) => {
            let add = started(OpCode::AddExclusion, table, constraint, format!("ADD {body}"), cx);
            vec![add.because("PostgreSQL builds the index of an exclusion only in place")]
        }
    };
    operations.extend(comments(table, constraint));
    operations
}

fn comments(table: &Table, constraint: &Constraint) -> impl Iterator<Item = Operation> {
    let own = constraint.comment.as_ref().map(|_| create::constraint_comment(table, constraint));
    let index = constraint.index_comment.as_ref().map(|_| create::index_comment(table, constraint));
    own.into_iter().chain(index)
}

/// Alters how the index behind a constraint is kept.
pub(super) fn keep_index(table: &Table, old: &Constraint, new: &Constraint) -> Vec<Operation> {
    let (Some(before), Some(after)) = (index_storage(old), index_storage(new)) else { return Vec::new() };
    let index = create::constraint_index(table, new);
    index::keep(&index, &table.name, &create::reference(table, new), Pair { old: before, new: after })
}

/// Storage parameters and tablespace of the index behind a constraint.
fn index_storage(constraint: &Constraint) -> Option<index::Storage<'_>> {
    match &constraint.kind {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
            Some(index::Storage { parameters: &key.parameters, tablespace: key.tablespace.as_deref() })
        }
        ConstraintKind::Exclude(exclude) => {
            Some(index::Storage { parameters: &exclude.parameters, tablespace: exclude.tablespace.as_deref() })
        }
        ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) => None,
    }
}

pub(super) fn with_validation(
    add: Operation,
    table: &Table,
    constraint: &Constraint,
    cx: &Lowering<'_>,
) -> Vec<Operation> {
    let mut operations = vec![add];
    if constraint.validated && constraint.enforced {
        operations.extend(validate_all(table, constraint, cx));
    }
    operations
}

/// Validates a constraint: that of a partitioned table partition by partition.
pub(super) fn validate_all(table: &Table, constraint: &Constraint, cx: &Lowering<'_>) -> Vec<Operation> {
    let mut operations = parted::validate_below(table, constraint.name.as_deref().unwrap_or_default(), cx);
    let validate = validate(table, constraint);
    operations.push(if operations.is_empty() { validate } else { parted::after_partitions(validate) });
    operations
}

/// `VALIDATE CONSTRAINT`: reads the table while others read and write it.
pub(super) fn validate(table: &Table, constraint: &Constraint) -> Operation {
    let name = ident(constraint.name.as_deref().unwrap_or_default());
    let target = create::reference(table, constraint);
    Operation::clause(OpCode::ValidateConstraint, target.clone(), &table.name, format!("VALIDATE CONSTRAINT {name}"))
        .needs([target.clone()])
        .creates(target)
        .because("rows that were there before have to satisfy it too")
}

/// Builds the index of a key concurrently under `index` and takes it over, which gives it the constraint's name.
pub(super) fn add_key(table: &Table, constraint: &Constraint, key: &Key, index: &str, cx: &Lowering<'_>) -> Vec<Operation> {
    let qualified = ObjectName { schema: table.name.schema.clone(), name: index.to_owned() };
    let mut build = format!(
        "CREATE UNIQUE INDEX CONCURRENTLY {} ON {} USING btree ({})",
        ident(index),
        table.name,
        idents(&key.columns)
    );
    if !key.include.is_empty() {
        build.push_str(&format!(" INCLUDE ({})", idents(&key.include)));
    }
    if key.nulls_not_distinct {
        build.push_str(" NULLS NOT DISTINCT");
    }
    if !key.parameters.is_empty() {
        build.push_str(&format!(" WITH ({})", option_list(&key.parameters)));
    }
    if let Some(tablespace) = &key.tablespace {
        build.push_str(&format!(" TABLESPACE {}", ident(tablespace)));
    }
    let index_ref = ObjectRef::named(Kind::Index, &qualified);
    let columns = key.columns.iter().chain(&key.include).map(|column| ObjectRef::column(&table.name, column));
    let build = Operation::new(OpCode::CreateUniqueIndexConcurrently, create::reference(table, constraint), build)
        .on(&table.name)
        .needs(columns)
        .creates(index_ref)
        .because("the index of the key, built while the table is in use")
        .undo(format!("DROP INDEX CONCURRENTLY {qualified}"));
    let words = if matches!(constraint.kind, ConstraintKind::PrimaryKey(_)) { "PRIMARY KEY" } else { "UNIQUE" };
    let clause = format!(
        "ADD CONSTRAINT {} {words} USING INDEX {}{}",
        ident(constraint.name.as_deref().unwrap_or_default()),
        ident(index),
        sql::deferrability(constraint)
    );
    let take_over = started(OpCode::AddKeyUsingIndex, table, constraint, clause, cx).because("takes the index over");
    let there = cx.pair.old.catalog().indexes.get(&ObjectId::named(qualified));
    // A run that was interrupted has built it.
    let is_built = there.is_some_and(|there| there.table == table.name && index::is_finished(there, cx));
    if is_built { vec![take_over] } else { vec![build, take_over] }
}

/// Replaces a constraint by another one of the same name.
///
/// A key keeps the table unique throughout: the new index is built beside the old key, and one statement drops the one
/// and takes over the other.
pub(super) fn replace(table: &Table, old: &Constraint, new: &Constraint, cx: &Lowering<'_>) -> Vec<Operation> {
    let drop = drop_constraint(table, old, cx).because("replaced by another of the same name");
    let is_key = |constraint: &Constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_));
    // A column that changes under it would take the old key along before its successor could be built.
    let column_changes = || cx.changes_column(&needed(table, old, cx.pair.old.catalog()));
    if old != new
        && is_key(old)
        && !create::is_partitioned(table, cx)
        && !column_changes()
        && let ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) = &new.kind
        && !key.without_overlaps
    {
        let name = new.name.as_deref().unwrap_or_default();
        let temporary = helper_name(name, index::BESIDE);
        let mut operations = add_key(table, new, key, &temporary, cx);
        let take_over = operations.pop();
        operations.push(drop.in_phase(Phase::Contract));
        operations.extend(take_over);
        operations.extend(comments(table, new));
        operations.extend(marks_again(&table.name, name, cx));
        return operations;
    }
    let written = cx.as_written(table);
    let in_words = written.constraint(new.name.as_deref().unwrap_or_default()).unwrap_or(new);
    if old != new {
        let drop = if is_key(old) { drop.in_phase(Phase::Contract) } else { drop };
        let marks = marks_again(&table.name, new.name.as_deref().unwrap_or_default(), cx);
        return std::iter::once(drop).chain(add(table, in_words, cx)).chain(marks).collect();
    }
    // What only steps aside is not missing from one phase to the next, and a check not for a moment. A key is built while
    // the table is in use, and a foreign key would keep another table locked as long.
    let drop = drop.in_phase(Phase::Contract).because("steps aside while something that it uses changes");
    let at_once = matches!(old.kind, ConstraintKind::Check(_) | ConstraintKind::Exclude(_));
    let validation = |operation: &Operation| operation.code == OpCode::ValidateConstraint;
    std::iter::once(drop)
        .chain(add(table, in_words, cx))
        .chain(marks_again(&table.name, new.name.as_deref().unwrap_or_default(), cx))
        .map(|operation| if at_once && !validation(&operation) { operation.atomically() } else { operation })
        .collect()
}

/// A constraint in the words of the model: the table's own, or, for a table that is to be attached, those of a table above.
pub(super) fn in_words(table: &Table, constraint: &Constraint, cx: &Lowering<'_>) -> Constraint {
    let above = ancestors(cx.pair.new.catalog(), table);
    let tables = std::iter::once(table).chain(above).chain(inherit::ancestors(cx.pair.new.catalog(), table));
    let mut found = tables.filter_map(|table| {
        let settled = table.constraints.iter().find(|other| *other == constraint)?;
        cx.as_written(table).constraint(settled.name.as_deref()?).cloned()
    });
    found.next().unwrap_or_else(|| constraint.clone())
}

/// `DROP CONSTRAINT`. A foreign key locks the table it references as well.
pub(super) fn drop_constraint(table: &Table, constraint: &Constraint, cx: &Lowering<'_>) -> Operation {
    let name = ident(constraint.name.as_deref().unwrap_or_default());
    let target = create::reference(table, constraint);
    let code = if matches!(constraint.kind, ConstraintKind::ForeignKey(_)) {
        OpCode::DropForeignKey
    } else {
        OpCode::DropConstraint
    };
    let valid = if constraint.validated { "" } else { " NOT VALID" };
    let drop = Operation::clause(code, target.clone(), &table.name, format!("DROP CONSTRAINT {name}"))
        .drops(target)
        .releases(needed(table, constraint, cx.pair.old.catalog()))
        .releases(dropped_partitions(constraint, cx))
        .undo(format!("ALTER TABLE {} ADD {}{valid}", table.name, sql::constraint_with_name(constraint)));
    on_referenced(drop, table, constraint, cx)
}

/// The partitions that are dropped with the partitioned table that a foreign key references: it depends on each of them
/// (`addFkRecurseReferenced()`, `src/backend/commands/tablecmds.c`).
fn dropped_partitions(constraint: &Constraint, cx: &Lowering<'_>) -> Vec<ObjectRef> {
    let ConstraintKind::ForeignKey(key) = &constraint.kind else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut parents = vec![&key.table];
    while let Some(parent) = parents.pop() {
        for partition in cx.old_partitions(parent) {
            parents.push(&partition.name);
            if cx.goes_away(parent) && cx.goes_away(&partition.name) {
                found.push(ObjectRef::named(Kind::Table, &partition.name));
            }
        }
    }
    found
}

/// Drops a constraint that the model no longer has. One over a column that goes too asks for nothing of its own.
pub(super) fn remove(table: &Table, constraint: &Constraint, cx: &Lowering<'_>) -> Operation {
    let drop = drop_constraint(table, constraint, cx).because("no longer in the model");
    let own: Vec<ObjectRef> = needed(table, constraint, cx.pair.old.catalog())
        .into_iter()
        .filter(|object| object.kind == Kind::Column && object.id.name == table.name)
        .collect();
    if is_helper(constraint.name.as_deref().unwrap_or_default()) {
        return drop.because("left by a run that was interrupted");
    }
    if detached::is_left_behind(constraint, table, cx) {
        return drop.because("the bound, which a detach that was interrupted has left behind");
    }
    if cx.drops_any(&own) { drop } else { drop.permission(PermissionKind::DropConstraint) }
}

/// Gives a constraint another name; a key's index follows.
pub(super) fn rename(table: &Table, old: &Constraint, new: &Constraint) -> Vec<Operation> {
    let (from, to) = (old.name.as_deref().unwrap_or_default(), new.name.as_deref().unwrap_or_default());
    let clause = format!("RENAME CONSTRAINT {} TO {}", ident(from), ident(to));
    // `RENAME` cannot be joined with other clauses (manual, "ALTER TABLE").
    let rename = Operation::new(
        OpCode::RenameConstraint,
        create::reference(table, new),
        format!("ALTER TABLE {} {clause}", table.name),
    )
    .on(&table.name)
    .needs([ObjectRef::named(Kind::Table, &table.name)])
    .drops(create::reference(table, old))
    .creates(create::reference(table, new))
    .because("the same constraint under another name")
    .undo(format!("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", table.name, ident(to), ident(from)));
    vec![rename]
}

/// Checks a foreign key at another time, or no longer.
pub(super) fn alter_time(table: &Table, old: &Constraint, new: &Constraint, cx: &Lowering<'_>) -> Operation {
    let name = ident(new.name.as_deref().unwrap_or_default());
    let time = match sql::deferrability(new) {
        words if words == sql::deferrability(old) => "",
        "" => " NOT DEFERRABLE",
        " DEFERRABLE" => " DEFERRABLE INITIALLY IMMEDIATE",
        words => words,
    };
    let stops = old.enforced && !new.enforced;
    let enforced = if stops { " NOT ENFORCED" } else { "" };
    let target = create::reference(table, new);
    let clause = format!("ALTER CONSTRAINT {name}{time}{enforced}");
    let code = if stops { OpCode::StopEnforcing } else { OpCode::AlterConstraint };
    let alter = Operation::clause(code, target.clone(), &table.name, clause)
        .needs([target])
        .because(if stops { "nobody checks it any more" } else { "checked at another time" });
    if stops { on_referenced(alter, table, new, cx) } else { alter }
}

pub(super) fn started(code: OpCode, table: &Table, constraint: &Constraint, clause: String, cx: &Lowering<'_>) -> Operation {
    let target = create::reference(table, constraint);
    let name = ident(constraint.name.as_deref().unwrap_or_default());
    Operation::clause(code, target.clone(), &table.name, clause)
        .needs(needed(table, constraint, cx.pair.new.catalog()))
        .creates(target)
        .undo(format!("ALTER TABLE {} DROP CONSTRAINT {name}", table.name))
}

/// Names the referenced table of a foreign key among the locked ones, when it was there before.
pub(super) fn on_referenced(operation: Operation, table: &Table, constraint: &Constraint, cx: &Lowering<'_>) -> Operation {
    match &constraint.kind {
        ConstraintKind::ForeignKey(key) if key.table != table.name && !cx.is_new_table(&key.table) => operation.on(&key.table),
        _ => operation,
    }
}

/// What a constraint needs: the table, its columns, what its expressions mention, and the key it references.
pub(super) fn needed(table: &Table, constraint: &Constraint, catalog: &Catalog) -> Vec<ObjectRef> {
    let mut objects = vec![ObjectRef::named(Kind::Table, &table.name)];
    let column = |name: &String| ObjectRef::column(&table.name, name);
    match &constraint.kind {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => {
            objects.extend(key.columns.iter().chain(&key.include).map(column));
        }
        ConstraintKind::Check(check) => {
            objects.extend(refs::mentioned(&check.expression.references(), Some(&table.name)));
        }
        ConstraintKind::Exclude(exclude) => {
            for (element, _) in &exclude.elements {
                match &element.value {
                    IndexValue::Column(name) => objects.push(column(name)),
                    IndexValue::Expression(expression) => {
                        objects.extend(refs::mentioned(&expression.references(), Some(&table.name)));
                    }
                }
            }
            if let Some(predicate) = &exclude.predicate {
                objects.extend(refs::mentioned(&predicate.references(), Some(&table.name)));
            }
        }
        ConstraintKind::ForeignKey(key) => {
            objects.extend(key.columns.iter().map(column));
            objects.push(ObjectRef::named(Kind::Table, &key.table));
            objects.extend(key.referenced_columns.iter().map(|name| ObjectRef::column(&key.table, name)));
            objects.extend(referenced_keys(key, catalog));
        }
    }
    objects
}

/// The constraints and indexes that can be what a foreign key refers to.
fn referenced_keys(key: &ForeignKey, catalog: &Catalog) -> Vec<ObjectRef> {
    let same = |columns: &[String]| {
        columns.len() == key.referenced_columns.len() && columns.iter().all(|column| key.referenced_columns.contains(column))
    };
    let mut objects = Vec::new();
    let referenced = catalog.tables.get(&ObjectId::named(key.table.clone()));
    for constraint in referenced.into_iter().flat_map(|table| &table.constraints) {
        if let ConstraintKind::PrimaryKey(candidate) | ConstraintKind::Unique(candidate) = &constraint.kind
            && same(&candidate.columns)
        {
            objects.push(ObjectRef::constraint(&key.table, constraint.name.as_deref().unwrap_or_default()));
        }
    }
    if objects.is_empty() {
        let indexes = catalog.indexes.values().filter(|index| index.table == key.table && index.definition.unique);
        objects.extend(indexes.map(|index| ObjectRef::named(Kind::Index, &index.name)));
    }
    objects
}
