//! The plan: what will be run, in which transactions, with which timeouts, and what each statement does to others.

mod build;
mod fingerprint;
mod permission;

use std::collections::BTreeMap;

pub use build::build;
pub use fingerprint::drift;
pub use permission::{Allow, Permission, PermissionKind};

use crate::catalog::{ObjectRef, Size};
use crate::facts::{Hazard, Lock, OpCode, Work};
use crate::survey::Survey;
use schemadiff_sql::syntax::ObjectName;

/// What will be run, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the objects that the plan touches looked like when it was made: a hash of each, or `absent`, by the words for
    /// it. See [`drift`].
    pub base: BTreeMap<String, String>,
    /// The database that the plan was made for, when it was a live one.
    pub database: Option<String>,
    /// Where unqualified names are looked for while it runs, in order.
    pub search_path: Vec<String>,
    /// What changes, in nouns: one line per object.
    pub changes: Vec<Change>,
    /// The steps, in order; phases follow one another.
    pub steps: Vec<Step>,
    /// Expressions that could not be compared exactly, in words.
    pub doubts: Vec<String>,
    /// What the database has that is not modelled, and is left alone.
    pub survey: Option<Survey>,
}

/// What happens to one object, for the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The object.
    pub object: ObjectRef,
    /// What happens to it.
    pub action: Action,
    /// In what way, in words: `1 column added`.
    pub details: Vec<String>,
    /// How large it is now.
    pub size: Option<Size>,
}

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// It is created.
    Create,
    /// It is altered in place.
    Alter,
    /// It is dropped and created anew.
    Replace,
    /// It is dropped.
    Drop,
}

/// When a step may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Before the new application is deployed: adds and relaxes.
    Expand,
    /// Still before it: fills what was added, and finishes what only filled columns can have.
    Backfill,
    /// After every old application is gone: restricts and removes.
    Contract,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: &'static [Self] = &[Self::Expand, Self::Backfill, Self::Contract];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Backfill => "backfill",
            Self::Contract => "contract",
        }
    }
}

/// Statements that run together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When it may run.
    pub phase: Phase,
    /// Whether it runs in a transaction. Statements without one run each on its own (`CONCURRENTLY`).
    pub transaction: Transaction,
    /// Milliseconds that a statement waits for a lock before it gives up; 0 waits for ever.
    pub lock_timeout: u64,
    /// Milliseconds that a statement may take; 0 is no limit.
    pub statement_timeout: u64,
    /// The statements.
    pub statements: Vec<Statement>,
}

/// The transaction of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transaction {
    /// All statements in one.
    One,
    /// None: PostgreSQL refuses the statement inside a transaction block.
    None,
    /// One for each batch of rows; see [`Backfill`].
    Batches,
}

impl Transaction {
    /// Every one.
    pub const ALL: &'static [Self] = &[Self::One, Self::None, Self::Batches];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::None => "none",
            Self::Batches => "batches",
        }
    }
}

/// Rows to fill, a stretch of the table at a time: each batch is a transaction of its own, so that nobody waits for long and
/// what is filled stays filled when the run is stopped.
///
/// A batch is a range of pages (`ctid >= … AND ctid < …`, read by a TID range scan since PostgreSQL 14,
/// `src/backend/executor/nodeTidrangescan.c`): it needs no key, and every page is written once. A row that moves while the
/// pages are walked has been updated, and whoever updates it fires the trigger that fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backfill {
    /// The table; a partitioned one stands for its leaves.
    pub table: ObjectName,
    /// What is set, as in `UPDATE … SET`.
    pub set: String,
    /// Which rows still need it, as in `WHERE`.
    pub rows: String,
    /// What [`crate::render::backfill::SETTING`] is set to meanwhile, by which the trigger knows what is filled.
    pub by: String,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The SQL, without a semicolon.
    pub sql: String,
    /// For a statement that fills rows in batches: what the batches are of. The SQL is then what all of them do together.
    pub backfill: Option<Backfill>,
    /// The operation, whose facts are in [`crate::facts`].
    pub code: OpCode,
    /// What it is about.
    pub target: ObjectRef,
    /// The strongest lock on each relation that existed before the plan.
    pub locks: Vec<(ObjectName, Lock)>,
    /// What the server has to do while it holds them.
    pub work: Work,
    /// What may go wrong or be lost.
    pub hazards: Vec<Hazard>,
    /// The permission it needs and does not have, or had to be given.
    pub permission: Option<Permission>,
    /// The size of the relation it works on, when it scans, rewrites or drops it.
    pub size: Option<Size>,
    /// Why it is there and why here, in a sentence fragment.
    pub reason: String,
    /// SQL that undoes it, where that loses nothing.
    pub undo: Option<String>,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The permissions that are needed and not given.
    pub fn missing_permissions(&self) -> Vec<&Permission> {
        self.statements()
            .filter_map(|statement| statement.permission.as_ref())
            .filter(|permission| !permission.given)
            .collect()
    }

    /// All statements in order.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.steps.iter().flat_map(|step| &step.statements)
    }
}
