//! Recipes for indexes that keep the table readable and writable.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Column, ObjectName};

use super::Index;
use super::left::BESIDE;
use super::parts;
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, ident};
use crate::diff::Rename;
use crate::facts::OpCode;
use crate::kinds::table::marks_again;
use crate::kinds::ObjectKind;
use crate::lower::{Lowering, Operation, helper_name};
use crate::plan::Phase;
use crate::transition::Strategy;

/// What the name of an index that steps aside for its successor ends with.
pub(super) const ASIDE: &str = "_schemadiff_old";

/// The renames that bring back an index that stepped aside for one that is not wanted any more.
pub(crate) fn stepped_aside(old: &Catalog, new: &Catalog) -> Vec<Rename> {
    let mut renames = Vec::new();
    for wanted in new.indexes.values() {
        let in_schema = |name: String| ObjectName { schema: wanted.name.schema.clone(), name };
        let aside = ObjectId::named(in_schema(helper_name(&wanted.name.name, ASIDE)));
        let there = old.indexes.get(&aside);
        let serves = there.is_some_and(|there| {
            there.valid && there.table == wanted.table && there.definition == wanted.definition
        });
        let in_place = old.indexes.get(&wanted.id());
        let table = old.tables.get(&ObjectId::named(wanted.table.clone()));
        let is_marked = table.is_some_and(|table| {
            let mut marked = table.physical.clone();
            marked.rename_index(&wanted.name.name, "");
            marked != table.physical
        });
        if !serves || is_marked || in_place.is_some_and(|index| index.definition == wanted.definition) {
            continue;
        }
        let rename = |from: &ObjectName, to: &ObjectName| Rename {
            from: ObjectRef::named(Kind::Index, from),
            to: ObjectRef::named(Kind::Index, to),
        };
        if in_place.is_some() {
            renames.push(rename(&wanted.name, &in_schema(helper_name(&wanted.name.name, BESIDE))));
        }
        renames.push(rename(&aside.name, &wanted.name));
    }
    renames
}

/// Creates an index.
///
/// # Locks
/// On a table that this plan creates nobody waits. On any other, `CREATE INDEX CONCURRENTLY` holds SHARE UPDATE EXCLUSIVE.
/// It cannot run on a partitioned table (manual, "CREATE INDEX", "Building Indexes Concurrently"): there the index is
/// made `ON ONLY` the parent, built concurrently on each partition, and attached.
pub(crate) fn create(index: &Index, cx: &Lowering<'_>, reason: &str) -> Vec<Operation> {
    let mut operations = if cx.is_new_table(&index.table) || cx.is_rebuilt(&index.table) {
        let create = Operation::new(OpCode::CreateIndexNew, index.object_ref(), index.create_sql("", false));
        vec![finish(create, index, &format!("{reason}, on a table nobody uses yet"))]
    } else if let Some(table) = cx.old_table(&index.table).filter(|table| table.partition_by.is_some()) {
        parts::create(index, table, cx, reason)
    } else {
        vec![finish(concurrently(index), index, reason)]
    };
    operations.splice(0..0, parts::step_aside(index, cx));
    operations.extend(index.target_statistics(&BTreeMap::new()));
    operations.extend(index.comment.as_ref().map(|_| index.comment_operation()));
    if is_for_new_columns(index, cx) {
        for operation in &mut operations {
            operation.phase = Phase::Backfill;
        }
    }
    operations
}

/// Whether an index can be there before the old application is gone: of columns that it does not know it breaks no rule. It is
/// built when they are filled.
fn is_for_new_columns(index: &Index, cx: &Lowering<'_>) -> bool {
    let table = |canonical: &Canonical| {
        canonical.catalog().tables.get(&ObjectId::named(index.table.clone())).map(|table| table.columns.clone())
    };
    let (Some(old), Some(new)) = (table(cx.pair.old), table(cx.pair.new)) else { return false };
    let held = |column: &&Column| index.reads(&column.name);
    let is_new = |column: &Column| old.iter().all(|before| before.name != column.name);
    let held: Vec<&Column> = new.iter().filter(held).collect();
    cx.strategy(&index.table) == Strategy::ExpandContract
        && !held.is_empty()
        && held.iter().all(|column| is_new(column))
        && (index.definition.unique || held.iter().any(|column| column.not_null && column.default.is_none()))
}

/// Builds the new index beside the old one, which serves until then under another name.
///
/// Stopped in between, the old index is left under the other name, not in the model, and the next plan drops it.
pub(super) fn replace(old: &Index, new: &Index, cx: &Lowering<'_>, because: &str) -> Vec<Operation> {
    let partitioned = cx.old_table(&old.table).filter(|table| table.partition_by.is_some());
    // A column that changes under it would take the old index along.
    let disturbed = cx.disturbs_column(&old.references());
    if let Some(table) = partitioned.filter(|_| !disturbed)
        && let Some(operations) = parts::finish(old, new, table, cx)
    {
        return operations;
    }
    if partitioned.is_some() || disturbed || !old.valid || old.table != new.table {
        let drop = drop_index(old, cx).because(format!("created anew below: {because}")).in_phase(Phase::Expand);
        let again = create(new, cx, because).into_iter().chain(marks(new, cx));
        return std::iter::once(drop).chain(again).collect();
    }
    let aside = ObjectName { schema: old.name.schema.clone(), name: helper_name(&old.name.name, ASIDE) };
    let rename = Operation::new(
        OpCode::RenameIndex,
        old.object_ref(),
        format!("ALTER INDEX {} RENAME TO {}", old.name, ident(&aside.name)),
    )
    .on(&old.name)
    .creates(ObjectRef::named(Kind::Index, &aside))
    .because("keeps serving until its successor is built")
    .undo(format!("ALTER INDEX {aside} RENAME TO {}", ident(&old.name.name)));
    let drop = Operation::new(OpCode::DropIndexConcurrently, old.object_ref(), format!("DROP INDEX CONCURRENTLY {aside}"))
        .on(&old.table)
        .releases(old.references())
        .because("replaced");
    std::iter::once(rename).chain(create(new, cx, because)).chain(marks(new, cx)).chain([drop]).collect()
}

/// What the table says of the old index holds for its successor.
fn marks(index: &Index, cx: &Lowering<'_>) -> Vec<Operation> {
    marks_again(&index.table, &index.name.name, cx)
}

/// Drops and builds an index in the transaction in which a type under it is made anew: what it says in SQL is of the old
/// one. The table is locked and written anew by that transaction anyway.
pub(super) fn replace_in_place(old: &Index, new: &Index, because: &str) -> Vec<Operation> {
    let drop = Operation::new(OpCode::DropIndex, old.object_ref(), format!("DROP INDEX {}", old.name))
        .on(&old.table)
        .drops(old.object_ref())
        .releases(old.references())
        .because(format!("created anew below: {because}"));
    let create = Operation::new(OpCode::CreateIndex, new.object_ref(), new.create_sql("", false)).on(&new.table);
    let comment = new.comment.as_ref().map(|_| new.comment_operation());
    [drop, finish(create, new, "created anew")].into_iter().chain(comment).collect()
}

/// Drops an index: concurrently, except that of a partitioned table (manual, "DROP INDEX", `CONCURRENTLY`).
pub(crate) fn drop_index(index: &Index, cx: &Lowering<'_>) -> Operation {
    let partitioned = cx.old_table(&index.table).is_some_and(|table| table.partition_by.is_some());
    let (code, words) =
        if partitioned { (OpCode::DropIndex, "") } else { (OpCode::DropIndexConcurrently, "CONCURRENTLY ") };
    Operation::new(code, index.object_ref(), format!("DROP INDEX {words}{}", index.name))
        .on(&index.table)
        .drops(index.object_ref())
        .releases(index.references())
        .undo(index.create_sql(words, false))
}

pub(super) fn finish(create: Operation, index: &Index, reason: &str) -> Operation {
    create
        .needs(index.references())
        .creates(index.object_ref())
        .because(reason)
        .undo(format!("DROP INDEX {}", index.name))
}

pub(super) fn concurrently(index: &Index) -> Operation {
    let code = if index.definition.unique {
        OpCode::CreateUniqueIndexConcurrently
    } else {
        OpCode::CreateIndexConcurrently
    };
    Operation::new(code, index.object_ref(), index.create_sql("CONCURRENTLY ", false)).on(&index.table)
}
