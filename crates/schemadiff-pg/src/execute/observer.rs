//! A second session, for as long as a statement keeps the first one busy: it sees how far the server is, and cancels.

use std::time::Duration;

use super::session::{self, COLUMNS, Session};
use crate::connection::{Connection, PgError};
use crate::literal;

/// How long a look may take. The statement that is looked at must not wait for who looks.
const PATIENCE: Duration = Duration::from_secs(2);

/// How far the server is with a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HowFar {
    /// What it is at, in its own words: `building index: scanning table`.
    pub phase: String,
    /// How much of that is done.
    pub done: u64,
    /// Of how much; 0 when the server does not know.
    pub of: u64,
    /// Whose transaction it waits for.
    pub waits_for: Option<Session>,
}

/// The second session, opened when it is first needed; nothing when it cannot be had.
#[derive(Default)]
pub(super) struct Observer {
    session: Option<Connection>,
    /// It could not be opened, or failed: nobody asks again during this run.
    given_up: bool,
}

impl Observer {
    async fn session(&mut self, beside: &Connection) -> Option<&Connection> {
        if self.session.as_ref().is_some_and(Connection::is_closed) {
            self.session = None;
        }
        if self.session.is_none() && !self.given_up {
            match tokio::time::timeout(PATIENCE, Box::pin(beside.another())).await {
                Ok(Ok(session)) => self.session = Some(session),
                Ok(Err(error)) => {
                    tracing::debug!("no second session to see how far statements are: {error}");
                    self.given_up = true;
                }
                Err(_) => self.given_up = true,
            }
        }
        self.session.as_ref()
    }

    /// How far a process is with an index, and whom it waits for; nothing when the server does not say.
    pub(super) async fn how_far(&mut self, beside: &Connection, backend: &str) -> Option<HowFar> {
        let session = self.session(beside).await?;
        let question = how_far(backend);
        let answer = tokio::time::timeout(PATIENCE, session.rows(&question)).await;
        let row = answer.ok()?.ok()?.rows.into_iter().next()?;
        let mut values = row.into_iter();
        let phase = values.next()??;
        let mut number = || values.next().flatten().and_then(|value| value.parse().ok());
        let (done, of) = (number().unwrap_or_default(), number().unwrap_or_default());
        Some(HowFar {
            phase,
            done,
            of,
            waits_for: session::read_one(values),
        })
    }

    /// Cancels what a process does. A process that does nothing by then does not mind.
    pub(super) async fn cancel(&mut self, beside: &Connection, backend: &str) -> Result<(), PgError> {
        // To be told to stop is no reason to give up on a session that could not be had before.
        self.given_up = false;
        let Some(session) = self.session(beside).await else {
            return Err(PgError::lost(
                "there is no second session to cancel the statement from",
            ));
        };
        session
            .batch(&format!(
                "SELECT pg_catalog.pg_cancel_backend({}::integer)",
                literal(backend)
            ))
            .await
    }
}

/// Blocks are counted where the table is read, and tuples where the index is written (manual, 27.4.4).
fn how_far(backend: &str) -> String {
    let backend = literal(backend);
    format!(
        "SELECT p.phase,
                CASE WHEN p.blocks_total > 0 THEN p.blocks_done ELSE p.tuples_done END,
                CASE WHEN p.blocks_total > 0 THEN p.blocks_total ELSE p.tuples_total END,
                {COLUMNS}
         FROM (SELECT phase, blocks_done, blocks_total, tuples_done, tuples_total, current_locker_pid
               FROM pg_catalog.pg_stat_progress_create_index WHERE pid = {backend}::integer
               UNION ALL
               SELECT 'waiting for ' || wait_event, 0, 0, 0, 0, (pg_catalog.pg_blocking_pids(pid))[1]
               FROM pg_catalog.pg_stat_activity WHERE pid = {backend}::integer AND wait_event_type = 'Lock') p
         LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = p.current_locker_pid
         ORDER BY p.current_locker_pid IS NULL OR p.current_locker_pid = 0 LIMIT 1"
    )
}
