//! What a database says of work in progress: leftovers of what was interrupted, who is at work, and the history of runs.

use schemadiff::source::Section;
use serde::Serialize;

use crate::connection::{Connection, PgError};
use crate::execute::{Session, beside, holder, is_ours, of_schema};

/// How many of the last runs are told of.
const RUNS: usize = 5;

/// What is in progress, as far as the catalogs tell without knowing what it is for.
#[derive(Clone, Debug, Default)]
pub struct Status {
    /// Who runs a plan now.
    pub at_work: Option<Session>,
    /// What is neither there nor not there.
    pub unfinished: Vec<Unfinished>,
    /// The last runs, the latest first; nothing where no history is kept.
    pub runs: Vec<Run>,
}

/// Something that was begun and is not finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unfinished {
    /// What kind of thing it is.
    pub kind: UnfinishedKind,
    /// The relation that it belongs to, qualified.
    pub table: String,
    /// What it is called.
    pub name: String,
    /// The server process that is at work on it.
    pub at_work: Option<String>,
}

/// What can be unfinished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnfinishedKind {
    /// An index that no query uses, because its build has not ended.
    InvalidIndex,
    /// A constraint that was not checked against the rows that were there before it.
    NotValid,
    /// A partition whose `DETACH CONCURRENTLY` has not ended.
    HalfDetached,
}

/// A run of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Its number.
    pub run: String,
    /// When it began, in UTC.
    pub began: String,
    /// How many seconds it took, once it has ended.
    pub seconds: Option<String>,
    /// `running`, `done`, `failed`, `stopped`; `lost` when it did not come to say how it ended.
    pub outcome: String,
    /// Why it failed.
    pub message: Option<String>,
    /// Which version of the tool it was.
    pub tool: String,
    /// Whose it was.
    pub role: String,
    /// From where; nothing for a Unix socket.
    pub client: Option<String>,
    /// What its session called itself.
    pub application: Option<String>,
    /// The phases that it was to run.
    pub phases: String,
    /// How many steps it had.
    pub steps: String,
    /// How many it did.
    pub done: String,
    /// How many seconds it waited for locks.
    pub waited: String,
    /// How far the backfill is that was the last thing it did: `5000 of 8000 pages, 640000 rows`.
    pub backfill: Option<String>,
}

/// Built without `CONCURRENTLY` an index is never seen invalid. The index of a partitioned table is invalid until each
/// partition has its own.
const INDEXES: &str = "SELECT format('%I.%I', tn.nspname, t.relname), format('%I.%I', n.nspname, c.relname),
           (SELECT min(p.pid)::text FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
    WHERE NOT i.indisvalid AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
    ORDER BY 1, 2";

const CONSTRAINTS: &str = "SELECT format('%I.%I', n.nspname, t.relname), o.conname, NULL
    FROM pg_catalog.pg_constraint o
    JOIN pg_catalog.pg_class t ON t.oid = o.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    WHERE NOT o.convalidated {ENFORCED} AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
    ORDER BY 1, 2";

const DETACHING: &str = "SELECT format('%I.%I', pn.nspname, p.relname), format('%I.%I', n.nspname, c.relname), NULL
    FROM pg_catalog.pg_inherits i
    JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
    WHERE i.inhdetachpending ORDER BY 1, 2";

const HISTORY: &str = "SELECT r.run::text, to_char(r.began AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
           round(extract(epoch FROM r.ended - r.began)::numeric, 1)::text, r.outcome, r.message, r.tool, r.role,
           host(r.client), nullif(r.application, ''), r.phases, r.steps::text,
           count(*) FILTER (WHERE s.outcome = 'done')::text,
           round(coalesce(extract(epoch FROM sum(s.waited)), 0)::numeric, 1)::text,
           (SELECT format('%s of %s pages, %s rows', f.pages, f.of_pages, f.filled) FROM {schema}.statements f
            WHERE f.run = r.run AND f.pages IS NOT NULL AND f.step = max(s.step)
            ORDER BY f.statement DESC LIMIT 1)
    FROM {schema}.runs r LEFT JOIN {schema}.steps s ON s.run = r.run
    GROUP BY r.run ORDER BY r.run DESC LIMIT ";

/// Looks.
///
/// # Errors
/// When the server refuses. A history that cannot be read is none, nor is one of a role that could have us run what it likes.
pub async fn status(connection: &Connection) -> Result<Status, PgError> {
    let mut status = Status {
        at_work: holder(connection).await,
        ..Status::default()
    };
    // Since 18 a constraint may be meant to hold for nobody, which is no work in progress.
    let enforced = if connection.server_version() >= 180_000 {
        "AND o.conenforced"
    } else {
        ""
    };
    for (kind, query) in [
        (UnfinishedKind::InvalidIndex, INDEXES.to_owned()),
        (
            UnfinishedKind::NotValid,
            CONSTRAINTS.replace("{ENFORCED}", enforced),
        ),
        (UnfinishedKind::HalfDetached, DETACHING.to_owned()),
    ] {
        let found = connection.rows(&beside(&query, connection.ledger())).await?;
        status.unfinished.extend(unfinished(kind, found));
    }
    let history = match is_ours(connection).await {
        Ok(()) => {
            let history = of_schema(HISTORY, connection.ledger());
            connection.rows(&format!("{history}{RUNS}")).await
        }
        Err(error) => Err(error),
    };
    match history {
        Ok(found) => status.runs = runs(found),
        Err(error) if error.is_lost() => return Err(error),
        Err(error) => tracing::debug!("no history: {error}"),
    }
    if status.at_work.is_none() {
        for run in &mut status.runs {
            if run.outcome == "running" {
                "lost".clone_into(&mut run.outcome);
            }
        }
    }
    Ok(status)
}

fn unfinished(kind: UnfinishedKind, found: Section) -> impl Iterator<Item = Unfinished> {
    found.rows.into_iter().filter_map(move |row| {
        let mut values = row.into_iter();
        Some(Unfinished {
            kind,
            table: values.next()??,
            name: values.next()??,
            at_work: values.next().flatten(),
        })
    })
}

fn runs(found: Section) -> Vec<Run> {
    let run = |row: Vec<Option<String>>| {
        let mut values = row.into_iter();
        let mut next = || values.next().flatten();
        Some(Run {
            run: next()?,
            began: next()?,
            seconds: next(),
            outcome: next()?,
            message: next(),
            tool: next()?,
            role: next()?,
            client: next(),
            application: next(),
            phases: next()?,
            steps: next()?,
            done: next()?,
            waited: next()?,
            backfill: next(),
        })
    };
    found.rows.into_iter().filter_map(run).collect()
}
