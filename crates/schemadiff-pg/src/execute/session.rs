//! Other people's sessions: who holds what we want.

use std::fmt;

use schemadiff::facts::Lock;
use schemadiff::plan::Statement;
use schemadiff::source::Section;

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
    let session = |row: Vec<Option<String>>| {
        let mut values = row.into_iter();
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
    };
    section.rows.into_iter().filter_map(session).collect()
}

/// Who holds locks that conflict with those of a statement, the oldest transaction first. A look after the fact: whoever
/// was in the way may be gone. When the look itself fails nobody is to blame.
pub(super) async fn blockers(connection: &Connection, statement: &Statement) -> Vec<Session> {
    let conditions: Vec<_> = statement
        .locks
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
    if conditions.is_empty() {
        return Vec::new();
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM pg_stat_activity a
         WHERE a.pid <> pg_backend_pid() AND EXISTS (
             SELECT FROM pg_locks l
             WHERE l.pid = a.pid AND l.granted AND l.locktype = 'relation'
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND ({}))
         ORDER BY a.xact_start, a.pid LIMIT 5",
        conditions.join(" OR ")
    );
    connection.rows(&sql).await.map(read).unwrap_or_default()
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
