//! Holding up what runs outside of transactions, so that its locks can be seen.
//!
//! `CREATE INDEX`, `DROP INDEX` and `DETACH PARTITION … CONCURRENTLY` wait, some locks in hand, for transactions that began
//! before them (manual, "Building Indexes Concurrently"; `WaitForLockers` in `src/backend/storage/lmgr/lmgr.c`). One session
//! is such a transaction; another stands on the relations around, where only what wants a stronger lock meets it.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::time::{Duration, Instant};

use schemadiff::facts::Lock;
use schemadiff::plan::Statement;
use schemadiff_sql::syntax::ObjectName;

use super::look::{Look, locks_of, read_locks};
use super::{Locks, TraceError, failed};
use crate::connection::Connection;
use crate::target::Target;

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(2);
/// A statement that has not come to its end by then has met something else.
const PATIENCE: Duration = Duration::from_mins(2);

/// Runs a statement and gives every lock that it was seen to hold or wait for.
pub(super) async fn watch(
    target: &Target,
    runner: &Connection,
    statement: &Statement,
    before: &Look,
) -> Result<Locks, TraceError> {
    let open = async || Connection::open(target).await.map_err(TraceError::Connect);
    let watcher = open().await?;
    let pid = runner
        .value("SELECT pg_catalog.pg_backend_pid()")
        .await
        .map_err(TraceError::Lost)?
        .unwrap_or_default();
    let (own, around) = places(statement, before);
    let first = open().await?;
    first
        .batch("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM pg_catalog.pg_class LIMIT 1")
        .await
        .map_err(TraceError::Lost)?;
    stand_on(&first, &own).await?;
    let second = open().await?;
    second.batch("BEGIN").await.map_err(TraceError::Lost)?;
    stand_on(&second, &around).await?;
    // The one that is let go first is at the end.
    let mut holding = vec![second, first];

    // It may wait for a transaction, too, which is no relation.
    let questions = [
        locks_of(&pid),
        format!("SELECT FROM pg_catalog.pg_locks WHERE pid = {pid} AND NOT granted"),
    ];
    let mut seen = Locks::new();
    let mut stood = false;
    let began = Instant::now();
    let mut run = pin!(runner.batch(&statement.sql));
    loop {
        if let Ok(outcome) = tokio::time::timeout(PAUSE, run.as_mut()).await {
            outcome.map_err(|error| failed(statement, error))?;
            break;
        }
        if began.elapsed() > PATIENCE {
            return Err(not_seen(statement));
        }
        let mut answers = watcher.pipeline(&questions).await.into_iter();
        let locks = answers.next().transpose().map_err(TraceError::Lost)?;
        let waiting = answers.next().transpose().map_err(TraceError::Lost)?;
        for (relation, modes) in read_locks(&locks.unwrap_or_default()) {
            seen.entry(relation).or_default().extend(modes);
        }
        if waiting.is_some_and(|waiting| !waiting.rows.is_empty()) {
            stood = true;
            if let Some(holder) = holding.pop() {
                holder.batch("COMMIT").await.map_err(TraceError::Lost)?;
            }
        }
    }
    if stood { Ok(seen) } else { Err(not_seen(statement)) }
}

fn not_seen(statement: &Statement) -> TraceError {
    TraceError::NotSeen {
        sql: statement.sql.clone(),
    }
}

/// Takes the weakest lock on relations without reading any.
async fn stand_on(connection: &Connection, relations: &[ObjectName]) -> Result<(), TraceError> {
    for relation in relations {
        connection
            .batch(&format!("EXPLAIN SELECT FROM ONLY {relation}"))
            .await
            .map_err(TraceError::Lost)?;
    }
    Ok(())
}

/// The tables that a statement says it locks in a mode that lets others read, and all other tables that have to do with them.
fn places(statement: &Statement, before: &Look) -> (Vec<ObjectName>, Vec<ObjectName>) {
    let by_name: BTreeMap<&ObjectName, &String> = before
        .relations
        .iter()
        .map(|(id, relation)| (&relation.name, id))
        .collect();
    let table_of = |name: &ObjectName| {
        let id = by_name.get(name)?;
        let relation = before.relations.get(*id)?;
        match &relation.table {
            Some(table) => before.relations.get(table),
            None => Some(relation),
        }
    };
    let own: BTreeSet<ObjectName> = statement
        .locks
        .iter()
        .filter(|(_, lock)| *lock < Lock::AccessExclusive)
        .filter_map(|(name, _)| table_of(name))
        .map(|relation| relation.name.clone())
        .collect();
    let around = before
        .relations
        .values()
        .filter(|relation| matches!(relation.kind.as_str(), "r" | "p" | "m"))
        .map(|relation| relation.name.clone())
        .filter(|name| !own.contains(name))
        .collect();
    (own.into_iter().collect(), around)
}
