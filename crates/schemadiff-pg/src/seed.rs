//! Rows for development: what tables hold already, whether rows would be taken, and putting them in.
//!
//! Rows go in by `COPY`, all tables in one transaction: whatever happens, there are all of them or none. The engine says which
//! rows ([`schemadiff::sample`]); this only moves them.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff::sample::{Held, Portion, Sample, Wanted};
use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;

use crate::connection::{Connection, PgError};
use crate::literal;

/// Rows that can be referred to are read up to so many.
const KEYS: u64 = 10_000;

/// A table that holds more rows than this is only said to hold many.
pub const MANY: u64 = 1_000;

/// Bytes that are sent at once.
const PIECE: usize = 1 << 18;

/// A transaction for loading: nobody else's lock is waited for long, and a long statement is meant.
const BEGIN: &str = "BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s'; \
                     SET LOCAL idle_in_transaction_session_timeout = 0; SET CONSTRAINTS ALL DEFERRED";

/// What was found in a table that is not empty.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many rows there are, counted up to one more than [`MANY`].
    pub rows: u64,
    /// What the engine has to know of them.
    pub held: Held,
}

/// A table that does not take its rows.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The table.
    pub table: ObjectName,
    /// What the server said.
    pub error: PgError,
}

/// How far it is.
#[derive(Clone, Copy, Debug)]
pub enum Filling<'a> {
    /// A table begins: which, and how many rows it gets.
    Table(&'a ObjectName, u64),
    /// So many rows of it have been sent.
    Sent(u64),
    /// It has all its rows.
    Done(&'a ObjectName, u64),
    /// All rows are in, and the server gathers what it plans queries by.
    Analyzing,
}

/// Looks what tables hold. Tables that hold nothing are not in the answer.
///
/// # Errors
/// When a table cannot be read.
pub async fn look(
    connection: &Connection,
    tables: &[Wanted],
) -> Result<BTreeMap<ObjectName, Found>, PgError> {
    let mut found = BTreeMap::new();
    if tables.is_empty() {
        return Ok(found);
    }
    let count = |(number, wanted): (usize, &Wanted)| {
        format!(
            "SELECT {number}, count(*) FROM (SELECT FROM {} LIMIT {}) AS few",
            wanted.table,
            MANY + 1
        )
    };
    let counts: Vec<String> = tables.iter().enumerate().map(count).collect();
    let counted = connection.rows(&counts.join(" UNION ALL ")).await?;
    let mut filled = Vec::new();
    for row in counted.rows {
        let number = |at: usize| {
            row.get(at)
                .cloned()
                .flatten()
                .and_then(|text| text.parse::<u64>().ok())
        };
        let (Some(place), Some(rows)) = (number(0), number(1)) else {
            continue;
        };
        if let Some(wanted) = usize::try_from(place).ok().and_then(|place| tables.get(place))
            && rows > 0
        {
            filled.push((wanted, rows));
        }
    }
    // One message for each table that holds something, all on their way at once.
    let mut messages = Vec::with_capacity(2 * filled.len());
    for (wanted, _) in &filled {
        let columns: Vec<String> = wanted
            .keys
            .iter()
            .map(|name| format!("{}::text", quote::identifier(name)))
            .collect();
        let columns = if columns.is_empty() {
            "1".to_owned()
        } else {
            columns.join(", ")
        };
        messages.push(format!(
            "SELECT {columns} FROM {} ORDER BY 1 LIMIT {KEYS}",
            wanted.table
        ));
        let numbers = wanted
            .numbers
            .iter()
            .map(|name| format!("max({}), ", quote::identifier(name)));
        messages.push(format!(
            "SELECT {}count(*) FROM {}",
            numbers.collect::<String>(),
            wanted.table
        ));
    }
    let mut answers = connection.pipeline(&messages).await.into_iter();
    for (wanted, rows) in filled {
        let (Some(keys), Some(numbers)) = (answers.next(), answers.next()) else {
            break;
        };
        let mut numbers = numbers?.rows.into_iter().next().unwrap_or_default();
        let many = numbers
            .pop()
            .flatten()
            .and_then(|text| text.parse().ok())
            .unwrap_or(rows);
        let highest = wanted
            .numbers
            .iter()
            .cloned()
            .zip(numbers)
            .filter_map(|(name, value)| Some((name, value?.parse().ok()?)))
            .collect();
        let held = Held {
            rows: many,
            columns: wanted.keys.clone(),
            keys: keys?.rows,
            highest,
        };
        found.insert(wanted.table.clone(), Found { rows, held });
    }
    Ok(found)
}

/// What came of a trial.
#[derive(Clone, Debug, Default)]
pub struct Tried {
    /// Tables that do not take their rows.
    pub refused: Vec<Refused>,
    /// Tables that do not take them because triggers of others have filled them already.
    pub by_triggers: Vec<ObjectName>,
}

/// Tries a few rows of each table, and takes them back. What refers to a refused table is not tried. `empty` says which tables
/// held nothing before.
///
/// # Errors
/// When the connection is lost, or there can be no transaction.
pub async fn try_out(
    connection: &Connection,
    sample: &Sample,
    empty: &dyn Fn(&ObjectName) -> bool,
) -> Result<Tried, PgError> {
    connection.batch(BEGIN).await?;
    go_on(connection, sample).await?;
    let mut trial = Tried::default();
    let mut without: BTreeSet<&ObjectName> = BTreeSet::new();
    for portion in sample.portions() {
        if !portion.parents().is_disjoint(&without) {
            without.insert(portion.name());
            continue;
        }
        connection.batch("SAVEPOINT schemadiff_seed").await?;
        let began = begin_copy(connection, portion).await;
        let tried = match began {
            Ok(()) => copy(connection, portion, &mut |_| {}).await,
            Err(error) => Err(error),
        };
        let tried = match tried {
            // What is checked at the end would otherwise be said of no table.
            Ok(_) => {
                connection
                    .batch("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
                    .await
            }
            Err(error) => Err(error),
        };
        if let Err(error) = tried {
            if connection.is_closed() {
                return Err(error);
            }
            connection.batch("ROLLBACK TO SAVEPOINT schemadiff_seed").await?;
            without.insert(portion.name());
            let table = portion.name().clone();
            let filled = error.is(PgError::UNIQUE_VIOLATION)
                && empty(&table)
                && connection
                    .value(&format!("SELECT EXISTS (SELECT FROM {table})"))
                    .await?
                    .is_some_and(|there| there == "t");
            if filled {
                trial.by_triggers.push(table);
            } else {
                trial.refused.push(Refused { table, error });
            }
        }
    }
    connection.batch("ROLLBACK").await?;
    Ok(trial)
}

/// Puts all rows in, or none: says how many went into each table.
///
/// # Errors
/// With the table that did not take its rows; nothing was changed then.
pub async fn fill(
    connection: &Connection,
    sample: &Sample,
    progress: &mut dyn FnMut(Filling<'_>),
) -> Result<Vec<(ObjectName, u64)>, Refused> {
    let mut filled = Vec::new();
    let mut at = None;
    if let Err(error) = fill_all(connection, sample, progress, &mut filled, &mut at).await {
        if !connection.is_closed() {
            // The error is what matters.
            let _ = connection.batch("ROLLBACK").await;
        }
        let table = at.unwrap_or_else(|| ObjectName::bare(""));
        return Err(Refused { table, error });
    }
    progress(Filling::Analyzing);
    let names: Vec<String> = filled.iter().map(|(table, _)| table.to_string()).collect();
    if !names.is_empty()
        && let Err(error) = connection.batch(&format!("ANALYZE {}", names.join(", "))).await
    {
        tracing::warn!("the tables are filled and not analyzed: {error}");
    }
    Ok(filled)
}

async fn fill_all(
    connection: &Connection,
    sample: &Sample,
    progress: &mut dyn FnMut(Filling<'_>),
    filled: &mut Vec<(ObjectName, u64)>,
    at: &mut Option<ObjectName>,
) -> Result<(), PgError> {
    connection.batch(BEGIN).await?;
    go_on(connection, sample).await?;
    for portion in sample.portions() {
        *at = Some(portion.name().clone());
        progress(Filling::Table(portion.name(), portion.rows()));
        connection
            .batch(&format!("LOCK TABLE {} IN ROW EXCLUSIVE MODE", portion.name()))
            .await?;
        let rows = copy(connection, portion, &mut |sent| progress(Filling::Sent(sent))).await?;
        progress(Filling::Done(portion.name(), rows));
        filled.push((portion.name().clone(), rows));
    }
    connection.batch("COMMIT").await
}

/// Has sequences go on after the numbers that rows get, when those are among its own. It comes first, since triggers may take
/// numbers while rows go in; no transaction takes it back.
async fn go_on(connection: &Connection, sample: &Sample) -> Result<(), PgError> {
    let mut sequences = Vec::new();
    for portion in sample.portions() {
        let of = literal(&portion.name().to_string());
        for (column, sequence, last) in portion.counted() {
            let named = sequence.map_or_else(|| "NULL".to_owned(), literal);
            sequences.push(format!(
                "(coalesce(pg_get_serial_sequence({of}, {}), {named}), {last})",
                literal(column)
            ));
        }
    }
    if sequences.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT setval(s.seqrelid, n.last) FROM (VALUES {}) AS n (name, last), pg_sequence s
         WHERE s.seqrelid = n.name::regclass AND s.seqincrement > 0 AND n.last BETWEEN s.seqmin AND s.seqmax
         AND n.last > coalesce(pg_sequence_last_value(s.seqrelid), 0)",
        sequences.join(", ")
    );
    connection.batch(&sql).await
}

/// Fails as `COPY` would before it reads a row: a trigger of the statement, a privilege, row security.
///
/// The client's library sends two messages of synchronization around a `COPY`; when the server refuses the statement itself it
/// answers both, and all later answers are taken for those of other statements.
async fn begin_copy(connection: &Connection, portion: Portion<'_>) -> Result<(), PgError> {
    let table = portion.name();
    let secured = format!(
        "SELECT row_security_active({}::regclass)",
        literal(&table.to_string())
    );
    if connection
        .value(&secured)
        .await?
        .is_some_and(|active| active == "t")
    {
        return Err(PgError {
            hint: Some("use a role that it does not bind: a superuser, or one with BYPASSRLS".to_owned()),
            ..PgError::unfit("row security binds the role, and COPY cannot obey it")
        });
    }
    let columns: Vec<String> = portion.columns().into_iter().map(quote::identifier).collect();
    let columns = columns.join(", ");
    if columns.is_empty() {
        return Ok(());
    }
    let nothing = format!(
        "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {table} WHERE false"
    );
    connection.batch(&nothing).await
}

async fn copy(
    connection: &Connection,
    portion: Portion<'_>,
    sent: &mut dyn FnMut(u64),
) -> Result<u64, PgError> {
    let columns: Vec<String> = portion.columns().into_iter().map(quote::identifier).collect();
    if columns.is_empty() {
        // `COPY` of a table whose every column is the server's own takes empty lines only where there is no column list.
        return insert_defaults(connection, portion).await;
    }
    let sql = format!("COPY {} ({}) FROM STDIN", portion.name(), columns.join(", "));
    let (mut row, rows) = (0, portion.rows());
    let mut next = |piece: &mut String| {
        while row < rows && piece.len() < PIECE {
            portion.write(row, piece);
            row += 1;
        }
        sent(row);
    };
    connection.copy(&sql, &mut next).await
}

async fn insert_defaults(connection: &Connection, portion: Portion<'_>) -> Result<u64, PgError> {
    for _ in 0..portion.rows() {
        connection
            .batch(&format!("INSERT INTO {} DEFAULT VALUES", portion.name()))
            .await?;
    }
    Ok(portion.rows())
}
