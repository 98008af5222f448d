//! Other people's sessions: who holds what we want.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use schemadiff::facts::Lock;
use schemadiff::plan::{Statement, Step};
use schemadiff::source::Section;
use schemadiff_sql::syntax::ObjectName;

use crate::connection::Connection;
use crate::literal;

/// A session of the server, as `pg_stat_activity` shows it to us; without privileges it hides most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its process.
    pub pid: String,
    /// Its user.
    pub user: Option<String>,
    /// What it calls itself.
    pub application: Option<String>,
    /// From where it comes; nothing for a Unix socket.
    pub client: Option<String>,
    /// `active`, `idle in transaction`, ...
    pub state: Option<String>,
    /// Since when its transaction is open, in seconds.
    pub transaction_seconds: Option<String>,
    /// The beginning of its last statement.
    pub query: Option<String>,
}

/// The columns of a session, from `pg_stat_activity a`.
pub(super) const COLUMNS: &str = "a.pid::text, a.usename, nullif(a.application_name, ''), host(a.client_addr), a.state, \
     round(extract(epoch from clock_timestamp() - a.xact_start))::text, \
     nullif(left(regexp_replace(a.query, '\\s+', ' ', 'g'), 120), '')";

/// Writes who it is and what it does: `pid 4711 (app@10.0.0.7, "worker"), idle in transaction for 93 s: UPDATE ...`.
impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pid {}", self.pid)?;
        let user = self.user.as_deref().unwrap_or("unknown user");
        write!(f, " ({user}")?;
        if let Some(client) = &self.client {
            write!(f, "@{client}")?;
        }
        if let Some(application) = &self.application {
            write!(f, ", {application:?}")?;
        }
        f.write_str(")")?;
        if let Some(state) = &self.state {
            write!(f, ", {state}")?;
        }
        if let Some(seconds) = &self.transaction_seconds {
            write!(f, ", in a transaction for {seconds} s")?;
        }
        match &self.query {
            Some(query) => write!(f, ": {query}"),
            None => Ok(()),
        }
    }
}

/// Reads sessions from rows of [`COLUMNS`].
pub(super) fn read(section: Section) -> Vec<Session> {
    section
        .rows
        .into_iter()
        .filter_map(|row| read_one(row.into_iter()))
        .collect()
}

/// Reads a session from the values of [`COLUMNS`]; nothing when there is none.
pub(super) fn read_one(mut values: impl Iterator<Item = Option<String>>) -> Option<Session> {
    let pid = values.next()??;
    let mut next = || values.next().flatten();
    Some(Session {
        pid,
        user: next(),
        application: next(),
        client: next(),
        state: next(),
        transaction_seconds: next(),
        query: next(),
    })
}

/// Who holds locks that conflict with those of a statement, the oldest transaction first. A look after the fact: whoever
/// was in the way may be gone. When the look itself fails nobody is to blame.
pub(super) async fn blockers(connection: &Connection, statement: &Statement) -> Vec<Session> {
    let found = holders(connection, &statement.locks, "true").await;
    found.into_iter().map(|(session, _)| session).collect()
}

/// Who holds locks that conflict with those of a step and will not let go of them soon, each with what it holds: a transaction
/// that is open for some time, or a vacuum against wraparound, which does not yield to anybody who waits, as others do after
/// `deadlock_timeout` (manual, 25.1.6). Whoever queues behind one has everybody else queue behind him.
pub(super) async fn lasting(connection: &Connection, step: &Step, after: Duration) -> Vec<(Session, String)> {
    let mut strongest: BTreeMap<&ObjectName, Lock> = BTreeMap::new();
    for (relation, lock) in step.statements.iter().flat_map(|statement| &statement.locks) {
        let known = strongest.entry(relation).or_insert(*lock);
        *known = (*known).max(*lock);
    }
    let locks: Vec<_> = strongest
        .into_iter()
        // What is weaker stands in nobody's way.
        .filter(|(_, lock)| *lock >= Lock::ShareUpdateExclusive)
        .map(|(relation, lock)| (relation.clone(), lock))
        .collect();
    let condition = format!(
        "CASE WHEN a.backend_type = 'autovacuum worker' THEN a.query LIKE '%(to prevent wraparound)%'
              ELSE a.xact_start < clock_timestamp() - interval '{} milliseconds' END",
        after.as_millis()
    );
    holders(connection, &locks, &condition).await
}

async fn holders(
    connection: &Connection,
    locks: &[(ObjectName, Lock)],
    condition: &str,
) -> Vec<(Session, String)> {
    let wanted: Vec<_> = locks
        .iter()
        .map(|(relation, lock)| {
            let modes: Vec<_> = conflicts(*lock).iter().map(|mode| literal(mode)).collect();
            format!(
                "(l.relation = to_regclass({}) AND l.mode IN ({}))",
                literal(&relation.to_string()),
                modes.join(", ")
            )
        })
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let sql = format!(
        "SELECT {COLUMNS}, held.relations FROM pg_stat_activity a JOIN (
             SELECT l.pid, string_agg(DISTINCT format('%I.%I', n.nspname, c.relname), ', ') AS relations
             FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE l.granted AND l.locktype = 'relation'
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND ({})
             GROUP BY l.pid) held ON held.pid = a.pid
         WHERE a.pid <> pg_backend_pid() AND {condition}
         ORDER BY a.xact_start, a.pid LIMIT 5",
        wanted.join(" OR ")
    );
    let found = connection.rows(&sql).await.unwrap_or_default();
    let session = |mut row: Vec<Option<String>>| {
        let relations = row.pop()?.unwrap_or_default();
        Some((read_one(row.into_iter())?, relations))
    };
    found.rows.into_iter().filter_map(session).collect()
}

/// The modes that conflict with a mode, as `pg_locks` writes them (manual, table 13.2).
fn conflicts(lock: Lock) -> &'static [&'static str] {
    const MODES: [&str; 8] = [
        "AccessExclusiveLock",
        "ExclusiveLock",
        "ShareRowExclusiveLock",
        "ShareLock",
        "ShareUpdateExclusiveLock",
        "RowExclusiveLock",
        "RowShareLock",
        "AccessShareLock",
    ];
    match lock {
        Lock::AccessShare => &MODES[..1],
        Lock::RowShare => &MODES[..2],
        Lock::RowExclusive => &MODES[..4],
        Lock::ShareUpdateExclusive => &MODES[..5],
        // The one mode that does not conflict with itself between modes that do.
        Lock::Share => &[
            "AccessExclusiveLock",
            "ExclusiveLock",
            "ShareRowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "RowExclusiveLock",
        ],
        Lock::ShareRowExclusive => &MODES[..6],
        Lock::Exclusive => &MODES[..7],
        Lock::AccessExclusive => &MODES,
    }
}
