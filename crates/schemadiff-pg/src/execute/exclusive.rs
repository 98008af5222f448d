//! One run at a time: an advisory lock of the session, which a dead run cannot hold.

use std::time::Duration;

use super::session::{self, COLUMNS};
use super::{ApplyError, Session};
use crate::connection::{Connection, PgError};
use crate::fingerprint;

/// The lock while it is held.
#[derive(Debug)]
pub(super) struct Exclusive {
    key: i64,
    /// The server process that holds it.
    backend: String,
}

impl Exclusive {
    pub(super) async fn take(connection: &Connection) -> Result<Self, ApplyError> {
        let key = i64::from_ne_bytes(fingerprint(b"schemadiff apply").to_ne_bytes());
        let taken = connection
            .rows(&format!(
                "SELECT pg_catalog.pg_try_advisory_lock({key}), pg_catalog.pg_backend_pid()"
            ))
            .await
            .map_err(ApplyError::Lost)?;
        match taken.rows.into_iter().next().as_deref() {
            Some([Some(taken), Some(backend)]) if taken == "t" => Ok(Self {
                key,
                backend: backend.clone(),
            }),
            _ => Err(ApplyError::Busy {
                holder: holder(connection, key).await,
            }),
        }
    }

    /// A query that fails unless the session is still the one that holds the lock. A pooler in transaction mode gives
    /// every transaction to any session it likes: neither the lock nor the timeouts would hold there.
    pub(super) fn check(&self) -> String {
        format!("SELECT 1 / (pg_catalog.pg_backend_pid() = {})::int", self.backend)
    }

    /// Whether an error is the one of [`Self::check`] (`division_by_zero`).
    pub(super) fn is_another_session(error: &PgError) -> bool {
        error.is("22012")
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

/// Who holds the lock: `pg_locks` shows the two halves of the key apart (manual, 53.13).
async fn holder(connection: &Connection, key: i64) -> Option<Session> {
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
