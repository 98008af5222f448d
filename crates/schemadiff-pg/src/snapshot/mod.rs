//! Reading a catalog: every query of the engine in one message, in one transaction that sees one moment; of a large database
//! in several sessions that see the same moment.

mod share;

use std::time::Duration;

use futures_util::future;
use schemadiff::source::{FORMAT, SETTINGS, Section, Snapshot, queries_beside};

use crate::connection::{Connection, PgError, Reply};
use crate::target::Target;

/// The oldest server whose catalogs the queries know.
const OLDEST: u32 = 140_000;

/// A catalog lock is a matter of moments; waiting for ever on one would look like a hang. Reading many objects may take
/// longer than the timeout that somebody set for the application.
const LIMITS: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s';";

const BEGIN: &str = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;";

/// Who asks, and how much there is: relations of every kind, which is what reading takes time for.
const ABOUT: &str = "SELECT d.datname, current_user, pg_get_userbyid(d.datdba), \
    (SELECT count(*) FROM pg_class c WHERE c.oid >= 16384) FROM pg_database d WHERE d.datname = current_database();";

/// With fewer relations than this, about three hundred tables with their indexes, a second session costs more than it saves.
const LARGE: usize = 2_000;

/// How many sessions help with a large database.
const HELPERS: usize = 2;

/// How long a helper may take to begin. A pooler without a free connection would have it wait for one, and this session has
/// one of those that it waits for.
const PATIENCE: Duration = Duration::from_secs(1);

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

/// Reads the catalog with the engine's queries, in two round trips.
///
/// # Errors
/// When the server is too old or refuses a query.
pub async fn read(connection: &mut Connection) -> Result<Snapshot, SnapshotError> {
    if let Some(error) = too_old(connection) {
        return Err(error);
    }
    read_queries(
        connection,
        &queries_beside(connection.server_version(), connection.ledger()),
    )
    .await
}

/// Reads the catalog as [`read`] does. Two more sessions of the target share the work when the database is large; they see
/// the same moment (`pg_export_snapshot`, manual section 9.28.5), and if they cannot be had the one session does it all.
///
/// # Errors
/// When the server is too old or refuses a query.
pub async fn read_with_help(connection: &mut Connection, target: &Target) -> Result<Snapshot, SnapshotError> {
    if let Some(error) = too_old(connection) {
        return Err(error);
    }
    let queries = queries_beside(connection.server_version(), connection.ledger());
    let about = begin(connection).await?;
    let moment = match about.relations {
        LARGE.. => moment(connection).await,
        _ => None,
    };
    tracing::debug!(
        relations = about.relations,
        helped = moment.is_some(),
        "begin to read the catalog"
    );
    let read = match &moment {
        Some(moment) => share_out(connection, target, moment, &queries).await,
        None => run(connection, queries.iter().collect(), End::Commit).await,
    };
    snapshot(connection, about, read).await
}

/// Reads with these queries, each the name of its section and one SELECT.
///
/// # Errors
/// When the server refuses a query.
pub async fn read_queries(
    connection: &mut Connection,
    queries: &[(&str, String)],
) -> Result<Snapshot, SnapshotError> {
    let about = begin(connection).await?;
    let read = run(connection, queries.iter().collect(), End::Commit).await;
    snapshot(connection, about, read).await
}

fn too_old(connection: &Connection) -> Option<SnapshotError> {
    (connection.server_version() < OLDEST).then(|| SnapshotError::TooOld {
        label: connection.label(),
        version: connection.server_version(),
    })
}

/// What [`ABOUT`] says.
struct About {
    database: String,
    role: String,
    owner: String,
    relations: usize,
}

/// Begins the transaction.
async fn begin(connection: &Connection) -> Result<About, SnapshotError> {
    let message = format!("{BEGIN}\n{SETTINGS}\n{LIMITS}\n{ABOUT}");
    let rows = match connection.rows(&message).await {
        Ok(section) => section.rows,
        Err(error) => return Err(failed(connection, "beginning", error).await),
    };
    let mut values = rows.into_iter().next().unwrap_or_default().into_iter();
    let mut next = || values.next().flatten().unwrap_or_default();
    Ok(About {
        database: next(),
        role: next(),
        owner: next(),
        relations: next().parse().unwrap_or_default(),
    })
}

/// The name of the moment that the transaction sees, for other sessions.
///
/// Allowed everywhere but in a subtransaction (`ExportSnapshot`, src/backend/utils/time/snapmgr.c), so that it does not end the
/// transaction that the reading goes on in.
async fn moment(connection: &Connection) -> Option<String> {
    let moment = connection.value("SELECT pg_export_snapshot()").await.ok()??;
    moment
        .chars()
        .all(|c| c.is_ascii_hexdigit() || c == '-')
        .then_some(moment)
}

/// A session that sees that moment, as long as the one that named it is still in its transaction.
async fn helper(target: &Target, moment: &str) -> Option<Connection> {
    let message = format!("{BEGIN}\nSET TRANSACTION SNAPSHOT '{moment}';\n{SETTINGS}\n{LIMITS}");
    let open = async {
        let helper = Connection::open(target).await.ok()?;
        helper.batch(&message).await.ok()?;
        Some(helper)
    };
    tokio::time::timeout(PATIENCE, open).await.ok().flatten()
}

/// Runs the queries, shared among this session and helpers. This one begins at once; what is a helper's that cannot be had it
/// does afterwards.
async fn share_out(
    connection: &Connection,
    target: &Target,
    moment: &str,
    queries: &[Query<'_>],
) -> Result<Vec<Read>, Unread> {
    let mut shares = share::out(queries, HELPERS + 1).into_iter();
    let own = run(connection, shares.next().unwrap_or_default(), End::Stay);
    let helped = shares.map(|share| async move {
        match helper(target, moment).await {
            Some(helper) => Ok(run(&helper, share, End::Commit).await),
            None => Err(share),
        }
    });
    let (own, helped) = future::join(own, future::join_all(helped)).await;
    let (mut read, mut left) = (own?, Vec::new());
    for outcome in helped {
        match outcome {
            Ok(helped) => read.extend(helped?),
            Err(share) => left.extend(share),
        }
    }
    read.extend(run(connection, left, End::Commit).await?);
    Ok(read)
}

/// What was read, as a snapshot.
async fn snapshot(
    connection: &Connection,
    about: About,
    read: Result<Vec<Read>, Unread>,
) -> Result<Snapshot, SnapshotError> {
    let sections = match read {
        Ok(sections) => sections,
        Err((section, error)) => return Err(failed(connection, &section, error).await),
    };
    Ok(Snapshot {
        format: FORMAT,
        server_version: connection.server_version(),
        database: about.database,
        role: about.role,
        owner: about.owner,
        sections: sections.into_iter().collect(),
    })
}

/// The name of a section and its SELECT.
type Query<'a> = (&'a str, String);

/// A section by its name.
type Read = (String, Section);

/// The section whose query failed.
type Unread = (String, PgError);

/// What a message ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Commit,
    Stay,
}

/// Runs some of the queries in one message.
async fn run(connection: &Connection, queries: Vec<&Query<'_>>, end: End) -> Result<Vec<Read>, Unread> {
    let mut message = String::new();
    // Where each query ends, to tell which one a syntax error is in: the server parses the message before it runs any.
    let mut ends = Vec::with_capacity(queries.len());
    for (_, sql) in &queries {
        message.push_str(sql.trim_end().trim_end_matches(';'));
        message.push_str("\n;\n");
        ends.push(message.chars().count());
    }
    if end == End::Commit {
        message.push_str("COMMIT");
    }

    let mut reply = Reply::default();
    let outcome = match connection.send(&message).await {
        Ok(stream) => connection.collect(stream, &mut reply).await,
        Err(error) => Err(error),
    };
    if let Err(error) = outcome {
        let position = error.position.unwrap_or_default() as usize;
        let index = match reply.completed {
            0 => ends
                .iter()
                .position(|end| position > 0 && position <= *end)
                .unwrap_or(0),
            completed => completed,
        };
        let section = queries.get(index).map_or("end", |(name, _)| name);
        return Err((section.to_owned(), error));
    }
    let names = queries.iter().map(|(name, _)| (*name).to_owned());
    Ok(names.zip(reply.sections).collect())
}

/// The session stays in the failed transaction; whoever goes on with it must not find it there.
async fn failed(connection: &Connection, section: &str, error: PgError) -> SnapshotError {
    let _ = connection.batch("ROLLBACK").await;
    SnapshotError::Failed {
        label: connection.label(),
        section: section.to_owned(),
        error,
    }
}
