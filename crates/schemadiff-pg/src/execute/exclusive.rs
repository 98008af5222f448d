//! One run at a time: an advisory lock of the session, which a dead run cannot hold.

use std::time::{Duration, Instant};

use super::session::{self, COLUMNS};
use super::{ApplyError, ApplyOptions, Progress, Session};
use crate::connection::{Connection, PgError};
use crate::fingerprint;

/// Between two attempts to get the lock.
const PAUSE: Duration = Duration::from_millis(250);

/// The lock while it is held.
#[derive(Debug)]
pub(super) struct Exclusive {
    key: i64,
    /// The server process that holds it.
    backend: String,
}

impl Exclusive {
    /// Takes the lock, and waits for another run as long as the options say.
    pub(super) async fn take(
        connection: &Connection,
        options: &ApplyOptions,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Self, ApplyError> {
        let key = key();
        let question = format!("SELECT pg_catalog.pg_try_advisory_lock({key}), pg_catalog.pg_backend_pid()");
        let began = Instant::now();
        let mut said = false;
        loop {
            let taken = connection.rows(&question).await.map_err(ApplyError::Lost)?;
            if let Some([Some(taken), Some(backend)]) = taken.rows.into_iter().next().as_deref()
                && taken == "t"
            {
                return Ok(Self {
                    key,
                    backend: backend.clone(),
                });
            }
            if began.elapsed() >= options.patience || options.is_stopped() {
                let holder = holder(connection).await;
                return Err(ApplyError::Busy { holder });
            }
            if !said {
                said = true;
                progress(Progress::Busy {
                    holder: holder(connection).await.as_ref(),
                    patience: options.patience,
                });
            }
            options.sleep(PAUSE).await;
        }
    }

    /// The server process that runs the plan.
    pub(super) fn backend(&self) -> &str {
        &self.backend
    }

    /// A query that fails unless the session is still the one that holds the lock. A pooler in transaction mode gives
    /// every transaction to any session it likes: neither the lock nor the timeouts would hold there.
    pub(super) fn check(&self) -> String {
        format!("SELECT 1 / (pg_catalog.pg_backend_pid() = {})::int", self.backend)
    }

    /// Whether an error is the one of [`Self::check`] (`division_by_zero`), or that of a pooler which gives every statement to any
    /// session it likes, and ends a session that begins a transaction.
    pub(super) fn is_another_session(error: &PgError) -> bool {
        error.is("22012") || error.message.contains("statement pooling mode")
    }

    /// Gives the lock back and leaves the session as it was found. When the session is gone, so is the lock; behind a pooler
    /// it may take some transactions to get hold of the session again.
    pub(super) async fn give_back(self, connection: &Connection) {
        let release = format!(
            "RESET ALL; SELECT pg_catalog.pg_advisory_unlock({}) WHERE pg_catalog.pg_backend_pid() = {}",
            self.key, self.backend
        );
        for _ in 0..50 {
            match connection.rows(&release).await {
                Ok(released) if released.rows.is_empty() => {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                Ok(_) => return,
                Err(error) => {
                    tracing::debug!("the advisory lock was not given back: {error}");
                    return;
                }
            }
        }
        tracing::warn!(
            "the advisory lock stays with server process {} until its session ends",
            self.backend
        );
    }
}

fn key() -> i64 {
    i64::from_ne_bytes(fingerprint(b"schemadiff apply").to_ne_bytes())
}

/// Who holds the lock: `pg_locks` shows the two halves of the key apart (manual, 53.13).
pub(crate) async fn holder(connection: &Connection) -> Option<Session> {
    let key = key();
    let sql = format!(
        "SELECT {COLUMNS} FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
         WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
           AND (l.classid::bigint << 32) | l.objid::bigint = {key}
           AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"
    );
    connection
        .rows(&sql)
        .await
        .map(session::read)
        .unwrap_or_default()
        .into_iter()
        .next()
}
