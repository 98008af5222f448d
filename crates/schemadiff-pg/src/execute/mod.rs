//! Running a plan: step after step, each with its transaction and its timeouts, until it is done or one fails.
//!
//! The loop knows steps and statements and nothing of what they are for. What is done is in the catalog, and the next plan
//! sees it.

mod apply_error;
mod backfill;
mod exclusive;
mod ledger;
mod look;
mod made;
mod observer;
mod retry;
mod rights;
mod session;
mod shape;
mod step;
mod throttle;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use schemadiff::plan::{Phase, Plan, Statement, Step};
use schemadiff::render::session;

pub use apply_error::{ApplyError, StepFailure};
pub use observer::HowFar;
pub use session::Session;

use crate::connection::{Connection, PgError};
use exclusive::Exclusive;
pub(crate) use exclusive::holder;
use ledger::{Ledger, Record};
pub(crate) use ledger::{beside, is_ours, of_schema};
use observer::Observer;
use shape::Shapes;

/// How often it is looked whether somebody asks to stop.
const TICK: Duration = Duration::from_millis(100);

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
    /// How long a transaction is open before it counts as one that does not end soon: a step that needs a lock which it holds
    /// is not tried while it is there.
    pub lasting: Duration,
    /// When somebody sets it, nothing new is begun.
    pub stop: Option<Arc<AtomicBool>>,
    /// How long the statement that runs when somebody asks to stop may take to end by itself, before it is cancelled.
    pub grace: Duration,
    /// How long to wait for another run to end.
    pub patience: Duration,
    /// Which version of the tool it is, for the history that is kept in the database; without one none is.
    pub history: Option<String>,
    /// How many rows a second a backfill may fill.
    pub max_rate: Option<u32>,
    /// How far standbys and subscribers may be behind while rows are filled.
    pub max_lag: Option<Duration>,
}

impl ApplyOptions {
    fn is_stopped(&self) -> bool {
        self.stop
            .as_ref()
            .is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// Sleeps, unless somebody asks to stop meanwhile.
    async fn sleep(&self, pause: Duration) {
        let until = Instant::now() + pause;
        while !self.is_stopped() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left.min(TICK)).await;
        }
    }
}

impl Default for ApplyOptions {
    fn default() -> Self {
        Self {
            phases: Phase::ALL.to_vec(),
            attempts: 10,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(30),
            lasting: Duration::from_secs(5),
            stop: None,
            grace: Duration::from_secs(3),
            patience: Duration::ZERO,
            history: None,
            max_rate: None,
            max_lag: Some(Duration::from_secs(10)),
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
    /// Another run is at work in the database, and this one waits for its end.
    Busy {
        /// Whose, when it can be seen.
        holder: Option<&'a Session>,
        /// For how long at most.
        patience: Duration,
    },
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
        /// How far the server is with it, when it says so.
        how_far: Option<&'a HowFar>,
    },
    /// Somebody asked to stop, and the statement that runs is cancelled.
    Cancelling {
        /// The statement.
        statement: &'a Statement,
    },
    /// Sessions that will not let go of their locks soon are in the way of a step, so that it is not even tried: everybody
    /// else would wait behind it.
    InTheWay {
        /// What the first of them holds.
        relations: &'a str,
        /// The sessions, the oldest transaction first.
        sessions: &'a [Session],
        /// How many attempts there have been, this look among them.
        attempts: u32,
        /// How many there may be.
        of: u32,
        /// How long until the next.
        pause: Duration,
    },
    /// No history is kept from here on.
    NoHistory {
        /// What the server said.
        why: &'a str,
    },
    /// A backfill pauses until a standby or subscriber is not as far behind.
    Lagging {
        /// The statement.
        statement: &'a Statement,
        /// What the slowest one calls itself.
        standby: &'a str,
        /// How far it is behind.
        lag: Duration,
        /// How far it may be.
        limit: Duration,
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
/// On a standby, when the role lacks rights that the steps need, when another run is at work in the database, when what the plan touches is not what it was when the plan was made, when a
/// statement fails or has not made what it was to make, when somebody changes what later steps are about, or when it was told to
/// stop. What was committed before stays; the error says what that is.
pub async fn apply(
    connection: &mut Connection,
    plan: &Plan,
    options: &ApplyOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Done, ApplyError> {
    if plan.is_empty() {
        return Ok(Done::default());
    }
    rights::is_primary(connection).await?;
    let exclusive = Exclusive::take(connection, options, progress).await?;
    let steps: Vec<&Step> = plan
        .steps
        .iter()
        .filter(|step| options.phases.contains(&step.phase))
        .collect();
    let outcome = match Box::pin(first_look(connection, plan, &steps)).await {
        Ok(shapes) => {
            Box::pin(apply_steps(
                connection, plan, &steps, shapes, options, &exclusive, progress,
            ))
            .await
        }
        Err(error) => Err(error),
    };
    exclusive.give_back(connection).await;
    outcome
}

/// Looks whether the plan may run at all. What it is about is remembered before it is compared with the plan, so that there is no
/// moment in which a change would not be seen.
async fn first_look(connection: &mut Connection, plan: &Plan, steps: &[&Step]) -> Result<Shapes, ApplyError> {
    let shapes = Shapes::remember(connection, steps).await;
    let shapes = shapes.map_err(ApplyError::Lost)?;
    look::unchanged(connection, plan).await?;
    rights::suffice(connection, steps).await?;
    Ok(shapes)
}

/// Settings of the session that a script need not have, as far as the server knows them: its own patience with us must not end
/// what takes long, and it has to notice when we are gone although it is at work. None of them is worth a failure.
///
/// Behind a pooler in transaction mode each would stay with somebody else's session, so that each asks whose it is first.
async fn endure(connection: &Connection, exclusive: &Exclusive) {
    let mut settings = vec![
        "SET idle_session_timeout = 0",
        "SET idle_in_transaction_session_timeout = 0",
        // Otherwise a statement that waits for a lock goes on waiting, and others behind it, after we were killed (manual,
        // 20.3.2); some platforms cannot.
        "SET client_connection_check_interval = 1000",
    ];
    if connection.server_version() >= 170_000 {
        settings.push("SET transaction_timeout = 0");
    }
    for setting in settings {
        let checked = format!("{}; {setting}", exclusive.check());
        if let Err(error) = connection.batch(&checked).await {
            tracing::debug!("{setting}: {error}");
        }
    }
}

async fn apply_steps(
    connection: &Connection,
    plan: &Plan,
    steps: &[&Step],
    mut shapes: Shapes,
    options: &ApplyOptions,
    exclusive: &Exclusive,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Done, ApplyError> {
    let unfit = |error: PgError| {
        if Exclusive::is_another_session(&error) {
            ApplyError::Pooled {
                done: Done::default(),
            }
        } else {
            ApplyError::Lost(error)
        }
    };
    endure(connection, exclusive).await;
    // A pooler in statement mode refuses what stays in a transaction, and may run what was sent behind it by then: steps are sent
    // whole, so that it has to be known before the first.
    connection.batch("BEGIN").await.map_err(unfit)?;
    connection.batch("COMMIT").await.map_err(unfit)?;
    // One that takes turns between two sessions gives us the same one every other time: twice in a row it cannot.
    connection.batch(&exclusive.check()).await.map_err(unfit)?;
    let prelude = format!("{};\n{}", session(plan).join(";\n"), exclusive.check());
    connection.batch(&prelude).await.map_err(unfit)?;
    let mut ledger = Ledger::open(connection, plan, options, steps.len()).await;
    let outcome = each_step(
        connection,
        steps,
        &mut shapes,
        options,
        exclusive,
        &mut ledger,
        &mut *progress,
    )
    .await;
    let (word, message) = match &outcome {
        Ok(_) => ("done", None),
        Err(ApplyError::Stopped { .. }) => ("stopped", None),
        Err(error) => ("failed", Some(error.to_string())),
    };
    ledger.close(connection, word, message.as_deref()).await;
    complain(&mut ledger, progress);
    outcome
}

/// Says once that history is not kept.
fn complain(ledger: &mut Ledger, progress: &mut dyn FnMut(Progress<'_>)) {
    if let Some(why) = ledger.complaint() {
        progress(Progress::NoHistory { why: &why });
    }
}

async fn each_step(
    connection: &Connection,
    steps: &[&Step],
    shapes: &mut Shapes,
    options: &ApplyOptions,
    exclusive: &Exclusive,
    ledger: &mut Ledger,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Done, ApplyError> {
    let mut done = Done::default();
    let of = steps.len();
    let mut observer = Observer::default();
    for (index, step) in steps.iter().enumerate() {
        let number = index + 1;
        complain(ledger, progress);
        if options.is_stopped() {
            return Err(ApplyError::Stopped { done, of });
        }
        progress(Progress::StepStarted { number, of, step });
        let began = Instant::now();
        ledger.step_started(connection, number, step).await;
        let mut record = Record::of(step);
        let mut heard = |event: Progress<'_>| {
            record.hear(step, &event);
            progress(event);
        };
        let mut run = step::Run {
            connection,
            step,
            options,
            exclusive,
            observer: &mut observer,
            ledger: &mut *ledger,
            shapes: &mut *shapes,
            progress: &mut heard,
        };
        let outcome = Box::pin(run.run()).await;
        let word = match &outcome {
            Ok(()) => "done",
            Err(apply_error::Failure::Stopped(_)) => "stopped",
            Err(_) => "failed",
        };
        ledger.step_ended(connection, &record, word).await;
        if let Err(failure) = outcome {
            return Err(failure.into_error(step, number, of, done));
        }
        done.steps += 1;
        done.statements += step.statements.len();
        shapes.changed_by(step);
        let missing = made::missing(connection, step).await;
        let missing = missing.map_err(|error| ApplyError::Unsure { error, done })?;
        if !missing.is_empty() {
            return Err(ApplyError::Unmade {
                number,
                of,
                missing,
                done,
            });
        }
        progress(Progress::StepDone {
            number,
            took: began.elapsed(),
        });
    }
    Ok(done)
}
