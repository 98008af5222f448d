//! One server of each version, shared by everything that a test run does, and databases in it to throw away.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use schemadiff_pg::{Binaries, Connection, Scratch, Target};

use crate::versions::SUPPORTED;

/// Names the folders of the servers' programs, separated by commas. Otherwise those count that the machine has.
pub const SERVERS: &str = "SCHEMADIFF_TEST_SERVERS";

/// Set to 1, it makes a version that the machine does not have a remark rather than a failure.
pub const ALLOW_MISSING: &str = "SCHEMADIFF_TEST_ALLOW_MISSING";

/// The servers of a run, each started when it is first asked for.
#[derive(Debug)]
pub struct Servers(BTreeMap<u32, Slot>);

#[derive(Debug)]
struct Slot {
    binaries: Binaries,
    server: OnceLock<Result<Server, String>>,
}

/// One server.
#[derive(Debug)]
pub struct Server {
    scratch: Scratch,
    databases: AtomicU32,
}

impl Servers {
    /// Finds the programs of every supported version.
    ///
    /// # Errors
    /// When a named folder holds none, or when a version is missing and that is not permitted.
    pub fn find() -> Result<Self, String> {
        let env = |name: &str| std::env::var(name).ok();
        let found = match env(SERVERS) {
            Some(folders) => {
                let mut found = BTreeMap::new();
                for folder in folders.split(',') {
                    let binaries =
                        Binaries::at(Path::new(folder.trim())).map_err(|error| error.to_string())?;
                    found.insert(binaries.major(), binaries);
                }
                found
            }
            None => Binaries::all(&env),
        };
        let missing: Vec<_> = SUPPORTED
            .filter(|major| !found.contains_key(major))
            .map(|major| major.to_string())
            .collect();
        if !missing.is_empty() && env(ALLOW_MISSING).is_none_or(|value| value != "1") {
            return Err(format!(
                "PostgreSQL {} not found: get them with `cargo xtask pg install all`, name the folders of their programs with \
                 {SERVERS}, or do without them with {ALLOW_MISSING}=1",
                missing.join(", ")
            ));
        }
        let slots = found
            .into_iter()
            .filter(|(major, _)| SUPPORTED.contains(major))
            .map(|(major, binaries)| {
                (
                    major,
                    Slot {
                        binaries,
                        server: OnceLock::new(),
                    },
                )
            })
            .collect();
        Ok(Self(slots))
    }

    /// The versions that there are.
    pub fn versions(&self) -> impl Iterator<Item = u32> {
        self.0.keys().copied()
    }

    /// The server of a version. Not to be called from within a runtime.
    ///
    /// # Errors
    /// When it does not start.
    pub fn get(&self, major: u32) -> Result<&Server, String> {
        let slot = self
            .0
            .get(&major)
            .ok_or_else(|| format!("there is no PostgreSQL {major}"))?;
        slot.server
            .get_or_init(|| Server::start(&slot.binaries))
            .as_ref()
            .map_err(Clone::clone)
    }
}

impl Server {
    fn start(binaries: &Binaries) -> Result<Self, String> {
        let memory = memory();
        let scratch = block_on(Scratch::throw_away_in(memory.as_deref(), binaries))
            .map_err(|error| error.to_string())?;
        block_on(make_tablespace(&scratch))?;
        Ok(Self {
            scratch,
            databases: AtomicU32::new(0),
        })
    }

    /// Its major version.
    pub fn major(&self) -> u32 {
        self.scratch.major()
    }

    /// Does something with empty databases, and removes them afterwards whether or not it succeeded.
    ///
    /// # Errors
    /// With the error of the work, or when a database cannot be made or removed.
    pub async fn with_databases<T, const N: usize>(
        &self,
        work: impl AsyncFnOnce([Target; N]) -> Result<T, String>,
    ) -> Result<T, String> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let names: [String; N] = std::array::from_fn(|index| format!("test_{number}_{index}"));
        let maintenance = open(&self.scratch.target("postgres")).await?;
        for name in &names {
            // The default of 15 and later writes a copy of the template to the log; copying its files is faster.
            let strategy = if self.major() >= 15 {
                "STRATEGY file_copy"
            } else {
                ""
            };
            batch(
                &maintenance,
                &format!("CREATE DATABASE {name} TEMPLATE template0 {strategy}"),
            )
            .await?;
        }
        let outcome = work(names.each_ref().map(|name| self.scratch.target(name))).await;
        for name in &names {
            unsubscribe(&maintenance, &self.scratch.target(name)).await?;
            batch(&maintenance, &format!("DROP DATABASE {name} WITH (FORCE)")).await?;
        }
        outcome
    }

    /// The folder of its socket, for `psql -h`.
    pub fn socket_directory(&self) -> &Path {
        self.scratch.socket_directory()
    }
}

/// Makes the tablespace `archive`, which is of the whole server and which no model can make.
async fn make_tablespace(scratch: &Scratch) -> Result<(), String> {
    let connection = open(&scratch.target("postgres")).await?;
    let shown = connection
        .rows("SHOW data_directory")
        .await
        .map_err(|error| error.to_string())?;
    let data = shown
        .rows
        .into_iter()
        .flatten()
        .flatten()
        .next()
        .unwrap_or_default();
    batch(&connection, "SET client_min_messages = error").await?;
    batch(
        &connection,
        &format!("COPY (SELECT) TO PROGRAM 'cat > {data}/note; mkdir {data}/archive'"),
    )
    .await?;
    batch(
        &connection,
        &format!("CREATE TABLESPACE archive LOCATION '{data}/archive'"),
    )
    .await
}

/// Drops the subscriptions of a database, without asking their publishers: with them it could not be dropped.
async fn unsubscribe(maintenance: &Connection, database: &Target) -> Result<(), String> {
    let subscriptions = maintenance.rows("SELECT subdbid FROM pg_subscription").await;
    if subscriptions.map_err(|error| error.to_string())?.rows.is_empty() {
        return Ok(());
    }
    let connection = open(database).await?;
    batch(
        &connection,
        "DO $$ DECLARE s text; BEGIN
           FOR s IN SELECT subname FROM pg_subscription
                    WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) LOOP
             EXECUTE format('ALTER SUBSCRIPTION %I DISABLE', s);
             EXECUTE format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', s);
             EXECUTE format('DROP SUBSCRIPTION %I', s);
           END LOOP;
         END $$",
    )
    .await
}

/// Opens a session.
///
/// # Errors
/// When the server does not let us in.
pub async fn open(target: &Target) -> Result<Connection, String> {
    Connection::open(target).await.map_err(|error| error.to_string())
}

/// Runs statements.
///
/// # Errors
/// With what the server said, and the statements.
pub async fn batch(connection: &Connection, sql: &str) -> Result<(), String> {
    connection
        .batch(sql)
        .await
        .map_err(|error| format!("{error}\nin: {sql}"))
}

/// Runs a future to its end, in a runtime of its own.
///
/// # Panics
/// When the process has no file descriptor left for the runtime.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime without threads needs no more than a file descriptor")
        .block_on(future)
}

/// A folder in memory, where databases are made and removed ten times faster than on a disk, if it is large enough for
/// five servers.
fn memory() -> Option<PathBuf> {
    const ENOUGH: u64 = 3 << 30;
    let folder = Path::new("/dev/shm");
    let space = rustix::fs::statvfs(folder).ok()?;
    (space.f_bavail.saturating_mul(space.f_frsize) >= ENOUGH).then(|| folder.to_owned())
}
