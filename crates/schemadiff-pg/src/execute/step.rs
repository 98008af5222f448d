//! One step: its statements, in one transaction or none, tried again when they do not get their locks.

use std::time::{Duration, Instant};

use schemadiff::facts::{Hazard, Work};
use schemadiff::plan::{Statement, Step, Transaction};

use super::apply_error::Failure;
use super::exclusive::Exclusive;
use super::ledger::Ledger;
use super::observer::Observer;
use super::shape::Shapes;
use super::{ApplyOptions, Progress, TICK, retry, session};
use crate::connection::{Connection, PgError, Reply};
use crate::literal;

/// `duplicate_table`: what `CREATE INDEX` says of an index that was there before.
const DUPLICATE_TABLE: &str = "42P07";

pub(super) struct Run<'a> {
    pub(super) connection: &'a Connection,
    pub(super) step: &'a Step,
    pub(super) options: &'a ApplyOptions,
    pub(super) exclusive: &'a Exclusive,
    pub(super) observer: &'a mut Observer,
    pub(super) ledger: &'a mut Ledger,
    pub(super) shapes: &'a mut Shapes,
    pub(super) progress: &'a mut dyn FnMut(Progress<'_>),
}

/// An attempt that failed: at which statement and why.
pub(super) struct Refusal {
    pub(super) index: usize,
    pub(super) error: PgError,
}

impl Run<'_> {
    pub(super) async fn run(&mut self) -> Result<(), Failure> {
        match self.step.transaction {
            Transaction::One => self.in_one_transaction().await,
            Transaction::None => self.one_by_one().await,
            Transaction::Batches => self.in_batches().await,
        }
    }

    /// The whole step is tried again: what an attempt did is rolled back.
    async fn in_one_transaction(&mut self) -> Result<(), Failure> {
        let mut attempts = 1;
        loop {
            self.expect().await?;
            if attempts < self.options.attempts && self.is_pointless(attempts).await {
                attempts += 1;
                if self.options.is_stopped() {
                    return Err(Failure::Stopped(0));
                }
                continue;
            }
            let Some(refusal) = self.attempt_transaction().await? else {
                return Ok(());
            };
            self.wait_or_fail(refusal, attempts).await?;
            attempts += 1;
        }
    }

    /// Looks whether everything that the step is about is as it was left: there may have been time since.
    pub(super) async fn expect(&mut self) -> Result<(), Failure> {
        match self.shapes.compare(self.connection, self.step).await {
            Ok(changed) if changed.is_empty() => Ok(()),
            Ok(changed) => Err(Failure::Changed(changed)),
            Err(error) => Err(Failure::Statement {
                index: 0,
                error,
                attempts: 1,
                blockers: Vec::new(),
                leftover: None,
            }),
        }
    }

    /// Whether somebody is in the way who will not go soon; then it has paused, without a place in the queue for the lock. The
    /// last attempt is made in any case.
    async fn is_pointless(&mut self, attempts: u32) -> bool {
        let sessions = session::lasting(self.connection, self.step, self.options.lasting).await;
        let Some((_, relations)) = sessions.first() else {
            return false;
        };
        let pause = retry::pause(self.options, attempts);
        (self.progress)(Progress::InTheWay {
            relations,
            sessions: &sessions
                .iter()
                .map(|(session, _)| session.clone())
                .collect::<Vec<_>>(),
            attempts,
            of: self.options.attempts,
            pause,
        });
        self.options.sleep(pause).await;
        true
    }

    /// Sends all statements at once, so that a step costs one round trip; the server skips what follows a failure and turns
    /// the COMMIT into a ROLLBACK.
    async fn attempt_transaction(&mut self) -> Result<Option<Refusal>, Failure> {
        let connection = self.connection;
        let opening = format!("BEGIN; {}; {}", self.timeouts("LOCAL "), self.exclusive.check());
        let opening = connection.send(&opening).await;
        let mut sent = Vec::with_capacity(self.step.statements.len());
        for statement in &self.step.statements {
            sent.push(connection.send(&statement.sql).await);
        }
        let commit = connection.send("COMMIT").await;

        let opened = match opening {
            Ok(stream) => connection.collect(stream, &mut Reply::default()).await,
            Err(error) => Err(error),
        };
        let mut refusal = match opened {
            Err(error) if Exclusive::is_another_session(&error) => return Err(Failure::Pooled),
            Err(error) => Some(Refusal { index: 0, error }),
            Ok(()) => None,
        };
        for (index, (statement, stream)) in self.step.statements.iter().zip(sent).enumerate() {
            let began = Instant::now();
            let outcome = match stream {
                Ok(stream) => {
                    self.watch(statement, connection.collect(stream, &mut Reply::default()))
                        .await
                }
                Err(error) => Err(error),
            };
            match outcome {
                Ok(()) => (self.progress)(Progress::StatementDone {
                    statement,
                    took: began.elapsed(),
                }),
                // What the server says after the first failure is only that there was one.
                Err(error) => {
                    refusal.get_or_insert(Refusal { index, error });
                }
            }
        }
        let committed = match commit {
            Ok(stream) => connection.collect(stream, &mut Reply::default()).await,
            Err(error) => Err(error),
        };
        if let Err(error) = committed {
            refusal.get_or_insert(Refusal {
                index: self.step.statements.len(),
                error,
            });
        }
        Ok(refusal)
    }

    /// Each statement is tried again by itself: those before it are done.
    async fn one_by_one(&mut self) -> Result<(), Failure> {
        for (index, statement) in self.step.statements.iter().enumerate() {
            if self.options.is_stopped() {
                return Err(Failure::Stopped(index));
            }
            if index == 0 {
                self.expect().await?;
            }
            let mut attempts = 1;
            while let Err(error) = self.attempt_alone(statement, attempts).await? {
                let was_there = error.is(DUPLICATE_TABLE);
                if let Err(mut failed) = self.wait_or_fail(Refusal { index, error }, attempts).await {
                    let left = if was_there {
                        None
                    } else {
                        self.clean_up(statement).await
                    };
                    if let Failure::Statement { leftover, .. } = &mut failed {
                        *leftover = left;
                    }
                    return Err(failed);
                }
                attempts += 1;
            }
        }
        Ok(())
    }

    async fn attempt_alone(
        &mut self,
        statement: &Statement,
        attempts: u32,
    ) -> Result<Result<(), PgError>, Failure> {
        let connection = self.connection;
        let prepare = format!("{}; {}", self.timeouts(""), self.exclusive.check());
        match connection.batch(&prepare).await {
            Err(error) if Exclusive::is_another_session(&error) => return Err(Failure::Pooled),
            Err(error) => return Ok(Err(error)),
            Ok(()) => {}
        }
        if attempts > 1
            && let Some(index) = self.invalid_index(statement).await
            && let Err(error) = connection.batch(&drop_index(&index)).await
        {
            return Ok(Err(error));
        }
        let began = Instant::now();
        let outcome = self.watch(statement, connection.batch(&statement.sql)).await;
        if outcome.is_ok() {
            (self.progress)(Progress::StatementDone {
                statement,
                took: began.elapsed(),
            });
        }
        Ok(outcome)
    }

    pub(super) fn timeouts(&self, local: &str) -> String {
        let Step {
            lock_timeout,
            statement_timeout,
            ..
        } = self.step;
        format!(
            "SET {local}lock_timeout = {lock_timeout}; SET {local}statement_timeout = {statement_timeout}"
        )
    }

    /// Waits for an answer and says once a second that it is still waiting, and how far the server is. When somebody asks to
    /// stop, what does not end by itself is cancelled.
    pub(super) async fn watch<T>(&mut self, statement: &Statement, answer: impl Future<Output = T>) -> T {
        let began = Instant::now();
        let mut told = Duration::ZERO;
        let mut asked: Option<Instant> = None;
        let mut is_cancelled = false;
        let mut answer = std::pin::pin!(answer);
        loop {
            if let Ok(answer) = tokio::time::timeout(TICK, answer.as_mut()).await {
                return answer;
            }
            let since = began.elapsed();
            if self.options.is_stopped() && !is_cancelled {
                let asked = *asked.get_or_insert_with(Instant::now);
                if asked.elapsed() >= self.options.grace {
                    is_cancelled = true;
                    (self.progress)(Progress::Cancelling { statement });
                    let cancelled = self
                        .observer
                        .cancel(self.connection, self.exclusive.backend())
                        .await;
                    if let Err(error) = cancelled {
                        tracing::warn!("the statement cannot be cancelled: {error}");
                    }
                }
            }
            if since.saturating_sub(told) < Duration::from_secs(1) {
                continue;
            }
            told = since;
            let may_tell =
                statement.hazards.contains(&Hazard::MayLeaveInvalid) || statement.work == Work::Build;
            let how_far = if may_tell {
                self.observer
                    .how_far(self.connection, self.exclusive.backend())
                    .await
            } else {
                None
            };
            (self.progress)(Progress::StillRunning {
                statement,
                since,
                how_far: how_far.as_ref(),
            });
        }
    }

    /// Pauses when another attempt may do better and there is one left.
    pub(super) async fn wait_or_fail(&mut self, refusal: Refusal, attempts: u32) -> Result<(), Failure> {
        let Refusal { index, error } = refusal;
        if self.options.is_stopped() && !error.is_lost() && is_of_stopping(&error) {
            return Err(self.stopped(index));
        }
        let for_a_lock = error.is(PgError::LOCK_NOT_AVAILABLE) || error.is(PgError::DEADLOCK_DETECTED);
        let (true, Some(statement)) = (for_a_lock, self.step.statements.get(index)) else {
            return Err(Failure::Statement {
                index,
                error,
                attempts,
                blockers: Vec::new(),
                leftover: None,
            });
        };
        let blockers = session::blockers(self.connection, statement).await;
        if attempts >= self.options.attempts {
            return Err(Failure::Statement {
                index,
                error,
                attempts,
                blockers,
                leftover: None,
            });
        }
        let pause = retry::pause(self.options, attempts);
        let of = self.options.attempts;
        (self.progress)(Progress::Retry {
            statement,
            error: &error,
            blockers: &blockers,
            attempts,
            of,
            pause,
        });
        self.options.sleep(pause).await;
        if self.options.is_stopped() {
            return Err(self.stopped(index));
        }
        Ok(())
    }

    /// Told to stop at a statement: those before it are done unless they are of one transaction.
    fn stopped(&self, index: usize) -> Failure {
        match self.step.transaction {
            Transaction::One => Failure::Stopped(0),
            Transaction::None | Transaction::Batches => Failure::Stopped(index),
        }
    }

    /// The invalid index that a failed `CREATE INDEX CONCURRENTLY` left (manual, "Building Indexes Concurrently"). It has
    /// the name that the next attempt needs.
    async fn invalid_index(&self, statement: &Statement) -> Option<String> {
        if !statement.hazards.contains(&Hazard::MayLeaveInvalid) {
            return None;
        }
        let index = statement.target.id.name.to_string();
        let question = format!(
            "SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass({}) AND NOT indisvalid",
            literal(&index)
        );
        let invalid = self.connection.value(&question).await.ok().flatten();
        invalid.map(|_| index)
    }

    /// Leaves no invalid index behind after the last attempt; its name when that does not work. Dropping it waits for other
    /// transactions just as building it did, and must not wait for ever.
    async fn clean_up(&self, statement: &Statement) -> Option<String> {
        let index = self.invalid_index(statement).await?;
        let removed = match self.connection.batch("SET lock_timeout = '5s'").await {
            Ok(()) => self.connection.batch(&drop_index(&index)).await,
            Err(error) => Err(error),
        };
        removed.is_err().then_some(index)
    }
}

/// Whether a statement ended because somebody asked to stop, or would be tried again had nobody asked.
fn is_of_stopping(error: &PgError) -> bool {
    [
        PgError::QUERY_CANCELED,
        PgError::LOCK_NOT_AVAILABLE,
        PgError::DEADLOCK_DETECTED,
    ]
    .iter()
    .any(|state| error.is(state))
}

fn drop_index(index: &str) -> String {
    format!("DROP INDEX CONCURRENTLY {index}")
}
