//! The second leg: one transaction that reads no row.

use std::collections::BTreeSet;

use super::{Numbered, Parting, Table, table};
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, ident};
use crate::diff::Rename;
use crate::facts::{Hazard, InTransaction, Lock, OpCode};
use crate::kinds::ObjectKind;
use crate::kinds::table::partition::Helper;
use crate::kinds::table::{PartitionOf, constraint, create};
use crate::lower::{Lowering, Operation, Operations, helper_name, raise_if_any};
use crate::plan::Phase;
use schemadiff_sql::quote;
use schemadiff_sql::syntax::{Constraint, ObjectName, PartitionBound};

/// What the transaction begins with, and how it goes on with numbers that were given out.
///
/// # Locks
/// ACCESS EXCLUSIVE on the table from its first statement on, so that nobody writes a row or takes a number meanwhile; on the
/// tables that reference it or that it references, for the same instant.
pub(crate) fn lower(cx: &Lowering<'_>, out: &mut Operations) {
    for parting in &cx.changes().partings {
        out.recipe(parting.begin(cx));
        out.recipe(parting.numbered.iter().flat_map(|numbered| parting.go_on(numbered)));
        out.add(parting.analyze());
    }
}

impl Parting {
    /// The names that it gives up and those that it takes.
    pub(crate) fn renames(&self) -> Vec<Rename> {
        let rename = |kind, from: &ObjectName, to: &ObjectName| Rename {
            from: ObjectRef::named(kind, from),
            to: ObjectRef::named(kind, to),
        };
        let indexes = self.indexes.iter().map(|(from, to)| rename(Kind::Index, from, to));
        std::iter::once(rename(Kind::Table, &self.parent, &self.partition)).chain(indexes).collect()
    }

    /// What is known of the rows is known of the partition: of all partitions together nobody gathers anything by itself
    /// (manual, "Routine Vacuuming", "Updating Planner Statistics").
    fn analyze(&self) -> Operation {
        let parent = ObjectRef::named(Kind::Table, &self.parent);
        Operation::new(OpCode::Analyze, parent.clone(), format!("ANALYZE {}", self.parent))
            .on(&self.partition)
            .needs([parent])
            .because("the planner knows nothing of the partitioned table, and autovacuum does not tell it")
    }

    /// Proves the bound while the table is in use under the name that its parent takes.
    pub(in crate::kinds::table) fn prove(
        &self,
        check: &Helper,
        partition: &PartitionOf,
        cx: &Lowering<'_>,
    ) -> Vec<Operation> {
        let former = &self.parent;
        let mut check = check.clone();
        check.table.clone_from(former);
        let message = format!("table {former} holds rows that the partition which it is to become does not take");
        let hint = "Give the partition a bound that takes them, or move them out first.";
        let sql = raise_if_any(former, &format!("({}) IS NOT TRUE", check.condition), &message, hint);
        let look = Operation::new(OpCode::CheckPartitionRows, ObjectRef::named(Kind::Table, former), sql)
            .on(former)
            .because("no row may be outside of the bound");
        let takes_all = partition.bound == PartitionBound::Default;
        let prove = std::iter::once(look).chain(check.prove(partition, cx));
        let prove = prove.map(|operation| operation.in_phase(Phase::Contract));
        prove
            .map(|operation| match operation.code {
                OpCode::AddCheckNotValid if !takes_all => operation.hazard(Hazard::RefusesRows),
                _ => operation,
            })
            .collect()
    }

    fn begin(&self, cx: &Lowering<'_>) -> Vec<Operation> {
        let rename = Rename {
            from: ObjectRef::named(Kind::Table, &self.parent),
            to: ObjectRef::named(Kind::Table, &self.partition),
        };
        let mut operations: Vec<Operation> = rename
            .statements()
            .into_iter()
            .map(|operation| operation.harmless().because("becomes a partition of the table that takes its name"))
            .collect();
        let partition = Table::new(self.partition.clone());
        for (old, to) in &self.constraints {
            let new = Constraint { name: Some(to.clone()), ..old.clone() };
            let renamed = constraint::rename(&partition, old, &new).into_iter();
            operations.extend(renamed.map(|operation| operation.harmless().because("gives its name to that of the partitioned table")));
        }
        for (constraint, (own, index)) in &self.said_of {
            operations.extend(own.then(|| create::constraint_comment(&partition, constraint)));
            operations.extend(index.then(|| create::index_comment(&partition, constraint)));
        }
        for (from, to) in &self.indexes {
            let (before, after) = (ObjectRef::named(Kind::Index, from), ObjectRef::named(Kind::Index, to));
            let now = ObjectName { schema: to.schema.clone(), ..from.clone() };
            operations.push(
                Operation::new(OpCode::RenameIndex, after.clone(), format!("ALTER INDEX {now} RENAME TO {}", ident(&to.name)))
                    .on(from)
                    .drops(before)
                    .creates(after)
                    .harmless()
                    .because("gives its name to that of the partitioned table"),
            );
        }
        for numbered in &self.numbered {
            let aside = numbered.aside();
            let target = ObjectRef::column(&self.partition, &numbered.column);
            operations.push(
                Operation::new(
                    OpCode::RenameSequence,
                    target,
                    format!("ALTER SEQUENCE {} RENAME TO {}", numbered.from, ident(&aside.name)),
                )
                .on(&numbered.from)
                .harmless()
                .because("steps aside for that of the partitioned table"),
            );
        }
        for (table, key) in &self.referenced_by {
            let mut drop = constraint::drop_constraint(table, key, cx).also_on(&self.partition, Lock::AccessExclusive);
            drop.relations.retain(|relation| *relation != self.parent);
            operations.push(drop.harmless().in_phase(Phase::Contract).because("references the partitioned table next"));
        }
        // Everything else speaks of the table as it is called then, and comes after all of it.
        for operation in &mut operations {
            operation.needs.clear();
            operation.creates.clear();
            operation.drops.clear();
            operation.releases.clear();
        }
        if let Some(last) = operations.pop() {
            operations.push(last.creates(self.out_of_the_way()));
        }
        operations
    }

    /// The partitioned table counts on where the table has stopped, whose own numbers then end.
    fn go_on(&self, numbered: &Numbered) -> [Operation; 2] {
        let aside = numbered.aside();
        let column = ObjectRef::column(&self.parent, &numbered.column);
        let sql = format!(
            "SELECT setval({}, last_value, is_called) FROM {aside}",
            quote::literal(&numbered.to.to_string())
        );
        let carry = Operation::new(OpCode::AdvanceSequence, column.clone(), sql)
            .on(&self.partition)
            .locking(Lock::AccessShare)
            .needs([ObjectRef::named(Kind::Table, &self.parent), column])
            .needs([self.out_of_the_way()])
            .because("goes on with the numbers of the table");
        let own = ObjectRef::column(&self.partition, &numbered.column);
        let clause = format!("ALTER COLUMN {} DROP IDENTITY", ident(&numbered.column));
        let drop = Operation::clause(OpCode::DropIdentity, own, &self.partition, clause)
            .harmless()
            .in_phase(Phase::Contract)
            .creates(self.counted())
            .because("numbered by the partitioned table from here on");
        [carry, drop]
    }

    /// That the names of the table and its parts are free, as something to be needed: no constraint has this name.
    fn out_of_the_way(&self) -> ObjectRef {
        ObjectRef::constraint(&self.partition, "(out of the way)")
    }

    /// That the table numbers no rows any more.
    fn counted(&self) -> ObjectRef {
        ObjectRef::constraint(&self.partition, "(counted)")
    }
}

impl Numbered {
    fn aside(&self) -> ObjectName {
        ObjectName { schema: self.from.schema.clone(), name: helper_name(&self.from.name, "_schemadiff_old") }
    }
}

/// Tells the operations of the second leg what they come after: all that speaks of the table by its new name after it has it,
/// and its attachment after it numbers no rows any more and the partitioned table has everything that the two have in common.
///
/// What the table gives up and the partitioned table has is nothing that anybody loses.
pub(crate) fn around(operations: &mut [Operation], partings: &[Parting], new: &Catalog) {
    let begins = |operation: &&Operation| {
        partings.iter().any(|parting| operation.creates.contains(&parting.out_of_the_way()))
    };
    let first: BTreeSet<u32> = operations.iter().filter(begins).map(|operation| operation.recipe).collect();
    for parting in partings {
        let parent = ObjectRef::named(Kind::Table, &parting.parent);
        let common = table(new, &parting.parent).into_iter().flat_map(|table| {
            let named = table.constraints.iter().filter_map(|constraint| constraint.name.as_deref());
            named.map(|name| ObjectRef::constraint(&parting.parent, name))
        });
        let triggers = new.triggers.parts_of(&parting.parent).map(ObjectKind::object_ref);
        let common: Vec<ObjectRef> = common.chain(triggers).collect();
        for operation in operations.iter_mut().filter(|operation| !first.contains(&operation.recipe)) {
            operation.needs.push(parting.out_of_the_way());
            let is_own = operation.target.id.name == parting.partition;
            match operation.code {
                OpCode::AttachPartition | OpCode::AttachPartitionUnproven if is_own => {
                    operation.needs.push(parting.counted());
                    operation.needs.push(parent.clone());
                    operation.needs.extend(common.iter().cloned());
                }
                OpCode::DropTrigger | OpCode::DropPolicy if is_own => {
                    let part = operation.target.id.part.clone().unwrap_or_default();
                    let id = ObjectId::part(parting.parent.clone(), part);
                    if new.triggers.contains(&id) || new.policies.contains(&id) {
                        operation.permission = None;
                        operation.hazards.clear();
                        "the partitioned table has it from here on".clone_into(&mut operation.reason);
                    }
                }
                OpCode::Revoke if operation.target.id.name == parting.partition => {
                    operation.permission = None;
                    operation.hazards.clear();
                    "who may use the table uses it by the name that the partitioned table has".clone_into(&mut operation.reason);
                }
                _ => {}
            }
        }
    }
}

/// Whether an operation proves something of the table while it has its old name: it belongs to the first leg.
pub(crate) fn is_proof(operation: &Operation, partings: &[Parting]) -> bool {
    matches!(operation.code, OpCode::CheckPartitionRows | OpCode::AddCheckNotValid | OpCode::ValidateConstraint)
        && partings.iter().any(|parting| operation.target.id.name == parting.parent)
}

/// Makes the operations of the second leg, in their order, one transaction; what reads rows comes after it, while everybody
/// works on.
pub(crate) fn together(operations: Vec<Operation>, partings: &[Parting]) -> Vec<Operation> {
    if partings.is_empty() {
        return operations;
    }
    let recipe = operations.iter().map(|operation| operation.recipe).max().unwrap_or_default() + 1;
    let mut later: BTreeSet<u32> = BTreeSet::new();
    let (mut within, mut after) = (Vec::new(), Vec::new());
    for mut operation in operations {
        for parting in partings {
            // The partitioned table is nobody's before the transaction ends.
            if operation.code != OpCode::RenameTable {
                operation.relations.retain(|relation| *relation != parting.parent);
            }
            operation.reached.retain(|relation| *relation != parting.parent);
            operation.further.retain(|(relation, _)| *relation != parting.parent);
        }
        operation.phase = Phase::Contract;
        let reads = matches!(operation.code, OpCode::ValidateConstraint | OpCode::ValidateNotNull)
            || operation.code.facts().transaction != InTransaction::Together;
        if reads || later.contains(&operation.recipe) {
            later.insert(operation.recipe);
            after.push(operation);
        } else {
            within.push(Operation { recipe, atomic: true, ..operation });
        }
    }
    within.append(&mut after);
    within
}
