//! What the rows of a table say about the partitions that are due.

use schemadiff::upkeep::{Listed, Numbered};
use schemadiff_sql::{SqlError, plain_query};

use crate::connection::{Connection, PgError};
use crate::quoted;

/// Limits of a look that an index makes instant, and that nobody shall wait for. What row security hides is refused rather than
/// taken for missing; no name is looked for anywhere but where it is said to be.
const BEGIN: &str = "BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = '30s'; SET LOCAL lock_timeout = '2s'; \
                     SET LOCAL row_security = off;";

/// The highest number that a table holds in any of its partitions; `None` when it has no rows.
///
/// Takes ACCESS SHARE on the table and its partitions. PostgreSQL reads one row of each partition where an index begins with the
/// column (`MergeAppend` below `Limit`, `src/backend/optimizer/plan/planagg.c`), and all rows otherwise.
///
/// # Errors
/// When the role may not read the table or sees only some of its rows, and when it takes longer than 30 seconds.
pub async fn highest(connection: &Connection, numbered: &Numbered) -> Result<Option<i64>, PgError> {
    connection
        .batch(&format!("{BEGIN} SET LOCAL search_path = pg_catalog"))
        .await?;
    let table = &numbered.table;
    let schema = table
        .schema
        .as_deref()
        .map_or_else(String::new, |schema| format!("{}.", quoted(schema)));
    let sql = format!(
        "SELECT max({})::bigint FROM {schema}{}",
        quoted(&numbered.column),
        quoted(&table.name)
    );
    let value = connection.value(&sql).await;
    connection.batch("ROLLBACK").await?;
    Ok(value?.and_then(|value| value.parse().ok()))
}

/// More values than this nobody means.
const MOST_VALUES: usize = 10_001;

/// Why a query gave no values.
#[derive(Debug)]
pub enum NoValues {
    /// It is not as plain as what is run of a model has to be.
    NotPlain(SqlError),
    /// The server refused it.
    Refused(PgError),
    /// There is null among them.
    Null,
}

impl From<PgError> for NoValues {
    fn from(error: PgError) -> Self {
        Self::Refused(error)
    }
}

/// The values that the query of a policy gives, in order, each once; of more than a policy may have the first ones.
///
/// Only a query that is plain is sent ([`plain_query`]), in a transaction that is read-only and ends after 30 seconds. It takes
/// ACCESS SHARE on what it reads. PostgreSQL's own names come first, so that no operator of a schema is taken for one of its own.
///
/// # Errors
/// When it is not plain, when the server refuses it, as it does when something is not there or row security would hide rows, and
/// when there is null among the values.
pub async fn values(connection: &Connection, listed: &Listed) -> Result<Vec<String>, NoValues> {
    let query = plain_query(&listed.query).map_err(NoValues::NotPlain)?;
    connection
        .batch(&format!(
            "{BEGIN} SET LOCAL search_path = pg_catalog, {}",
            quoted(&listed.schema)
        ))
        .await?;
    let sql = format!(
        "SELECT DISTINCT v::text COLLATE \"C\" FROM (\n{query}\n) AS q(v) ORDER BY 1 LIMIT {MOST_VALUES}"
    );
    let section = connection.rows(&sql).await;
    connection.batch("ROLLBACK").await?;
    let values = section?
        .rows
        .into_iter()
        .map(|row| row.into_iter().next().flatten());
    values.collect::<Option<_>>().ok_or(NoValues::Null)
}
