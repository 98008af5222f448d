//! What the rows of a table say about the partitions that are due.

use schemadiff::upkeep::Numbered;

use crate::connection::{Connection, PgError};
use crate::quoted;

/// Limits of a look that an index makes instant, and that nobody shall wait for. What row security hides is refused rather than
/// taken for missing; no name is looked for anywhere but where it is said to be.
const BEGIN: &str = "BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = '30s'; SET LOCAL lock_timeout = '2s'; \
                     SET LOCAL row_security = off; SET LOCAL search_path = pg_catalog";

/// The highest number that a table holds in any of its partitions; `None` when it has no rows.
///
/// Takes ACCESS SHARE on the table and its partitions. PostgreSQL reads one row of each partition where an index begins with the
/// column (`MergeAppend` below `Limit`, `src/backend/optimizer/plan/planagg.c`), and all rows otherwise.
///
/// # Errors
/// When the role may not read the table or sees only some of its rows, and when it takes longer than 30 seconds.
pub async fn highest(connection: &Connection, numbered: &Numbered) -> Result<Option<i64>, PgError> {
    connection.batch(BEGIN).await?;
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
