//! Creating and dropping tables.

use schemadiff_sql::syntax::{Column, Constraint, ConstraintKind, ObjectName, PartitionBound};

use super::lower::is_check;
use super::physical::Relation;
use super::{OwnColumn, Table, alter, constraint, heirs, inherit, late, not_null, partition, settings, sql};
use crate::catalog::{Kind, ObjectRef, Pair, ident, refs};
use crate::facts::{Lock, OpCode};
use crate::kinds::ObjectKind;
use crate::lower::{Lowering, Operation, Operations, comment, rows_of};
use crate::plan::{PermissionKind, Phase};

/// Creates a table with everything that belongs to it. Nobody uses it yet, so nothing has to be done in small steps.
///
/// # Locks
/// A foreign key takes SHARE ROW EXCLUSIVE on the table it references. For a partition of a table that is there see
/// [`partition::attach_new`].
pub(super) fn create(table: &Table, cx: &Lowering<'_>, out: &mut Operations) {
    let late = late::late_defaults(table, cx.pair.new.catalog());
    let (late, mut first) = (late.as_slice(), without_defaults(table, &late));
    first.constraints.retain(|constraint| !repeats_a_key(table, constraint));
    first.constraints.extend(inherit::declared_too(cx.pair.new.catalog(), table).cloned());
    let name = &table.name;
    let beside = table.partition_of.as_ref().filter(|partition| !cx.is_new_table(&partition.parent));
    let columns = table.columns.iter().map(|column| ObjectRef::column(name, &column.name));
    let inline = first.constraints.iter().filter(|constraint| sql::is_inline(constraint));
    let statement = if beside.is_some() { sql::create_beside(&first) } else { sql::create(&first) };
    let create = Operation::new(OpCode::CreateTable, table.object_ref(), statement)
        .needs(first.references())
        .needs(of_parents(table))
        .creates(table.object_ref())
        .creates_all(columns)
        .creates_all(inline.map(|constraint| reference(table, constraint)))
        .because(if table.partition_of.is_some() { "new partition" } else { "new table" })
        .undo(format!("DROP TABLE {name}"));
    // `MergeAttributes()` in `src/backend/commands/tablecmds.c`.
    let beside_heirs = table.inherits.iter().filter(|parent| !cx.is_new_table(parent));
    let create = beside_heirs.fold(create, |create, parent| create.also_on(parent, Lock::ShareUpdateExclusive));
    let mut operations = vec![create];
    if table.row_security {
        operations.push(row_security(table, true).in_phase(Phase::Expand).harmless());
    }
    if table.force_row_security {
        operations.push(force_row_security(table, true).in_phase(Phase::Expand).harmless());
    }
    for column in table.columns.iter().filter(|column| table.declares(&column.name)) {
        operations.extend(settings::set_all(table, column, cx));
    }
    let said = heirs::say_own(table, cx).into_iter().map(|mut operation| {
        operation.relations.clear();
        operation.in_phase(Phase::Expand).harmless()
    });
    operations.extend(said);
    for (name, own) in table.partition_of.iter().flat_map(|partition| &partition.columns) {
        operations.extend(partition::own_column(table, name, &OwnColumn::default(), own, cx));
    }
    operations.extend(table.comment.as_ref().map(|_| table_comment(table)));
    operations.extend(table.columns.iter().flat_map(|column| not_null::after_create(table, column)));
    for column in table.columns.iter().filter(|column| column.comment.is_some()) {
        operations.push(column_comment(table, &column.name, column.comment.as_deref()));
    }
    if let Some(partition) = beside {
        operations = partition::attach_new(table, partition, operations, cx);
    }
    out.recipe(operations);
    let relation = Relation { kind: Kind::Table, name, is_empty: true };
    table.physical.after_create(relation).into_iter().for_each(|operation| out.add(operation));
    for column in late {
        let bare = Column { default: None, ..(*column).clone() };
        let set = alter::set_default(table, Pair { old: &bare, new: column });
        out.add(set.because("after what it calls, which reads this table"));
    }
    for new in &table.constraints {
        if !sql::is_inline(new) || repeats_a_key(table, new) {
            out.recipe(constraint::add_to_new_table(table, new, cx));
        }
        if new.comment.is_some() {
            out.add(constraint_comment(table, new));
        }
        if new.index_comment.is_some() {
            out.add(index_comment(table, new));
        }
    }
}

/// Whether a unique constraint is over the columns of another key. Within one `CREATE TABLE` PostgreSQL makes one of both
/// (`transformIndexConstraints()`, `src/backend/parser/parse_utilcmd.c`), so that it has to be added afterwards.
fn repeats_a_key(table: &Table, constraint: &Constraint) -> bool {
    let ConstraintKind::Unique(key) = &constraint.kind else {
        return false;
    };
    let mut earlier = true;
    table.constraints.iter().any(|other| {
        earlier &= other != constraint;
        match &other.kind {
            ConstraintKind::PrimaryKey(primary) => primary.columns == key.columns,
            ConstraintKind::Unique(unique) => earlier && unique.columns == key.columns,
            _ => false,
        }
    })
}

/// Drops a table. Foreign keys go first, each by itself: dropping the table would hold ACCESS EXCLUSIVE on the tables they
/// reference as well, and partitions, which go before their parent, are what one to itself depends on.
pub(super) fn drop_table(table: &Table, cx: &Lowering<'_>, out: &mut Operations) {
    let name = &table.name;
    for constraint in &table.constraints {
        if let ConstraintKind::ForeignKey(key) = &constraint.kind
            && (key.table != *name || table.partition_by.is_some())
        {
            out.add(constraint::drop_constraint(table, constraint, cx).because("its table is dropped"));
        }
    }
    let late = late::late_defaults(table, cx.pair.old.catalog());
    for column in &late {
        let clause = format!("ALTER COLUMN {} DROP DEFAULT", ident(&column.name));
        out.add(
            Operation::clause(OpCode::DropDefault, ObjectRef::column(name, &column.name), name, clause)
                .releases(late::used_by_default(table, column))
                .because("what it calls reads this table, and goes first"),
        );
    }
    // A partition is dropped after its parent is gone only if the parent stays; PostgreSQL drops both together otherwise.
    let mut releases = without_defaults(table, &late).references();
    releases.extend(cx.used_by_belongings(name));
    for constraint in &table.constraints {
        if matches!(constraint.kind, ConstraintKind::ForeignKey(_)) {
            continue;
        }
        if is_check(constraint) && calls_function_over(table, constraint, cx) {
            out.add(constraint::drop_constraint(table, constraint, cx).because("its table is dropped"));
        } else {
            releases.extend(constraint::needed(table, constraint, cx.pair.old.catalog()));
        }
    }
    let own = |object: &ObjectRef| {
        object.id.name == *name && matches!(object.kind, Kind::Table | Kind::Column | Kind::Constraint)
    };
    releases.retain(|object| !own(object));
    let columns = table.columns.iter().map(|column| ObjectRef::column(name, &column.name));
    let indexes = cx.old_indexes(name);
    let parent = table.partition_of.as_ref().filter(|partition| !cx.goes_away(&partition.parent));
    let detach = parent.map(|partition| partition::detach(table, partition, false, cx));
    // Its parent, which goes next, has to know.
    let above = table.partition_of.as_ref().filter(|_| detach.is_none()).map(|partition| &partition.parent);
    // Foreign keys that it has from above are its own once it is detached.
    let referenced = detach.iter().flat_map(|_| partition::referenced_from_above(table, cx));
    // The default partition, which goes too, would be locked along with any other: it goes before them.
    let is_default = |partition: &&&Table| {
        partition.partition_of.as_ref().is_some_and(|partition| partition.bound == PartitionBound::Default)
    };
    let beside = above.and_then(|parent| cx.old_partitions(parent).iter().find(is_default));
    let beside = beside.map(|partition| (partition.name == *name, rows_of(&partition.name)));
    let drop =
        Operation::new(OpCode::DropTable, table.object_ref(), format!("DROP TABLE {name}"))
            .on(name)
            .also_on_all(above, Lock::AccessExclusive)
            .drops_all(beside.iter().filter(|(own, _)| *own).map(|(_, rows)| rows.clone()))
            .creates_all(beside.iter().filter(|(own, _)| !own).map(|(_, rows)| rows.clone()))
            .also_on_all(referenced, Lock::AccessExclusive)
            .drops(table.object_ref())
            .drops_all(columns)
            .drops_all(indexes.iter().cloned())
            .drops_all(table.constraints.iter().map(|constraint| reference(table, constraint)))
            .releases(releases)
            .permission(PermissionKind::DropTable)
            .because("no longer in the model");
    out.recipe(detach.into_iter().flatten().chain([drop]));
}

/// The columns of the tables that a new one inherits from, as they are to be when it is made.
fn of_parents(table: &Table) -> impl Iterator<Item = ObjectRef> {
    let columns = table.inherited.keys();
    columns.flat_map(|column| table.inherits.iter().map(move |parent| ObjectRef::column(parent, column)))
}

fn without_defaults(table: &Table, late: &[&Column]) -> Table {
    let mut table = table.clone();
    for column in table.columns.iter_mut().filter(|column| late.iter().any(|late| late.name == column.name)) {
        column.default = None;
    }
    table
}

/// Whether a check calls a function that itself needs the table, as one over its rows does: it goes before both.
fn calls_function_over(table: &Table, check: &Constraint, cx: &Lowering<'_>) -> bool {
    let catalog = cx.pair.old.catalog();
    let called = constraint::needed(table, check, catalog);
    let functions = catalog.functions.values();
    functions
        .filter(|function| called.contains(&refs::function(&function.definition.name)))
        .any(|function| function.references().contains(&table.object_ref()))
}

/// A constraint of a table across kinds.
pub(super) fn reference(table: &Table, constraint: &Constraint) -> ObjectRef {
    ObjectRef::constraint(&table.name, constraint.name.as_deref().unwrap_or_default())
}

/// `ENABLE` or `DISABLE ROW LEVEL SECURITY`; enabled after the policies are there, since without any nobody sees a row.
pub(super) fn row_security(table: &Table, enabled: bool) -> Operation {
    let (code, word, back) = if enabled {
        (OpCode::EnableRowSecurity, "ENABLE", "DISABLE")
    } else {
        (OpCode::DisableRowSecurity, "DISABLE", "ENABLE")
    };
    Operation::clause(code, table.object_ref(), &table.name, format!("{word} ROW LEVEL SECURITY"))
        .needs([table.object_ref()])
        .because("row security")
        .undo(format!("ALTER TABLE {} {back} ROW LEVEL SECURITY", table.name))
}

/// `FORCE` or `NO FORCE ROW LEVEL SECURITY`.
pub(super) fn force_row_security(table: &Table, forced: bool) -> Operation {
    let (code, word, back) = if forced {
        (OpCode::EnableRowSecurity, "FORCE", "NO FORCE")
    } else {
        (OpCode::DisableRowSecurity, "NO FORCE", "FORCE")
    };
    Operation::clause(code, table.object_ref(), &table.name, format!("{word} ROW LEVEL SECURITY"))
        .needs([table.object_ref()])
        .because("row security for the owner")
        .undo(format!("ALTER TABLE {} {back} ROW LEVEL SECURITY", table.name))
}

/// `COMMENT ON TABLE`.
pub(super) fn table_comment(table: &Table) -> Operation {
    comment(OpCode::CommentOnRelation, table.object_ref(), &format!("TABLE {}", table.name), table.comment.as_deref())
        .on(&table.name)
}

/// `COMMENT ON COLUMN`.
pub(super) fn column_comment(table: &Table, column: &str, text: Option<&str>) -> Operation {
    let subject = format!("COLUMN {}.{}", table.name, ident(column));
    comment(OpCode::CommentOnRelation, ObjectRef::column(&table.name, column), &subject, text).on(&table.name)
}

/// `COMMENT ON CONSTRAINT`.
pub(super) fn constraint_comment(table: &Table, constraint: &Constraint) -> Operation {
    let name = constraint.name.as_deref().unwrap_or_default();
    let subject = format!("CONSTRAINT {} ON {}", ident(name), table.name);
    comment(OpCode::Comment, reference(table, constraint), &subject, constraint.comment.as_deref())
}

/// `COMMENT ON INDEX` for the index behind a constraint.
pub(super) fn index_comment(table: &Table, constraint: &Constraint) -> Operation {
    let index = constraint_index(table, constraint);
    let text = constraint.index_comment.as_deref();
    comment(OpCode::CommentOnRelation, reference(table, constraint), &format!("INDEX {index}"), text).on(&table.name)
}

/// The index behind a constraint, which has the constraint's name.
pub(super) fn constraint_index(table: &Table, constraint: &Constraint) -> ObjectName {
    let name = constraint.name.clone().unwrap_or_default();
    ObjectName { schema: table.name.schema.clone(), name }
}

/// Whether a table of this name is a partitioned one now.
pub(super) fn is_partitioned(table: &Table, cx: &Lowering<'_>) -> bool {
    cx.old_table(&table.name).is_some_and(|old| old.partition_by.is_some())
}

