//! What PostgreSQL does for each operation: lock, work, transaction rule, hazards. A DBA can review it without Rust.

mod lock;
mod table;
mod types;

pub use lock::Lock;
pub use table::OpCode;
pub use types::{TypeChange, classify_type_change};

/// What the server has to do while it holds the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// A change of the catalog.
    Instant,
    /// Reads every row of the table.
    Scan,
    /// Builds an index: reads every row and writes the index.
    Build,
    /// Writes every row anew, and every index.
    Rewrite,
    /// Reads or writes as many rows as the statement names.
    Rows,
}

impl Work {
    /// Every sort of work.
    pub const ALL: &'static [Self] = &[Self::Instant, Self::Scan, Self::Build, Self::Rewrite, Self::Rows];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Scan => "scan",
            Self::Build => "build",
            Self::Rewrite => "rewrite",
            Self::Rows => "rows",
        }
    }
}

/// Which relations the lock is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// No relation that existed before.
    Nothing,
    /// The target itself.
    Target,
    /// The table that the target belongs to.
    Table,
    /// That table and its partitions on all levels.
    Tree,
    /// The table and the table a foreign key references.
    Both,
    /// Both of them, and the partitions of both.
    Trees,
}

impl On {
    /// Whether what is done to a partitioned table is done to its partitions too.
    pub fn includes_partitions(self) -> bool {
        matches!(self, Self::Tree | Self::Trees)
    }
}

/// How the statement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTransaction {
    /// In a transaction, beside others.
    Together,
    /// In a transaction of its own: what it does must be committed before it is used.
    Alone,
    /// Outside any transaction block.
    Never,
    /// In many transactions, one for each batch of rows.
    Batches,
}

/// What may go wrong, be lost, or hurt others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hazard {
    /// Data is gone afterwards.
    LosesData,
    /// An application written against the old schema fails.
    BreaksOldApplication,
    /// Reads and writes wait while the table is scanned or rewritten.
    BlocksAll,
    /// Writes wait while the table is scanned or an index is built.
    BlocksWrites,
    /// The table is written anew.
    Rewrites,
    /// Rows that are there can make it fail.
    MayFail,
    /// An interruption leaves an invalid index behind, which the next plan finishes.
    MayLeaveInvalid,
    /// An interruption leaves a partition that is half detached, which the next plan finishes.
    MayLeaveDetaching,
    /// Rows that are welcome before and after are refused until the plan has gone on.
    RefusesRows,
    /// It cannot be undone.
    Irreversible,
    /// Who may see or do what changes.
    ChangesAccess,
    /// Subscribers get some changes of data no longer.
    StopsReplication,
}

impl Hazard {
    /// Every hazard.
    pub const ALL: &'static [Self] = &[
        Self::LosesData,
        Self::BreaksOldApplication,
        Self::BlocksAll,
        Self::BlocksWrites,
        Self::Rewrites,
        Self::MayFail,
        Self::MayLeaveInvalid,
        Self::MayLeaveDetaching,
        Self::RefusesRows,
        Self::Irreversible,
        Self::ChangesAccess,
        Self::StopsReplication,
    ];

    /// The name in files: `loses_data`.
    pub fn word(self) -> &'static str {
        match self {
            Self::LosesData => "loses_data",
            Self::BreaksOldApplication => "breaks_old_application",
            Self::BlocksAll => "blocks_all",
            Self::BlocksWrites => "blocks_writes",
            Self::Rewrites => "rewrites",
            Self::MayFail => "may_fail",
            Self::MayLeaveInvalid => "may_leave_invalid",
            Self::MayLeaveDetaching => "may_leave_detaching",
            Self::RefusesRows => "refuses_rows",
            Self::Irreversible => "irreversible",
            Self::ChangesAccess => "changes_access",
            Self::StopsReplication => "stops_replication",
        }
    }

    /// What it means, for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::LosesData => "loses data",
            Self::BreaksOldApplication => "breaks the running application",
            Self::BlocksAll => "blocks reads and writes",
            Self::BlocksWrites => "blocks writes",
            Self::Rewrites => "rewrites the table",
            Self::MayFail => "fails if rows do not fit",
            Self::MayLeaveInvalid => "an interruption leaves an invalid index, which the next plan replaces",
            Self::MayLeaveDetaching => {
                "an interruption leaves it half detached, which the next plan finishes"
            }
            Self::RefusesRows => "refuses some rows until the steps below are done",
            Self::Irreversible => "cannot be undone",
            Self::ChangesAccess => "changes who may see or do what",
            Self::StopsReplication => "subscribers miss what changes meanwhile",
        }
    }
}

impl OpCode {
    /// The first version of PostgreSQL on which it takes the lock; before, it takes none.
    pub fn locks_since(self) -> u32 {
        match self {
            // `ExecGrant_Relation()` in `src/backend/catalog/aclchk.c` locks what it alters since 18.
            Self::Grant | Self::Revoke => 18,
            _ => 14,
        }
    }
}

/// What is known about one operation.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The operation.
    pub code: OpCode,
    /// The strongest table lock it takes, if any.
    pub lock: Option<Lock>,
    /// On which relations.
    pub on: On,
    /// What the server does meanwhile.
    pub work: Work,
    /// How it runs.
    pub transaction: InTransaction,
    /// The phase it belongs to by itself; what must come after a contracting operation contracts too.
    pub phase: crate::plan::Phase,
    /// What may go wrong.
    pub hazards: &'static [Hazard],
    /// The page of the manual's reference or its section.
    pub manual: &'static str,
}
