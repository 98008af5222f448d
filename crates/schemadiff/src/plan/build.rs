//! From ordered operations to steps: which run together, with which timeouts, and what each does to others.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use schemadiff_sql::syntax::ObjectName;

use super::{Action, Allow, Change, Permission, PermissionKind, Plan, Statement, Step, Transaction};
use crate::canon::Canonical;
use crate::catalog::{Catalog, ObjectRef, Pair, Settings};
use crate::diff::{ChangeSet, Delta};
use crate::facts::{Hazard, InTransaction, Lock, OpCode, Work};
use crate::kinds::{self, InCatalog, Kind, KindVisitor};
use crate::lower::{Operation, Sql};
use crate::order::Ordered;
use crate::scope;
use crate::survey::Survey;

/// Milliseconds to wait for a lock. Longer than `deadlock_timeout` (1 s by default), or a waiter would give up before it
/// cancels the autovacuum that stands in its way.
const LOCK_TIMEOUT: u64 = 2_000;
/// Milliseconds that a statement may take which only changes the catalog.
const STATEMENT_TIMEOUT: u64 = 30_000;

/// Groups ordered operations into steps.
pub fn build(ordered: Ordered, changes: &ChangeSet, pair: Pair<&Canonical>, allow: &Allow) -> Plan {
    let mut steps: Vec<(Step, Shared)> = Vec::new();
    let groups = atomic_groups(&ordered.operations);
    let mut before = Before::new(&pair.old.catalog, changes);
    for (operation, group) in ordered.operations.into_iter().zip(groups) {
        let shared = Shared::of(&operation, group, &before);
        let step = step(&operation, &pair.new.settings);
        let clause = match (&operation.sql, operation.code) {
            (Sql::TableClause { table, clause }, OpCode::AddColumn | OpCode::SwapType) => {
                Some((table.clone(), clause.clone()))
            }
            _ => None,
        };
        let statement = statement(operation, pair.old, &before, allow);
        before.comes_after(&statement);
        match steps.last_mut() {
            Some((last, last_shared)) if last_shared.takes(&shared) && same_frame(last, &step) => {
                last_shared.join(&shared);
                last.statement_timeout = longer(last.statement_timeout, step.statement_timeout);
                match (clause, last.statements.last_mut()) {
                    (Some((table, clause)), Some(before)) if joins(before, &table, statement.code) => {
                        before.sql.push_str(&format!(",\n    {clause}"));
                        before.undo = joined_undo(before.undo.take(), statement.undo);
                    }
                    _ => last.statements.push(statement),
                }
            }
            _ => steps.push((
                Step {
                    statements: vec![statement],
                    ..step
                },
                shared,
            )),
        }
    }
    let steps: Vec<Step> = steps.into_iter().map(|(step, _)| step).collect();
    Plan {
        base: super::fingerprint::base(&steps, pair.old),
        database: pair.old.live.as_ref().map(|live| live.database.clone()),
        search_path: pair.new.search_path(),
        changes: summary(changes, pair.old),
        steps,
        doubts: Vec::new(),
        survey: surveyed(pair),
    }
}

/// What the survey found in the database that the plan is for, of what the model is about.
fn surveyed(pair: Pair<&Canonical>) -> Option<Survey> {
    let mut survey = pair.old.live.as_ref()?.survey.clone()?;
    let scope = &scope::effective(pair);
    survey.unmanaged.retain(|found| scope.takes_unmanaged(found));
    survey.out_of_scope = scope::count_out(scope, &pair.old.catalog);
    Some(survey)
}

/// What decides whether operations may share a transaction.
struct Shared {
    alone: bool,
    /// Relations that were there before and are locked.
    relations: Vec<ObjectName>,
    /// How long the locks are held: a scan is not to be shared.
    work: Work,
    recipe: u32,
    /// What has to be one change for everybody else; see [`atomic_groups`].
    group: Option<usize>,
}

impl Shared {
    fn of(operation: &Operation, group: Option<usize>, before: &Before<'_>) -> Self {
        let facts = operation.code.facts();
        let further = operation.further.iter().map(|(relation, _)| relation);
        let further = further.filter(|relation| before.has(relation));
        let mut relations: Vec<ObjectName> = operation
            .relations
            .iter()
            // The weakest lock is in nobody's way, whoever else holds one.
            .filter(|relation| {
                operation.lock > Some(Lock::AccessShare) && before.is_locked(operation.code, relation)
            })
            .chain(further)
            // The row type of nothing is in nobody's way either.
            .filter(|relation| !before.is_row_type(relation))
            .map(|relation| before.then(relation).clone())
            .collect();
        relations.sort();
        relations.dedup();
        Self {
            alone: facts.transaction != InTransaction::Together,
            relations,
            work: operation.work,
            recipe: operation.recipe,
            group,
        }
    }

    /// A transaction holds every lock until it ends. So only operations that lock the same relations, or none, for an
    /// instant, share one; those of one recipe, which is made for it; and those that are one change for everybody else.
    fn takes(&self, other: &Self) -> bool {
        if self.alone || other.alone {
            return false;
        }
        if (self.group.is_some() && self.group == other.group) || self.recipe == other.recipe {
            return true;
        }
        let instant = matches!(self.work, Work::Instant | Work::Rows)
            && matches!(other.work, Work::Instant | Work::Rows);
        let same =
            self.relations == other.relations || self.relations.is_empty() || other.relations.is_empty();
        instant && same
    }

    fn join(&mut self, other: &Self) {
        if self.relations.is_empty() {
            self.relations.clone_from(&other.relations);
        }
        self.work = self.work.max(other.work);
        self.recipe = other.recipe;
        self.group = other.group;
    }
}

/// For each operation, the stretch of the order that it has to share a transaction with: from the first to the last
/// operation of an atomic recipe, stretches that overlap taken together.
fn atomic_groups(operations: &[Operation]) -> Vec<Option<usize>> {
    let mut stretches: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (index, operation) in operations
        .iter()
        .enumerate()
        .filter(|(_, operation)| operation.atomic)
    {
        stretches.entry(operation.recipe).or_insert((index, index)).1 = index;
    }
    let mut stretches: Vec<(usize, usize)> = stretches.into_values().collect();
    stretches.sort_unstable();
    let mut groups = vec![None; operations.len()];
    let mut end = None;
    let mut group = 0;
    for (first, last) in stretches {
        if end.is_some_and(|end| first > end) {
            group += 1;
        }
        end = Some(end.map_or(last, |end: usize| end.max(last)));
        groups[first..=last].fill(Some(group));
    }
    groups
}

/// The relations that were there before the plan.
struct Before<'a> {
    old: &'a Catalog,
    /// Their names of then, by those that the plan gives them.
    earlier: BTreeMap<&'a ObjectName, &'a ObjectName>,
    /// Those that it has not given yet.
    to_come: BTreeMap<&'a ObjectName, &'a ObjectName>,
}

impl<'a> Before<'a> {
    fn new(old: &'a Catalog, changes: &'a ChangeSet) -> Self {
        let renames = changes.renames.iter();
        let earlier: BTreeMap<_, _> = renames
            .filter(|rename| rename.to.id.part.is_none())
            .map(|rename| (&rename.to.id.name, &rename.from.id.name))
            .collect();
        Self {
            old,
            to_come: earlier.clone(),
            earlier,
        }
    }

    /// Whether there is a relation for an operation to lock. The sequence of an identity is part of its column, and is only
    /// renamed where there is one.
    fn is_locked(&self, code: OpCode, name: &ObjectName) -> bool {
        code == OpCode::RenameSequence || self.has(name)
    }

    /// Whether a relation was there, under this name or the one that the plan takes from it.
    fn has(&self, name: &ObjectName) -> bool {
        existed(self.old, name) || existed(self.old, self.then(name))
    }

    /// The name that it had then.
    fn then<'n>(&self, name: &'n ObjectName) -> &'n ObjectName
    where
        'a: 'n,
    {
        self.earlier.get(name).copied().unwrap_or(name)
    }

    /// Takes note of a name that a statement gives.
    fn comes_after(&mut self, statement: &Statement) {
        if matches!(statement.code, OpCode::RenameTable | OpCode::RenameIndex) {
            self.to_come.remove(&statement.target.id.name);
        }
    }

    /// The name that it has now, while the plan is at this point.
    fn now<'n>(&self, name: &'n ObjectName) -> &'n ObjectName
    where
        'a: 'n,
    {
        self.to_come.get(name).copied().unwrap_or(name)
    }

    /// Whether it is a composite type, which has no rows.
    fn is_row_type(&self, name: &ObjectName) -> bool {
        let id = crate::catalog::ObjectId::named(name.clone());
        self.old.composite_types.contains(&id)
    }
}

fn existed(old: &Catalog, name: &ObjectName) -> bool {
    let id = crate::catalog::ObjectId::named(name.clone());
    old.tables.contains(&id)
        || old.foreign_tables.contains(&id)
        || old.views.contains(&id)
        || old.materialized_views.contains(&id)
        || old.indexes.contains(&id)
        || old.sequences.contains(&id)
        || old.composite_types.contains(&id)
}

fn same_frame(a: &Step, b: &Step) -> bool {
    a.phase == b.phase && a.transaction == b.transaction
}

fn step(operation: &Operation, settings: &Settings) -> Step {
    let transaction = match operation.code.facts().transaction {
        InTransaction::Together | InTransaction::Alone => Transaction::One,
        InTransaction::Never => Transaction::None,
        InTransaction::Batches => Transaction::Batches,
    };
    let lock_timeout = settings.lock_timeout.unwrap_or(LOCK_TIMEOUT);
    let statement_timeout = settings.statement_timeout.unwrap_or(STATEMENT_TIMEOUT);
    let (lock_timeout, statement_timeout) = match (transaction, operation.work) {
        // CONCURRENTLY waits for every transaction that was there before it, which `lock_timeout` would cut off, leaving an
        // invalid index; it blocks nobody meanwhile.
        (Transaction::None, _) => (0, 0),
        (Transaction::One, Work::Instant) => (lock_timeout, statement_timeout),
        // Long work under a lock that was free; how long depends on the data. A batch decides by its size.
        (Transaction::Batches, _)
        | (Transaction::One, Work::Scan | Work::Build | Work::Rewrite | Work::Rows) => (lock_timeout, 0),
    };
    Step {
        phase: operation.phase,
        transaction,
        lock_timeout,
        statement_timeout,
        statements: Vec::new(),
    }
}

fn statement(operation: Operation, old: &Canonical, before: &Before<'_>, allow: &Allow) -> Statement {
    let lock = operation.lock;
    let mut locks: Vec<(ObjectName, Lock)> = operation
        .relations
        .iter()
        .chain(&operation.reached)
        .filter(|relation| before.is_locked(operation.code, relation))
        .filter_map(|relation| lock.map(|lock| (relation.clone(), lock)))
        .collect();
    let further = operation
        .further
        .iter()
        .filter(|(relation, _)| before.has(relation));
    locks.extend(further.cloned());
    for (relation, _) in &mut locks {
        *relation = before.now(relation).clone();
    }
    locks.dedup();
    let shows_size = operation.work != Work::Instant || operation.hazards.contains(&Hazard::LosesData);
    let size = operation
        .relations
        .first()
        .filter(|_| shows_size)
        .and_then(|relation| old.sizes.get(relation))
        .copied();
    let wanted = operation
        .permission
        .clone()
        .or_else(|| blocking(&operation, &locks));
    let permission = wanted.map(|(kind, object)| Permission {
        kind,
        object: object.path(),
        given: allow.permits(kind, &object),
    });
    let target = built_index(&operation).unwrap_or(operation.target);
    let sql = match operation.sql {
        Sql::Statement(sql) => sql,
        Sql::TableClause { table, clause } => format!("ALTER TABLE {table} {clause}"),
    };
    Statement {
        sql,
        backfill: operation.backfill,
        code: operation.code,
        target,
        locks,
        work: operation.work,
        hazards: operation.hazards,
        permission,
        size,
        reason: operation.reason,
        undo: operation.undo,
    }
}

/// The permission for keeping others from a relation for as long as it has rows; there is no way around it where an
/// operation says that it does so.
fn blocking(operation: &Operation, locks: &[(ObjectName, Lock)]) -> Option<(PermissionKind, ObjectRef)> {
    let kind = match operation.work {
        Work::Rewrite => PermissionKind::Rewrite,
        Work::Scan | Work::Build => PermissionKind::Block,
        Work::Instant | Work::Rows => return None,
    };
    let (relation, _) = locks.iter().find(|(_, lock)| lock.blocks_writes())?;
    Some((kind, ObjectRef::named(Kind::Table, relation)))
}

/// The index that an operation builds, where it is built for something else: an interruption leaves it behind by its name.
fn built_index(operation: &Operation) -> Option<ObjectRef> {
    let builds = operation.hazards.contains(&Hazard::MayLeaveInvalid);
    let index = operation.creates.iter().find(|object| object.kind == Kind::Index);
    index.filter(|_| builds).cloned()
}

/// Whether a clause that adds a column to a table, or converts one, can join a statement that does so: one statement is one
/// pass over the catalog or the rows, and one lock.
fn joins(statement: &Statement, table: &ObjectName, code: OpCode) -> bool {
    statement.code == code && statement.target.id.name == *table
}

fn joined_undo(first: Option<String>, second: Option<String>) -> Option<String> {
    Some(format!("{}; {}", second?, first?))
}

/// The longer of two timeouts, of which 0 is without end.
fn longer(a: u64, b: u64) -> u64 {
    if a == 0 || b == 0 { 0 } else { a.max(b) }
}

/// What changes, one line per object.
fn summary(changes: &ChangeSet, old: &Canonical) -> Vec<Change> {
    struct Collect<'a>(&'a ChangeSet, &'a Canonical, Vec<Change>);
    impl KindVisitor for Collect<'_> {
        fn visit<K: InCatalog>(&mut self) {
            for delta in K::deltas(self.0) {
                let (object, action, details) = match delta {
                    // Of what is made here, access is a part.
                    Delta::Create(_) if K::KIND == Kind::Access => continue,
                    Delta::Create(new) => (new.object_ref(), Action::Create, Vec::new()),
                    // Rows that are required no longer stay where they are.
                    Delta::Drop(_) if K::KIND == Kind::Seed => continue,
                    Delta::Drop(old) => (old.object_ref(), Action::Drop, Vec::new()),
                    Delta::Replace { new, because, .. } => {
                        (new.object_ref(), Action::Replace, vec![because.clone()])
                    }
                    Delta::Alter {
                        old, new, changes, ..
                    } => (
                        new.object_ref(),
                        Action::Alter,
                        K::details(Pair { old, new }, changes),
                    ),
                };
                let size = matches!(action, Action::Drop | Action::Alter)
                    .then(|| self.1.sizes.get(&object.id.name))
                    .flatten();
                self.2.push(Change {
                    size: size.copied(),
                    object,
                    action,
                    details,
                });
            }
        }
    }
    let mut collect = Collect(changes, old, Vec::new());
    kinds::for_each(&mut collect);
    let renamed = changes.renames.iter().map(|rename| Change {
        object: renamed_object(&rename.to),
        action: Action::Alter,
        details: vec![match &rename.from.id.part {
            Some(part) => format!(
                "{} `{part}` renamed to `{}`",
                if rename.to.kind == Kind::EnumValue {
                    "value"
                } else {
                    rename.to.kind.words()
                },
                rename.to.id.part.as_deref().unwrap_or_default()
            ),
            None => format!("renamed from `{}`", rename.from.path()),
        }],
        size: None,
    });
    let ended = changes.ended.iter().map(|transition| Change {
        object: ObjectRef::named(Kind::Table, transition.table()),
        action: Action::Alter,
        details: vec![transition.end_words()],
        size: None,
    });
    let mut all: BTreeMap<(ObjectRef, Action), Change> = BTreeMap::new();
    for change in renamed.chain(ended).chain(collect.2) {
        match all.entry((change.object.clone(), change.action)) {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.details.extend(change.details);
                known.size = known.size.or(change.size);
            }
            Entry::Vacant(place) => drop(place.insert(change)),
        }
    }
    all.into_values().collect()
}

/// A rename of a column is a change of its table, that of a value one of its enum.
fn renamed_object(object: &ObjectRef) -> ObjectRef {
    match object.kind {
        Kind::EnumValue => ObjectRef::named(Kind::EnumType, &object.id.name),
        Kind::Column => ObjectRef::named(Kind::Table, &object.id.name),
        _ => object.clone(),
    }
}
