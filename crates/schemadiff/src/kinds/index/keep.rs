//! How an index is kept: storage parameters, tablespace, statistics targets of its expressions. A constraint's index too.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::Index;
use crate::catalog::{ObjectRef, Pair, ident};
use crate::facts::{OpCode, Work};
use crate::kinds::ObjectKind;
use crate::kinds::view::option_operations;
use crate::lower::Operation;
use crate::plan::PermissionKind;

/// Storage parameters and tablespace.
#[derive(Clone, Copy, Debug)]
pub(in crate::kinds) struct Storage<'a> {
    /// `WITH (…)`.
    pub(in crate::kinds) parameters: &'a BTreeMap<String, String>,
    /// `TABLESPACE`.
    pub(in crate::kinds) tablespace: Option<&'a str>,
}

/// Makes the difference.
///
/// # Locks
/// Parameters take SHARE UPDATE EXCLUSIVE on the index for an instant. Another tablespace copies the index under ACCESS
/// EXCLUSIVE, and whoever plans a query on the table waits.
/// `on` is the relation whose users wait: that of an index that is an object of its own is the index.
pub(in crate::kinds) fn keep(
    index: &ObjectName,
    on: &ObjectName,
    target: &ObjectRef,
    storage: Pair<Storage<'_>>,
) -> Vec<Operation> {
    let Pair { old, new } = storage;
    let mut operations = option_operations(&Pair { old: old.parameters, new: new.parameters }, |clause| {
        Operation::new(OpCode::SetIndexParameters, target.clone(), format!("ALTER INDEX {index} {clause}"))
            .on(on)
            .needs([target.clone()])
            .because("other storage parameters; they hold for pages written from now on")
    });
    if old.tablespace != new.tablespace {
        let words = |tablespace: Option<&str>| {
            format!("ALTER INDEX {index} SET TABLESPACE {}", ident(tablespace.unwrap_or("pg_default")))
        };
        operations.push(
            Operation::new(OpCode::SetIndexTablespace, target.clone(), words(new.tablespace))
                .on(on)
                .needs([target.clone()])
                .permission(PermissionKind::Rewrite)
                .because("another tablespace: the index is copied")
                .undo(words(old.tablespace)),
        );
    }
    operations
}

impl Index {
    /// How it is kept.
    pub(super) fn storage(&self) -> Storage<'_> {
        let definition = &self.definition;
        Storage { parameters: &definition.parameters, tablespace: definition.tablespace.as_deref() }
    }

    /// Makes the difference. That of a partitioned table has no pages: another tablespace is for partitions to come.
    pub(super) fn keep(&self, old: &Self, is_partitioned: bool) -> Vec<Operation> {
        let storage = Pair { old: old.storage(), new: self.storage() };
        let operations = keep(&self.name, &self.name, &self.object_ref(), storage);
        let instant = |operation: Operation| {
            if operation.code != OpCode::SetIndexTablespace || !is_partitioned {
                return operation;
            }
            let operation = operation.harmless().because("for partitions to come");
            Operation { work: Work::Instant, permission: None, ..operation }
        };
        operations.into_iter().map(instant).collect()
    }

    /// What is said of it once it is there under its name: its comment, and its statistics targets.
    pub(in crate::kinds) fn said(&self) -> Vec<Operation> {
        let comment = self.comment.as_ref().map(|_| self.comment_operation());
        self.target_statistics(&BTreeMap::new()).into_iter().chain(comment).collect()
    }

    /// Sets the statistics targets that differ.
    pub(super) fn target_statistics(&self, old: &BTreeMap<u16, u16>) -> Vec<Operation> {
        let columns = old.keys().chain(self.statistics.keys().filter(|column| !old.contains_key(*column)));
        let words = |column: u16, targets: &BTreeMap<u16, u16>| {
            let target = targets.get(&column).map_or("-1".to_owned(), ToString::to_string);
            format!("ALTER INDEX {} ALTER COLUMN {column} SET STATISTICS {target}", self.name)
        };
        columns
            .filter(|column| old.get(*column) != self.statistics.get(*column))
            .map(|column| {
                Operation::new(OpCode::SetIndexStatistics, self.object_ref(), words(*column, &self.statistics))
                    .on(&self.name)
                    .needs([self.object_ref()])
                    .because("for the next ANALYZE")
                    .undo(words(*column, old))
            })
            .collect()
    }
}
