//! The history of runs, for people: kept in the database that it is about, and believed by nobody.
//!
//! A run never reads it, so that to remove it loses history and nothing else; and nothing that goes wrong with it stops a run.
//! Its schema is in no comparison: every query of the engine leaves it out.

use std::time::{Duration, Instant};

use schemadiff::plan::{Plan, Statement, Step};

use super::{ApplyOptions, Progress};
use crate::connection::{Connection, PgError};
use crate::{fingerprint, literal, quoted};

/// How often the place of a backfill is noted.
const NOTED: Duration = Duration::from_secs(2);

/// A write must not be what a run waits for, neither for a lock nor for a disk: what a crash may cost is the last line of history.
const HASTE: &str =
    "SET LOCAL lock_timeout = '1s'; SET LOCAL statement_timeout = '5s'; SET LOCAL synchronous_commit = off; ";

/// Whether it is there, whether it is published without anybody having asked for it, and whether it survives a crash.
const LOOK: &str = "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = {name} AND c.relname = 'statements'),
        EXISTS (SELECT FROM pg_catalog.pg_publication WHERE puballtables),
        EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = {name} AND c.relkind = 'r' AND c.relpersistence = 'p')";

/// A role that could have statements of its own run by whoever writes or reads the history: an owner of its tables can put triggers
/// on them, or views in their place. Ourselves, the owner of the database and superusers are no strangers.
const STRANGER: &str = "SELECT min(r.rolname) FROM pg_catalog.pg_roles r
    WHERE r.oid IN (SELECT n.nspowner FROM pg_catalog.pg_namespace n WHERE n.nspname = {name}
                    UNION SELECT c.relowner FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                          WHERE n.nspname = {name})
      AND NOT r.rolsuper AND r.rolname <> current_user
      AND r.oid <> (SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())";

/// A publication `FOR ALL TABLES` sends changes of these too, and a subscriber that does not have them stops
/// (`logicalrep_rel_open` in `src/backend/replication/logical/relation.c`). What is not logged is not published.
const HIDE: &str = "ALTER TABLE {schema}.runs SET UNLOGGED; ALTER TABLE {schema}.steps SET UNLOGGED;
     ALTER TABLE {schema}.statements SET UNLOGGED; ";

const CREATE: &str = "CREATE SCHEMA IF NOT EXISTS {schema};
    COMMENT ON SCHEMA {schema} IS 'What schemadiff has applied here. Only people read it; it may be dropped.';
    CREATE TABLE IF NOT EXISTS {schema}.runs (
        run bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        began timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
        ended timestamptz,
        outcome text NOT NULL DEFAULT 'running',
        message text,
        tool text NOT NULL,
        role text NOT NULL DEFAULT session_user,
        client inet DEFAULT pg_catalog.inet_client_addr(),
        application text DEFAULT pg_catalog.current_setting('application_name'),
        process integer NOT NULL DEFAULT pg_catalog.pg_backend_pid(),
        plan text NOT NULL,
        phases text NOT NULL,
        steps integer NOT NULL);
    CREATE TABLE IF NOT EXISTS {schema}.steps (
        run bigint NOT NULL,
        step integer NOT NULL,
        phase text NOT NULL,
        transaction text NOT NULL,
        began timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
        ended timestamptz,
        outcome text NOT NULL DEFAULT 'running',
        attempts integer NOT NULL DEFAULT 1,
        waited interval NOT NULL DEFAULT '0',
        PRIMARY KEY (run, step));
    CREATE TABLE IF NOT EXISTS {schema}.statements (
        run bigint NOT NULL,
        step integer NOT NULL,
        statement integer NOT NULL,
        sql text NOT NULL,
        took interval,
        pages bigint,
        of_pages bigint,
        filled bigint,
        PRIMARY KEY (run, step, statement)); ";

/// The history while it is written; without a run, nothing is.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// The schema, as SQL.
    schema: String,
    run: Option<String>,
    step: usize,
    /// Why nothing is written any more, until it is said.
    complaint: Option<String>,
    noted: Option<Instant>,
}

/// What is heard of a step while it runs.
#[derive(Debug)]
pub(super) struct Record {
    began: Instant,
    attempts: u32,
    waited: Duration,
    took: Vec<Option<Duration>>,
    filled: Vec<Option<(u64, u64, u64)>>,
}

impl Record {
    pub(super) fn of(step: &Step) -> Self {
        Self {
            began: Instant::now(),
            attempts: 1,
            waited: Duration::ZERO,
            took: vec![None; step.statements.len()],
            filled: vec![None; step.statements.len()],
        }
    }

    pub(super) fn hear(&mut self, step: &Step, event: &Progress<'_>) {
        let place = |wanted: &Statement| {
            step.statements
                .iter()
                .position(|statement| std::ptr::eq(statement, wanted))
        };
        match event {
            Progress::StatementDone { statement, took } => {
                if let Some(place) = place(statement) {
                    self.took[place] = Some(*took);
                }
            }
            Progress::Filled {
                statement,
                pages,
                of,
                rows,
                ..
            } => {
                if let Some(place) = place(statement) {
                    self.filled[place] = Some((*pages, *of, *rows));
                }
            }
            Progress::Retry { attempts, pause, .. } | Progress::InTheWay { attempts, pause, .. } => {
                self.attempts = attempts + 1;
                self.waited = self.began.elapsed() + *pause;
            }
            _ => {}
        }
    }
}

impl Ledger {
    /// Begins the history of a run, and makes its tables when there are none.
    pub(super) async fn open(
        connection: &Connection,
        plan: &Plan,
        options: &ApplyOptions,
        of: usize,
    ) -> Self {
        let mut ledger = Self {
            schema: quoted(connection.ledger()),
            ..Self::default()
        };
        let Some(tool) = &options.history else {
            return ledger;
        };
        match begin(connection, plan, options, tool, of).await {
            Ok(run) => ledger.run = run,
            Err(error) => ledger.give_up(&error),
        }
        ledger
    }

    /// Why history is not kept, once.
    pub(super) fn complaint(&mut self) -> Option<String> {
        self.complaint.take()
    }

    pub(super) async fn step_started(&mut self, connection: &Connection, number: usize, step: &Step) {
        let Some(run) = &self.run else { return };
        let schema = self.schema.clone();
        self.step = number;
        self.noted = None;
        let statements: Vec<_> = step
            .statements
            .iter()
            .enumerate()
            .map(|(index, statement)| {
                format!("({run}, {number}, {}, {})", index + 1, literal(&statement.sql))
            })
            .collect();
        let mut sql = format!(
            "INSERT INTO {schema}.steps (run, step, phase, transaction) VALUES ({run}, {number}, '{}', '{}')",
            step.phase.word(),
            step.transaction.word()
        );
        if !statements.is_empty() {
            sql += &format!(
                "; INSERT INTO {schema}.statements (run, step, statement, sql) VALUES {}",
                statements.join(", ")
            );
        }
        self.write(connection, &sql).await;
    }

    pub(super) async fn step_ended(&mut self, connection: &Connection, record: &Record, outcome: &str) {
        let Some(run) = &self.run else { return };
        let schema = self.schema.clone();
        let step = self.step;
        let mut sql = format!(
            "UPDATE {schema}.steps SET ended = clock_timestamp(), outcome = '{outcome}', attempts = {}, waited = {}
             WHERE run = {run} AND step = {step}",
            record.attempts,
            interval(record.waited)
        );
        for (index, (took, filled)) in record.took.iter().zip(&record.filled).enumerate() {
            let mut set = Vec::new();
            set.extend(took.map(|took| format!("took = {}", interval(took))));
            set.extend(filled.map(position));
            if !set.is_empty() {
                sql += &format!(
                    "; UPDATE {schema}.statements SET {} WHERE run = {run} AND step = {step} AND statement = {}",
                    set.join(", "),
                    index + 1
                );
            }
        }
        self.write(connection, &sql).await;
    }

    /// How far a backfill is, from time to time.
    pub(super) async fn filled(&mut self, connection: &Connection, index: usize, filled: (u64, u64, u64)) {
        let Some(run) = &self.run else { return };
        let schema = self.schema.clone();
        if self.noted.is_some_and(|noted| noted.elapsed() < NOTED) {
            return;
        }
        self.noted = Some(Instant::now());
        let sql = format!(
            "UPDATE {schema}.statements SET {} WHERE run = {run} AND step = {} AND statement = {}",
            position(filled),
            self.step,
            index + 1
        );
        self.write(connection, &sql).await;
    }

    /// Ends the history of the run. What the run itself made may be a publication of all tables.
    pub(super) async fn close(&mut self, connection: &Connection, outcome: &str, message: Option<&str>) {
        let Some(run) = &self.run else { return };
        let schema = self.schema.clone();
        let message = message.map_or_else(|| "NULL".to_owned(), literal);
        let sql = format!(
            "UPDATE {schema}.runs SET ended = clock_timestamp(), outcome = '{outcome}', message = {message}
             WHERE run = {run}"
        );
        self.write(connection, &sql).await;
        if self.run.is_some()
            && let Ok(look) = connection.rows(&of_schema(LOOK, connection.ledger())).await
            && let Some([_, published, logged]) = flags(look.rows.first())
            && published
            && logged
        {
            self.write(connection, &of_schema(HIDE, connection.ledger()))
                .await;
        }
    }

    async fn write(&mut self, connection: &Connection, sql: &str) {
        if let Err(error) = connection.batch(&format!("{HASTE}{sql}")).await {
            self.give_up(&error);
        }
    }

    fn give_up(&mut self, error: &PgError) {
        self.run = None;
        // Of a lost connection the run hears by itself.
        if !error.is_lost() {
            self.complaint = Some(error.to_string());
        }
    }
}

/// Whether nobody but those who may do everything in the database anyway has a hand in the history.
///
/// # Errors
/// With the role that has, or when the server refuses to say.
pub(crate) async fn is_ours(connection: &Connection) -> Result<(), PgError> {
    match connection
        .value(&of_schema(STRANGER, connection.ledger()))
        .await?
    {
        None => Ok(()),
        Some(stranger) => Err(PgError::unfit(format!(
            "schema `{}` belongs to `{stranger}`, which is neither the owner of the database nor a superuser, and could have \
             statements of its own run by whoever writes there",
            connection.ledger()
        ))),
    }
}

/// Writes the first line, and ends the lines of runs that did not come to write their last: while we hold the lock there is no
/// other run.
async fn begin(
    connection: &Connection,
    plan: &Plan,
    options: &ApplyOptions,
    tool: &str,
    of: usize,
) -> Result<Option<String>, PgError> {
    is_ours(connection).await?;
    let schema = quoted(connection.ledger());
    let look = connection.rows(&of_schema(LOOK, connection.ledger())).await?;
    let [exists, published, logged] = flags(look.rows.first()).unwrap_or_default();
    let mut sql = HASTE.to_owned();
    if !exists {
        sql += &of_schema(CREATE, connection.ledger());
    }
    if published && (logged || !exists) {
        sql += &of_schema(HIDE, connection.ledger());
    }
    let phases: Vec<_> = options.phases.iter().map(|phase| phase.word()).collect();
    let text: String = plan
        .statements()
        .map(|statement| statement.sql.as_str())
        .collect::<Vec<_>>()
        .join(";\n");
    sql += &format!(
        "UPDATE {schema}.steps s SET outcome = 'lost' FROM {schema}.runs r
             WHERE r.run = s.run AND r.outcome = 'running' AND s.outcome = 'running';
         UPDATE {schema}.runs SET outcome = 'lost' WHERE outcome = 'running';
         INSERT INTO {schema}.runs (tool, plan, phases, steps) VALUES ({}, '{:016x}', '{}', {of}) RETURNING run",
        literal(tool),
        fingerprint(text.as_bytes()),
        phases.join(", "),
    );
    connection.value(&sql).await
}

/// A query about the history with the schema that it is in.
pub(crate) fn of_schema(sql: &str, schema: &str) -> String {
    sql.replace("{schema}", &quoted(schema))
        .replace("{name}", &literal(schema))
}

/// A query that leaves the history out, wherever it is.
pub(crate) fn beside(sql: &str, schema: &str) -> String {
    sql.replace("'schemadiff')", &format!("'schemadiff', {})", literal(schema)))
}

fn flags(row: Option<&Vec<Option<String>>>) -> Option<[bool; 3]> {
    match row?.as_slice() {
        [exists, published, logged] => {
            Some([exists, published, logged].map(|flag| flag.as_deref() == Some("t")))
        }
        _ => None,
    }
}

fn position((pages, of, rows): (u64, u64, u64)) -> String {
    format!("pages = {pages}, of_pages = {of}, filled = {rows}")
}

fn interval(duration: Duration) -> String {
    format!("interval '{} microseconds'", duration.as_micros())
}
