//! The lock tracer: runs a plan as `apply` would, and sees what each statement really does to the relations that were
//! there before.
//!
//! Statements run one by one in the transactions of the plan. After each, `pg_locks` shows what the session holds,
//! `pg_relation_filenode()` which files are other ones now, and `pg_stat_get_xact_numscans()` what was read. What runs
//! outside of transactions gives its locks back before anybody could look: other sessions hold it up (see `still`)
//! while one watches. It is for databases that nobody uses.

mod compare;
mod look;
mod still;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemadiff::facts::{Lock, Work};
use schemadiff::plan::{Plan, Statement, Step, Transaction};
use schemadiff::render::session;
use schemadiff_sql::syntax::ObjectName;

pub use compare::disagreements;

use crate::connection::{ConnectError, Connection, PgError};
use crate::execute::{ApplyError, ApplyOptions, apply};
use crate::target::Target;
use look::{Look, Relation};

/// What a statement did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// The relations it locked, read, built on or wrote anew, of those that were there before the plan, by name.
    pub relations: Vec<Touched>,
    /// What the plan says it locks, and what the plan has made before under the name of something that it dropped, or has dropped for good.
    pub new: Vec<ObjectName>,
    /// The major version of the server; 0 where nobody looked.
    pub major: u32,
    /// Whether it could be seen what it read: not on PostgreSQL 14 for what runs outside of transactions.
    pub sees_scans: bool,
}

/// What a statement did to one relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Its name before the statement.
    pub name: ObjectName,
    /// Its other names: before the plan, and after the statement.
    pub aliases: Vec<ObjectName>,
    /// The table, when it is an index or the sequence of a column: who uses the table needs it too.
    pub part_of: Option<ObjectName>,
    /// Whether it is there no longer.
    pub gone: bool,
    /// The strongest lock that the statement took and the transaction did not hold before.
    pub taken: Option<Lock>,
    /// The strongest lock that the transaction holds after it.
    pub held: Option<Lock>,
    /// Whether all its rows were read. A sequence has one: it does not count.
    pub scanned: bool,
    /// Whether an index on it was built.
    pub built: bool,
    /// Whether its file is another one. A sequence is a row, and is always written anew when it is altered: it does not count.
    pub rewritten: bool,
}

/// A plan that could not be traced to its end.
#[derive(Debug)]
pub enum TraceError {
    /// A session could not be opened.
    Connect(ConnectError),
    /// The session failed outside of the plan's statements.
    Lost(PgError),
    /// A statement failed.
    Statement {
        /// Its text.
        sql: String,
        /// What the server said.
        error: PgError,
    },
    /// Rows could not be filled.
    Batches(Box<ApplyError>),
    /// A statement that runs outside of transactions was over before anybody could see its locks, or never came to its end.
    NotSeen {
        /// Its text.
        sql: String,
    },
}

impl Observation {
    /// The most that it did to anything that was there before.
    pub fn work(&self) -> Work {
        let one = |touched: &Touched| match touched {
            Touched { rewritten: true, .. } => Work::Rewrite,
            Touched { built: true, .. } => Work::Build,
            Touched { scanned: true, .. } => Work::Scan,
            _ => Work::Instant,
        };
        self.relations.iter().map(one).max().unwrap_or(Work::Instant)
    }
}

/// Runs a plan and says what each of its statements did, in their order.
///
/// # Errors
/// When a session cannot be opened, or a statement fails. What was committed before stays.
pub async fn trace(target: &Target, plan: &Plan) -> Result<Vec<Observation>, TraceError> {
    let runner = Connection::open(target).await.map_err(TraceError::Connect)?;
    let mut tracer = Tracer {
        target,
        start: look::look(&runner).await.map_err(TraceError::Lost)?,
        runner,
    };
    tracer.quietly(&session(plan).join(";\n")).await?;
    let mut all = Vec::new();
    for step in &plan.steps {
        match step.transaction {
            Transaction::One => tracer.together(step, &mut all).await?,
            Transaction::None => tracer.alone(step, &mut all).await?,
            Transaction::Batches => {
                tracer.in_batches(plan, step).await?;
                all.extend(step.statements.iter().map(|_| Observation::default()));
            }
        }
    }
    Ok(all)
}

struct Tracer<'a> {
    target: &'a Target,
    runner: Connection,
    /// What there was before the plan.
    start: Look,
}

/// Locks by relation and mode.
type Locks = BTreeMap<String, BTreeSet<Lock>>;

impl Tracer<'_> {
    async fn quietly(&mut self, sql: &str) -> Result<(), TraceError> {
        self.runner.batch(sql).await.map_err(TraceError::Lost)
    }

    async fn together(&mut self, step: &Step, all: &mut Vec<Observation>) -> Result<(), TraceError> {
        self.quietly(&format!(
            "BEGIN; SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = {}",
            step.lock_timeout, step.statement_timeout
        ))
        .await?;
        let mut before = look::look(&self.runner).await.map_err(TraceError::Lost)?;
        for statement in &step.statements {
            self.runner
                .batch(&statement.sql)
                .await
                .map_err(|error| failed(statement, error))?;
            let after = look::look(&self.runner).await.map_err(TraceError::Lost)?;
            all.push(self.between(statement, [&before, &after], &after.locks, true));
            before = after;
        }
        self.runner
            .batch("COMMIT")
            .await
            .map_err(|error| TraceError::Statement {
                sql: "COMMIT".to_owned(),
                error,
            })
    }

    /// Rows are filled as `apply` fills them. The locks are those of an `UPDATE`, which every application takes: nobody looks.
    async fn in_batches(&mut self, plan: &Plan, step: &Step) -> Result<(), TraceError> {
        let part = Plan {
            steps: vec![step.clone()],
            search_path: plan.search_path.clone(),
            ..Plan::default()
        };
        apply(&mut self.runner, &part, &ApplyOptions::default(), &mut |_| {})
            .await
            .map_err(|error| TraceError::Batches(Box::new(error)))?;
        // It leaves the session as it would be found.
        self.quietly(&session(plan).join(";\n")).await
    }

    async fn alone(&mut self, step: &Step, all: &mut Vec<Observation>) -> Result<(), TraceError> {
        self.quietly(&format!(
            "SET lock_timeout = {}; SET statement_timeout = {}",
            step.lock_timeout, step.statement_timeout
        ))
        .await?;
        for statement in &step.statements {
            let sees_scans = look::flush(&self.runner).await.map_err(TraceError::Lost)?;
            let before = look::look_outside(&self.runner).await.map_err(TraceError::Lost)?;
            let locks = still::watch(self.target, &self.runner, statement, &before).await?;
            look::flush(&self.runner).await.map_err(TraceError::Lost)?;
            let after = look::look_outside(&self.runner).await.map_err(TraceError::Lost)?;
            all.push(self.between(statement, [&before, &after], &locks, sees_scans));
        }
        Ok(())
    }

    fn between(
        &self,
        statement: &Statement,
        [before, after]: [&Look; 2],
        locks: &Locks,
        sees_scans: bool,
    ) -> Observation {
        let new: Vec<ObjectName> = before
            .relations
            .iter()
            .filter(|(id, relation)| {
                !self.start.relations.contains_key(*id)
                    && statement.locks.iter().any(|(name, _)| *name == relation.name)
            })
            .map(|(_, relation)| relation.name.clone())
            .collect();
        // What an earlier statement dropped is not locked any more.
        let is_called =
            |look: &Look, name: &ObjectName| look.relations.values().any(|relation| relation.name == *name);
        let gone = statement.locks.iter().map(|(name, _)| name);
        let gone = gone
            .filter(|name| !is_called(before, name) && !is_called(after, name))
            .cloned();
        let new = gone.chain(new).collect();
        let nothing = BTreeSet::new();
        let built = built(before, after);
        let mut relations: Vec<Touched> = self
            .start
            .relations
            .iter()
            .filter_map(|(id, first)| {
                let was = before.relations.get(id)?;
                let is = after.relations.get(id);
                let had = before.locks.get(id).unwrap_or(&nothing);
                let has = locks.get(id).unwrap_or(&nothing);
                let touched = Touched {
                    taken: has.difference(had).max().copied(),
                    held: has.union(had).max().copied(),
                    scanned: sees_scans && is.is_some_and(|is| is.scans > was.scans),
                    built: built.contains(id),
                    rewritten: was.kind != "S" && is.is_some_and(|is| is.file != was.file),
                    part_of: was.table.as_ref().and_then(|table| {
                        let table = before.relations.get(table)?;
                        Some(table.name.clone())
                    }),
                    gone: is.is_none(),
                    aliases: [Some(first), is]
                        .into_iter()
                        .flatten()
                        .map(|relation| relation.name.clone())
                        .collect(),
                    name: was.name.clone(),
                };
                touched.is_touched().then_some(touched)
            })
            .collect();
        relations.sort_by(|one, other| one.name.cmp(&other.name));
        Observation {
            relations,
            new,
            major: self.runner.server_version() / 10_000,
            sees_scans,
        }
    }
}

/// The tables on which there is an index now whose file was not there before.
fn built(before: &Look, after: &Look) -> BTreeSet<String> {
    let files: BTreeSet<&String> = before
        .relations
        .values()
        .filter_map(|relation| relation.file.as_ref())
        .collect();
    let is_new = |relation: &&Relation| relation.file.as_ref().is_some_and(|file| !files.contains(file));
    // A file that moves to another tablespace is copied, not built: its index keeps its identity.
    let is_made = |id: &String| !before.relations.contains_key(id);
    after
        .relations
        .iter()
        .filter(|(id, relation)| is_new(relation) && is_made(id))
        .filter(|(_, relation)| relation.kind == "i")
        .filter_map(|(_, index)| index.table.clone())
        .collect()
}

impl Touched {
    fn is_touched(&self) -> bool {
        self.taken.is_some() || self.held.is_some() || self.scanned || self.built || self.rewritten
    }

    /// Whether it goes or went by this name.
    pub fn is_called(&self, name: &ObjectName) -> bool {
        self.name == *name || self.aliases.contains(name)
    }
}

fn failed(statement: &Statement, error: PgError) -> TraceError {
    TraceError::Statement {
        sql: statement.sql.clone(),
        error,
    }
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(error) => error.fmt(f),
            Self::Lost(error) => write!(f, "the trace broke off: {error}"),
            Self::Batches(error) => error.fmt(f),
            Self::Statement { sql, error } => write!(f, "{error}\nin: {sql}"),
            Self::NotSeen { sql } => write!(f, "nobody could see what is locked by: {sql}"),
        }
    }
}

impl std::error::Error for TraceError {}
