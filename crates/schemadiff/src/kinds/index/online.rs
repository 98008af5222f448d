//! Recipes for indexes that keep the table readable and writable.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::Index;
use crate::catalog::{ObjectId, ObjectRef, ident};
use crate::facts::{Lock, OpCode};
use crate::kinds::table::marks_again;
use crate::kinds::{ObjectKind, Table};
use crate::lower::{Lowering, Operation, helper_name};
use crate::plan::Phase;

/// Creates an index.
///
/// # Locks
/// On a table that this plan creates nobody waits. On any other, `CREATE INDEX CONCURRENTLY` holds SHARE UPDATE EXCLUSIVE.
/// It cannot run on a partitioned table (manual, "CREATE INDEX", "Building Indexes Concurrently"): there the index is
/// made `ON ONLY` the parent, built concurrently on each partition, and attached.
pub(super) fn create(index: &Index, cx: &Lowering<'_>, reason: &str) -> Vec<Operation> {
    let mut operations = if cx.is_new_table(&index.table) || cx.is_rebuilt(&index.table) {
        let create = Operation::new(OpCode::CreateIndexNew, index.object_ref(), index.create_sql("", false));
        vec![finish(create, index, &format!("{reason}, on a table nobody uses yet"))]
    } else if let Some(table) = cx.old_table(&index.table).filter(|table| table.partition_by.is_some()) {
        create_partitioned(index, table, cx, reason)
    } else {
        vec![finish(concurrently(index), index, reason)]
    };
    operations.extend(index.target_statistics(&BTreeMap::new()));
    operations.extend(index.comment.as_ref().map(|_| index.comment_operation()));
    operations
}

/// Builds the new index beside the old one, which serves until then under another name.
///
/// Stopped in between, the old index is left under the other name, not in the model, and the next plan drops it.
pub(super) fn replace(old: &Index, new: &Index, cx: &Lowering<'_>, because: &str) -> Vec<Operation> {
    let partitioned = cx.old_table(&old.table).is_some_and(|table| table.partition_by.is_some());
    // A column that changes under it would take the old index along.
    let disturbed = cx.disturbs_column(&old.references());
    if partitioned || disturbed || !old.valid || old.table != new.table {
        let drop = drop_index(old, cx).because(format!("created anew below: {because}")).in_phase(Phase::Expand);
        let again = create(new, cx, because).into_iter().chain(marks(new, cx));
        return std::iter::once(drop).chain(again).collect();
    }
    let aside = ObjectName { schema: old.name.schema.clone(), name: helper_name(&old.name.name, "_schemadiff_old") };
    let rename = Operation::new(
        OpCode::RenameIndex,
        old.object_ref(),
        format!("ALTER INDEX {} RENAME TO {}", old.name, ident(&aside.name)),
    )
    .on(&old.name)
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
pub(super) fn drop_index(index: &Index, cx: &Lowering<'_>) -> Operation {
    let partitioned = cx.old_table(&index.table).is_some_and(|table| table.partition_by.is_some());
    let (code, words) =
        if partitioned { (OpCode::DropIndex, "") } else { (OpCode::DropIndexConcurrently, "CONCURRENTLY ") };
    Operation::new(code, index.object_ref(), format!("DROP INDEX {words}{}", index.name))
        .on(&index.table)
        .drops(index.object_ref())
        .releases(index.references())
        .undo(index.create_sql(words, false))
}

fn finish(create: Operation, index: &Index, reason: &str) -> Operation {
    create
        .needs(index.references())
        .creates(index.object_ref())
        .because(reason)
        .undo(format!("DROP INDEX {}", index.name))
}

fn concurrently(index: &Index) -> Operation {
    let code = if index.definition.unique {
        OpCode::CreateUniqueIndexConcurrently
    } else {
        OpCode::CreateIndexConcurrently
    };
    Operation::new(code, index.object_ref(), index.create_sql("CONCURRENTLY ", false)).on(&index.table)
}

fn create_partitioned(index: &Index, table: &Table, cx: &Lowering<'_>, reason: &str) -> Vec<Operation> {
    let only = Operation::new(OpCode::CreateIndexOnly, index.object_ref(), index.create_sql("", true)).on(&index.table);
    let mut operations = vec![finish(only, index, &format!("{reason}; invalid until every partition has its part"))];
    let phase = if index.definition.unique { Phase::Contract } else { Phase::Expand };
    for partition in cx.old_partitions(&table.name) {
        // A partition that this plan drops or creates needs no part: it goes away, or gets one as it is attached.
        let kept = cx.pair.new.catalog().tables.contains(&ObjectId::named(partition.name.clone()));
        if !kept {
            continue;
        }
        let part = Index {
            name: cx.free_name(|names| names.choose_index(&partition.name, &index.definition)),
            table: partition.name.clone(),
            definition: index.definition.clone(),
            valid: true,
            statistics: BTreeMap::new(),
            comment: None,
        };
        if partition.partition_by.is_some() {
            operations.extend(create_partitioned(&part, partition, cx, "the part of a partition"));
        } else {
            operations.push(
                concurrently(&part)
                    .needs([ObjectRef::named(crate::catalog::Kind::Table, &partition.name)])
                    .because(format!("the part of `{}` that partition `{}` holds", index.name.name, partition.name.name)),
            );
        }
        let attach = format!("ALTER INDEX {} ATTACH PARTITION {}", index.name, part.name);
        operations.push(
            Operation::new(OpCode::AttachIndex, index.object_ref(), attach)
                .on(&index.name)
                .also_on(&part.name, Lock::AccessExclusive)
                .in_phase(phase)
                .because("becomes valid with the last one"),
        );
    }
    operations
}
