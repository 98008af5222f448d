//! Running a plan: step after step, each with its transaction and its timeouts, until it is done or one fails.
//!
//! The loop knows steps and statements and nothing of what they are for. It keeps no record of its own: what is done is in
//! the catalog, and the next plan sees it.

mod apply_error;
mod backfill;
mod exclusive;
mod retry;
mod session;
mod step;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use schemadiff::plan::{Phase, Plan, Statement, Step};
use schemadiff::render::session;

pub use apply_error::{ApplyError, StepFailure};
pub use session::Session;

use crate::connection::{Connection, PgError};
use exclusive::Exclusive;

/// How to run a plan.
#[derive(Clone, Debug)]
pub struct ApplyOptions {
    /// Only the steps of these phases.
    pub phases: Vec<Phase>,
    /// How often a step that cannot get its locks is tried before it counts as failed; at least once.
    pub attempts: u32,
    /// The pause after the first attempt; it doubles from one to the next.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// When somebody sets it, nothing new is begun.
    pub stop: Option<Arc<AtomicBool>>,
}

impl Default for ApplyOptions {
    fn default() -> Self {
        Self {
            phases: Phase::ALL.to_vec(),
            attempts: 10,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(30),
            stop: None,
        }
    }
}

/// What has been done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Steps that are committed.
    pub steps: usize,
    /// Their statements.
    pub statements: usize,
}

/// What is going on.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// A step begins. A step that is tried again begins only once.
    StepStarted {
        /// Which, counted from 1 over the steps that run.
        number: usize,
        /// How many run.
        of: usize,
        /// The step.
        step: &'a Step,
    },
    /// A statement has run. In a step with a transaction it may run again when a later one does not get its lock.
    StatementDone {
        /// The statement.
        statement: &'a Statement,
        /// How long it took.
        took: Duration,
    },
    /// A statement is still running, or waiting; said once a second.
    StillRunning {
        /// The statement.
        statement: &'a Statement,
        /// Since when.
        since: Duration,
    },
    /// A batch of rows is filled and committed.
    Filled {
        /// The statement that the batches are of.
        statement: &'a Statement,
        /// Pages that are done, of all tables that the statement is about.
        pages: u64,
        /// How many there are.
        of: u64,
        /// Rows that were filled so far.
        rows: u64,
        /// Since when.
        since: Duration,
    },
    /// A statement did not get its lock; the step, or the statement when it has no transaction, is tried again after a
    /// pause.
    Retry {
        /// The statement.
        statement: &'a Statement,
        /// What the server said.
        error: &'a PgError,
        /// Sessions that hold conflicting locks now.
        blockers: &'a [Session],
        /// How many attempts there have been.
        attempts: u32,
        /// How many there may be.
        of: u32,
        /// How long until the next.
        pause: Duration,
    },
    /// A step is committed.
    StepDone {
        /// Which.
        number: usize,
        /// How long it took, with all attempts.
        took: Duration,
    },
}

/// Runs a plan.
///
/// # Errors
/// When another run is at work in the database, when a statement fails, or when it was told to stop. What was committed
/// before stays; the error says what that is.
pub async fn apply(
    connection: &mut Connection,
    plan: &Plan,
    options: &ApplyOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Done, ApplyError> {
    if plan.is_empty() {
        return Ok(Done::default());
    }
    let exclusive = Exclusive::take(connection).await?;
    let outcome = apply_steps(connection, plan, options, &exclusive, progress).await;
    exclusive.give_back(connection).await;
    outcome
}

async fn apply_steps(
    connection: &Connection,
    plan: &Plan,
    options: &ApplyOptions,
    exclusive: &Exclusive,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Done, ApplyError> {
    let mut done = Done::default();
    let prelude = format!("{};\n{}", session(plan).join(";\n"), exclusive.check());
    connection.batch(&prelude).await.map_err(|error| {
        if Exclusive::is_another_session(&error) {
            ApplyError::Pooled { done }
        } else {
            ApplyError::Lost(error)
        }
    })?;
    let chosen = |step: &&Step| options.phases.contains(&step.phase);
    let of = plan.steps.iter().filter(chosen).count();
    for (index, step) in plan.steps.iter().filter(chosen).enumerate() {
        let number = index + 1;
        if options
            .stop
            .as_ref()
            .is_some_and(|stop| stop.load(Ordering::Relaxed))
        {
            return Err(ApplyError::Stopped { done, of });
        }
        progress(Progress::StepStarted { number, of, step });
        let began = Instant::now();
        let mut run = step::Run {
            connection,
            step,
            options,
            exclusive,
            progress: &mut *progress,
        };
        if let Err(failure) = run.run().await {
            return Err(failure.into_error(step, number, of, done));
        }
        done.steps += 1;
        done.statements += step.statements.len();
        progress(Progress::StepDone {
            number,
            took: began.elapsed(),
        });
    }
    Ok(done)
}
