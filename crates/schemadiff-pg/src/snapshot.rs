//! Reading a catalog: every query of the engine in one message, in one transaction that sees one moment.

use schemadiff::source::{FORMAT, SETTINGS, Section, Snapshot, queries};

use crate::connection::{Connection, PgError, Reply};

/// The oldest server whose catalogs the queries know.
const OLDEST: u32 = 140_000;

/// A catalog lock is a matter of moments; waiting for ever on one would look like a hang. Reading many objects may take
/// longer than the timeout that somebody set for the application.
const LIMITS: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s';";

/// A catalog that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// The server is older than anything the queries know.
    #[error("the server at {label} is PostgreSQL {}; 14 and later are supported", version / 10_000)]
    TooOld {
        /// Where.
        label: String,
        /// `server_version_num`.
        version: u32,
    },
    /// A query failed.
    #[error("cannot read the catalog of {label} ({section}): {error}")]
    Failed {
        /// Where.
        label: String,
        /// Which part was being read.
        section: String,
        /// What the server said.
        error: PgError,
    },
}

/// Reads the catalog with the engine's queries.
///
/// # Errors
/// When the server is too old or refuses a query.
pub async fn read(connection: &mut Connection) -> Result<Snapshot, SnapshotError> {
    let version = connection.server_version();
    if version < OLDEST {
        return Err(SnapshotError::TooOld {
            label: connection.label().to_owned(),
            version,
        });
    }
    read_queries(connection, &queries(version)).await
}

/// Reads with these queries, each the name of its section and one SELECT.
///
/// # Errors
/// When the server refuses a query.
pub async fn read_queries(
    connection: &mut Connection,
    queries: &[(&str, String)],
) -> Result<Snapshot, SnapshotError> {
    let mut message = format!(
        "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;\n{SETTINGS}\n{LIMITS}\nSELECT d.datname, current_user, pg_get_userbyid(d.datdba) FROM pg_database d WHERE d.datname = current_database();\n"
    );
    let before_queries = message.matches(';').count();
    // Where each query ends, to tell which one a syntax error is in: the server parses the message before it runs any.
    let mut ends = Vec::with_capacity(queries.len());
    for (_, sql) in queries {
        message.push_str(sql.trim_end().trim_end_matches(';'));
        message.push_str("\n;\n");
        ends.push(message.chars().count());
    }
    message.push_str("COMMIT");

    let mut reply = Reply::default();
    let outcome = match connection.send(&message).await {
        Ok(stream) => connection.collect(stream, &mut reply).await,
        Err(error) => Err(error),
    };
    if let Err(error) = outcome {
        // The session stays in the failed transaction; whoever goes on with it must not find it there.
        let _ = connection.batch("ROLLBACK").await;
        let position = error.position.unwrap_or_default() as usize;
        let index = match reply.completed {
            0 => ends.iter().position(|end| position > 0 && position <= *end),
            completed => completed.checked_sub(before_queries),
        };
        let section = index
            .and_then(|index| queries.get(index))
            .map_or("beginning", |(name, _)| name);
        let section = section.to_owned();
        return Err(SnapshotError::Failed {
            label: connection.label().to_owned(),
            section,
            error,
        });
    }

    let mut sections = reply.sections.into_iter();
    let [database, role, owner] = sections.next().map(first_values).unwrap_or_default();
    let names = queries.iter().map(|(name, _)| (*name).to_owned());
    let snapshot = Snapshot {
        format: FORMAT,
        server_version: connection.server_version(),
        database,
        role,
        owner,
        sections: names.zip(sections).collect(),
    };
    tracing::debug!(
        sections = snapshot.sections.len(),
        bytes = message.len(),
        "read the catalog"
    );
    Ok(snapshot)
}

/// The values of the only row.
fn first_values<const N: usize>(section: Section) -> [String; N] {
    let mut values = section.rows.into_iter().next().unwrap_or_default().into_iter();
    std::array::from_fn(|_| values.next().flatten().unwrap_or_default())
}
