//! What a session sees of all relations at one moment: their names, files and scans, and its own locks.

use std::collections::BTreeMap;

use schemadiff::facts::Lock;
use schemadiff::source::Section;
use schemadiff_sql::syntax::ObjectName;

use super::Locks;
use crate::connection::{Connection, PgError};

/// All relations of users.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// By oid.
    pub(super) relations: BTreeMap<String, Relation>,
    /// The locks of the session, by oid. Those on relations that are dropped by now are among them.
    pub(super) locks: Locks,
}

/// One relation.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) name: ObjectName,
    /// `relkind`.
    pub(super) kind: String,
    /// The oid of the table, when it is an index or the sequence of a column.
    pub(super) table: Option<String>,
    /// Its file, where it has one.
    pub(super) file: Option<String>,
    /// How many scans of it were begun, by the session in a transaction, or by all sessions outside.
    pub(super) scans: u64,
}

/// Indexes are among them: a check of a foreign key may read one from end to end.
const RELATIONS: &str = "\
SELECT c.oid, n.nspname, c.relname, c.relkind, coalesce(i.indrelid, d.refobjid),
       pg_catalog.pg_relation_filenode(c.oid), CASE WHEN c.relkind = 'S' THEN 0 ELSE pg_catalog.{scans}(c.oid) END
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
LEFT JOIN pg_catalog.pg_depend d ON c.relkind = 'S' AND d.objid = c.oid AND d.deptype IN ('a', 'i')
  AND d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'";

const LOCKS: &str = "\
SELECT relation, mode FROM pg_catalog.pg_locks
WHERE locktype = 'relation' AND pid = {pid}
  AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())";

/// Looks from within a transaction.
pub(super) async fn look(connection: &Connection) -> Result<Look, PgError> {
    let messages = [
        RELATIONS.replace("{scans}", "pg_stat_get_xact_numscans"),
        locks_of("pg_catalog.pg_backend_pid()"),
    ];
    let mut answers = connection.pipeline(&messages).await.into_iter();
    let relations = answers.next().transpose()?.unwrap_or_default();
    let locks = answers.next().transpose()?.unwrap_or_default();
    Ok(Look {
        relations: read(relations),
        locks: read_locks(&locks),
    })
}

/// Looks from outside of any transaction, at what all sessions did.
pub(super) async fn look_outside(connection: &Connection) -> Result<Look, PgError> {
    let relations = connection
        .rows(&RELATIONS.replace("{scans}", "pg_stat_get_numscans"))
        .await?;
    Ok(Look {
        relations: read(relations),
        locks: Locks::new(),
    })
}

/// Has the session hand in what it counted; says whether it can be told to. PostgreSQL 14 hands in when it likes.
pub(super) async fn flush(connection: &Connection) -> Result<bool, PgError> {
    if connection.server_version() < 150_000 {
        return Ok(false);
    }
    connection
        .batch("SELECT pg_catalog.pg_stat_force_next_flush()")
        .await?;
    Ok(true)
}

/// A query for the locks of a session, given or waited for.
pub(super) fn locks_of(pid: &str) -> String {
    LOCKS.replace("{pid}", pid)
}

/// Reads the answer to [`locks_of`].
pub(super) fn read_locks(section: &Section) -> Locks {
    let mut locks = Locks::new();
    for row in &section.rows {
        if let [Some(relation), Some(mode)] = row.as_slice()
            && let Some(lock) = mode_of(mode)
        {
            locks.entry(relation.clone()).or_default().insert(lock);
        }
    }
    locks
}

fn read(section: Section) -> BTreeMap<String, Relation> {
    let relation = |row: Vec<Option<String>>| {
        let [
            Some(oid),
            Some(schema),
            Some(name),
            Some(kind),
            table,
            file,
            scans,
        ] = <[_; 7]>::try_from(row).ok()?
        else {
            return None;
        };
        let relation = Relation {
            name: ObjectName::qualified(schema, name),
            kind,
            table,
            file,
            scans: scans.and_then(|scans| scans.parse().ok()).unwrap_or_default(),
        };
        Some((oid, relation))
    };
    section.rows.into_iter().filter_map(relation).collect()
}

/// A mode as `pg_locks` writes it: `ShareUpdateExclusiveLock`.
fn mode_of(mode: &str) -> Option<Lock> {
    let is_it = |lock: &&Lock| {
        let word: String = lock.words().split(' ').collect();
        mode.strip_suffix("Lock")
            .is_some_and(|mode| mode.eq_ignore_ascii_case(&word))
    };
    Lock::ALL.iter().find(is_it).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_read() {
        assert_eq!(
            mode_of("ShareUpdateExclusiveLock"),
            Some(Lock::ShareUpdateExclusive)
        );
        assert_eq!(mode_of("ShareLock"), Some(Lock::Share));
        assert_eq!(mode_of("SIReadLock"), None);
    }
}
