//! One thing the server will be asked to do, before anybody knows when.

use schemadiff_sql::syntax::ObjectName;

use crate::catalog::{Kind, ObjectRef};
use crate::facts::{Hazard, Lock, OpCode, Work};
use crate::plan::{Backfill, PermissionKind, Phase};

/// One thing the server will be asked to do. Its text is never read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The row of the facts table.
    pub code: OpCode,
    /// What it is about.
    pub target: ObjectRef,
    /// The SQL.
    pub sql: Sql,
    /// What the batches are of, for one that fills rows in batches.
    pub backfill: Option<Backfill>,
    /// What exists, or has its wanted form, afterwards.
    pub creates: Vec<ObjectRef>,
    /// What exists afterwards for those who only read it by name, and is made by a later operation for all others.
    pub stands_in: Vec<ObjectRef>,
    /// What exists no longer.
    pub drops: Vec<ObjectRef>,
    /// What must exist in its wanted form when it runs.
    pub needs: Vec<ObjectRef>,
    /// Like `needs`, but only as far as a text can be understood: such an edge gives way when it closes a circle.
    pub may_need: Vec<ObjectRef>,
    /// What is used no longer afterwards, and may then be altered or dropped.
    pub releases: Vec<ObjectRef>,
    /// Operations of one recipe keep their order.
    pub recipe: u32,
    /// Whether the recipe is one change for everybody else: nobody may see an object dropped and not yet created anew.
    pub atomic: bool,
    /// Relations that the lock of the facts is on.
    pub relations: Vec<ObjectName>,
    /// Partitions of these relations, which are locked like them.
    pub reached: Vec<ObjectName>,
    /// Whether it says `ONLY`, and so does not go down to partitions and heirs.
    pub only: bool,
    /// Where the facts of this one operation differ from the row's.
    pub lock: Option<Lock>,
    /// Relations that are locked in another mode.
    pub further: Vec<(ObjectName, Lock)>,
    /// What the server does meanwhile.
    pub work: Work,
    /// The phase that it belongs to by itself.
    pub phase: Phase,
    /// What may go wrong.
    pub hazards: Vec<Hazard>,
    /// The permission it needs.
    pub permission: Option<(PermissionKind, ObjectRef)>,
    /// Why it is there, as a sentence fragment.
    pub reason: String,
    /// SQL that undoes it, where that loses nothing.
    pub undo: Option<String>,
}

/// The text of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sql {
    /// A statement, without a semicolon.
    Statement(String),
    /// A clause of `ALTER TABLE`.
    TableClause {
        /// The table.
        table: ObjectName,
        /// The clause.
        clause: String,
    },
}

impl Operation {
    /// An operation with the facts of its code, on no relation yet.
    pub fn new(code: OpCode, target: ObjectRef, sql: impl Into<String>) -> Self {
        Self::with(code, target, Sql::Statement(sql.into()))
    }

    /// A clause of `ALTER TABLE`, which locks that table.
    pub fn clause(code: OpCode, target: ObjectRef, table: &ObjectName, clause: impl Into<String>) -> Self {
        let sql = Sql::TableClause {
            table: table.clone(),
            clause: clause.into(),
        };
        Self::with(code, target, sql)
            .on(table)
            .needs([ObjectRef::named(Kind::Table, table)])
    }

    fn with(code: OpCode, target: ObjectRef, sql: Sql) -> Self {
        let facts = code.facts();
        Self {
            code,
            target,
            sql,
            backfill: None,
            creates: Vec::new(),
            stands_in: Vec::new(),
            drops: Vec::new(),
            needs: Vec::new(),
            may_need: Vec::new(),
            releases: Vec::new(),
            recipe: 0,
            atomic: false,
            relations: Vec::new(),
            only: false,
            reached: Vec::new(),
            lock: facts.lock,
            further: Vec::new(),
            work: facts.work,
            phase: facts.phase,
            hazards: facts.hazards.to_vec(),
            permission: None,
            reason: String::new(),
            undo: None,
        }
    }

    /// Names a relation that it locks.
    pub fn on(mut self, relation: &ObjectName) -> Self {
        self.relations.push(relation.clone());
        self
    }

    /// Names a relation that it locks in a mode of its own.
    pub fn also_on(mut self, relation: &ObjectName, lock: Lock) -> Self {
        self.further.push((relation.clone(), lock));
        self
    }

    /// Names several relations that it locks in a mode of their own.
    pub fn also_on_all<'a>(self, relations: impl IntoIterator<Item = &'a ObjectName>, lock: Lock) -> Self {
        relations
            .into_iter()
            .fold(self, |operation, relation| operation.also_on(relation, lock))
    }

    /// Takes another lock than its code says, where that depends on what it is about.
    pub fn locking(mut self, lock: Lock) -> Self {
        self.lock = Some(lock);
        self
    }

    /// Names something that exists, or has its wanted form, afterwards.
    pub fn creates(mut self, object: ObjectRef) -> Self {
        self.creates.push(object);
        self
    }

    /// Names several things that exist afterwards.
    pub fn creates_all(mut self, objects: impl IntoIterator<Item = ObjectRef>) -> Self {
        self.creates.extend(objects);
        self
    }

    /// Names something that stands in for what a later operation makes.
    pub fn stands_in(mut self, object: ObjectRef) -> Self {
        self.stands_in.push(object);
        self
    }

    /// Names something that exists no longer.
    pub fn drops(mut self, object: ObjectRef) -> Self {
        self.drops.push(object);
        self
    }

    /// Names several things that exist no longer.
    pub fn drops_all(mut self, objects: impl IntoIterator<Item = ObjectRef>) -> Self {
        self.drops.extend(objects);
        self
    }

    /// Names things that must exist when it runs.
    pub fn needs(mut self, objects: impl IntoIterator<Item = ObjectRef>) -> Self {
        self.needs.extend(objects);
        self
    }

    /// Names things that it probably needs.
    pub fn may_need(mut self, objects: impl IntoIterator<Item = ObjectRef>) -> Self {
        self.may_need.extend(objects);
        self
    }

    /// Names things that it stops using.
    pub fn releases(mut self, objects: impl IntoIterator<Item = ObjectRef>) -> Self {
        self.releases.extend(objects);
        self
    }

    /// Puts it in another phase than its code's.
    pub fn in_phase(mut self, phase: Phase) -> Self {
        self.phase = phase;
        self
    }

    /// Adds a hazard.
    pub fn hazard(mut self, hazard: Hazard) -> Self {
        if !self.hazards.contains(&hazard) {
            self.hazards.push(hazard);
        }
        self
    }

    /// Takes all hazards off: the operation is part of something that avoids them.
    pub fn harmless(mut self) -> Self {
        self.hazards.clear();
        self
    }

    /// Asks for permission on its target.
    pub fn permission(mut self, kind: PermissionKind) -> Self {
        self.permission = Some((kind, self.target.clone()));
        self
    }

    /// Makes it one change, for everybody else, with the others of its recipe that are.
    pub fn atomically(mut self) -> Self {
        self.atomic = true;
        self
    }

    /// Says why it is there.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// Says how to undo it, where that loses nothing.
    pub fn undo_if(self, lossless: bool, sql: impl FnOnce() -> String) -> Self {
        if lossless { self.undo(sql()) } else { self }
    }

    /// Says how to undo it.
    pub fn undo(mut self, sql: impl Into<String>) -> Self {
        self.undo = Some(sql.into());
        self
    }
}

/// Collects operations, recipe by recipe.
#[derive(Debug, Default)]
pub struct Operations {
    list: Vec<Operation>,
    recipe: u32,
}

impl Operations {
    /// Adds an operation that keeps no order but what its needs ask for.
    pub fn add(&mut self, operation: Operation) {
        self.recipe([operation]);
    }

    /// Adds operations that keep their order.
    pub fn recipe(&mut self, operations: impl IntoIterator<Item = Operation>) {
        self.recipe += 1;
        let recipe = self.recipe;
        self.list.extend(
            operations
                .into_iter()
                .map(|operation| Operation { recipe, ..operation }),
        );
    }

    /// Adds operations that keep their order and are one change for everybody else.
    pub fn atomic(&mut self, operations: impl IntoIterator<Item = Operation>) {
        self.recipe(operations.into_iter().map(|operation| Operation {
            atomic: true,
            ..operation
        }));
    }

    /// The operations so far.
    pub(crate) fn list(&self) -> &[Operation] {
        &self.list
    }

    /// Puts what goes with an operation right after it, into its recipe.
    pub(crate) fn woven(self, mut beside: impl FnMut(&Operation) -> Vec<Operation>) -> Self {
        let mut list = Vec::with_capacity(self.list.len());
        for operation in self.list {
            let extras = beside(&operation);
            let (recipe, atomic, phase) = (operation.recipe, operation.atomic, operation.phase);
            list.push(operation);
            list.extend(extras.into_iter().map(|extra| Operation {
                recipe,
                atomic,
                phase,
                ..extra
            }));
        }
        Self { list, ..self }
    }

    /// All operations, in the order they were added.
    pub fn into_list(self) -> Vec<Operation> {
        self.list
    }
}
