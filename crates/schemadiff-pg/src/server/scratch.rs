//! A private server from start to stop.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::process::Signal;

use super::postmaster::{self, Postmaster, Start};
use super::unprivileged::{Account, account};
use super::{Binaries, ServerError, place};
use crate::connection::{ConnectErrorKind, Connection, PgError};
use crate::target::Target;

/// How long a server may take to accept connections; after a crash it has to recover first.
const START_LIMIT: Duration = Duration::from_mins(1);

/// The superuser that `initdb` makes.
const USER: &str = "postgres";

/// The file that is locked while the server is started or stopped.
const CHANGE_LOCK: &str = "change.lock";

/// A private server. Dropping it stops the server, unless another process uses it too.
#[derive(Debug)]
pub struct Scratch {
    socket: PathBuf,
    data: PathBuf,
    major: u32,
    notice: Option<String>,
    /// The process, when it was us who started it.
    postmaster: Option<Postmaster>,
    keep: Keep,
}

/// What is left when the server has stopped.
#[derive(Debug)]
enum Keep {
    /// Nothing: the folder goes.
    Nothing(PathBuf),
    /// The data, which several processes may use at once.
    Data(Locks),
}

/// Two files with locks that the kernel gives back when a process dies. Whoever starts or stops the server holds `change`
/// alone; whoever uses it shares `usage`, so that the last user is the one who can have it alone, and stops the server.
#[derive(Debug)]
struct Locks {
    change: File,
    usage: File,
}

impl Scratch {
    /// Starts a server that leaves nothing behind, in a new folder of the system's temporary one.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn throw_away(binaries: &Binaries) -> Result<Self, ServerError> {
        Self::throw_away_in(None, binaries).await
    }

    /// Starts a server that leaves nothing behind, in a new folder of `parent`, or of the system's temporary one when it
    /// cannot be reached.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn throw_away_in(parent: Option<&Path>, binaries: &Binaries) -> Result<Self, ServerError> {
        let account = account()?;
        let account = account.as_ref();
        let folder = place::throw_away(parent, account)?;
        let started = Self::start_throw_away(binaries, account, &folder).await;
        if started.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        started
    }

    async fn start_throw_away(
        binaries: &Binaries,
        account: Option<&Account>,
        folder: &Path,
    ) -> Result<Self, ServerError> {
        let data = folder.join("data");
        postmaster::initialize(binaries, account, &data)?;
        let socket = place::socket(folder, account)?;
        let log = folder.join("server.log");
        let start = Start {
            binaries,
            account,
            data: &data,
            socket: &socket,
            log: &log,
            remove: Some(folder),
        };
        let mut scratch = Self {
            postmaster: Some(Postmaster::start(&start)?),
            socket,
            data,
            major: binaries.major(),
            notice: None,
            keep: Keep::Nothing(folder.to_owned()),
        };
        scratch.wait_until_ready(&log).await?;
        Ok(scratch)
    }

    /// Starts the server whose data is kept in `directory`, or joins it when another process has it running.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn persistent(directory: &Path, binaries: &Binaries) -> Result<Self, ServerError> {
        let account = account()?;
        let account = account.as_ref();
        let (home, notice) = place::home(directory, account)?;
        let folder = home.join(format!("pg{}", binaries.major()));
        place::create(&folder, 0o755)?;
        let locks = Locks::open(&folder)?;
        // Without blocking the thread: whoever holds the lock may need it to come to an end.
        let deadline = Instant::now() + START_LIMIT;
        while !locks.begin_change() {
            if Instant::now() > deadline {
                return Err(ServerError::new(
                    format!(
                        "another process has been starting or stopping the private server for {START_LIMIT:?}"
                    ),
                    format!("see what it does: fuser {}", folder.join(CHANGE_LOCK).display()),
                ));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }

        let data = folder.join("data");
        let log = folder.join("server.log");
        let (socket, postmaster) = if let Some(socket) = join(&data).await {
            (socket, None)
        } else {
            if !data.join("PG_VERSION").exists() {
                postmaster::initialize(binaries, account, &data)?;
            }
            let socket = place::socket(&folder.join("socket"), account)?;
            let start = Start {
                binaries,
                account,
                data: &data,
                socket: &socket,
                log: &log,
                remove: None,
            };
            let postmaster = Postmaster::start(&start)?;
            (socket, Some(postmaster))
        };
        let keep = Keep::Data(locks);
        let mut scratch = Self {
            socket,
            data,
            major: binaries.major(),
            notice,
            postmaster,
            keep,
        };
        scratch.wait_until_ready(&log).await?;
        if let Keep::Data(locks) = &scratch.keep {
            locks.use_it()?;
        }
        Ok(scratch)
    }

    /// How to connect to one of its databases, as its superuser.
    pub fn target(&self, database: &str) -> Target {
        Target::socket(&self.socket, place::PORT, USER, database)
    }

    /// The folder of its socket, for programs such as `psql -h`.
    pub fn socket_directory(&self) -> &Path {
        &self.socket
    }

    /// Its major version, such as 16.
    pub fn major(&self) -> u32 {
        self.major
    }

    /// What the user should know about where it is kept.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Whether this process started it, rather than joining one that was running.
    pub fn is_ours(&self) -> bool {
        self.postmaster.is_some()
    }

    /// Makes an empty database and says how to connect to it.
    ///
    /// # Errors
    /// When the server refuses, for example because there is one of that name.
    pub async fn create_database(&self, name: &str) -> Result<Target, ServerError> {
        self.administer(&format!("CREATE DATABASE {}", crate::quoted(name)))
            .await?;
        Ok(self.target(name))
    }

    /// Makes an empty database unless there is one of that name, and says how to connect to it.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn ensure_database(&self, name: &str) -> Result<Target, ServerError> {
        let connection = self.maintenance().await?;
        let found = connection
            .value(&format!(
                "SELECT 1 FROM pg_catalog.pg_database WHERE datname = {}",
                crate::literal(name)
            ))
            .await
            .map_err(|error| refused(&error))?;
        if found.is_none() {
            self.create_database(name).await?;
        }
        Ok(self.target(name))
    }

    /// Removes a database with the sessions in it, if there is one of that name.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn drop_database(&self, name: &str) -> Result<(), ServerError> {
        self.administer(&format!(
            "DROP DATABASE IF EXISTS {} WITH (FORCE)",
            crate::quoted(name)
        ))
        .await
    }

    async fn administer(&self, sql: &str) -> Result<(), ServerError> {
        self.maintenance()
            .await?
            .batch(sql)
            .await
            .map_err(|error| refused(&error))
    }

    async fn maintenance(&self) -> Result<Connection, ServerError> {
        Connection::open(&self.target(USER))
            .await
            .map_err(|error| ServerError {
                message: error.message,
                hint: error.hint,
            })
    }

    async fn wait_until_ready(&mut self, log: &Path) -> Result<(), ServerError> {
        let target = self.target(USER);
        let deadline = Instant::now() + START_LIMIT;
        loop {
            let Err(error) = Connection::open(&target).await else {
                return Ok(());
            };
            let ended = self.postmaster.as_mut().is_some_and(Postmaster::has_ended);
            if ended || Instant::now() > deadline {
                let said = postmaster::last_words(log);
                let said = if said.is_empty() { error.message } else { said };
                return Err(ServerError::new(
                    format!("the private PostgreSQL {} does not start:\n{said}", self.major),
                    format!(
                        "its log is {}; removing {} makes it start anew",
                        log.display(),
                        self.data.display()
                    ),
                ));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn stop(&mut self) {
        let postmaster = self.postmaster.take();
        match &self.keep {
            Keep::Nothing(folder) => {
                if let Some(postmaster) = postmaster {
                    postmaster.stop("QUIT", &self.data);
                }
                let _ = fs::remove_dir_all(folder);
            }
            Keep::Data(locks) => {
                let deadline = Instant::now() + START_LIMIT;
                while !locks.begin_change() && Instant::now() < deadline {
                    std::thread::sleep(Duration::from_millis(10));
                }
                let last = locks.is_last();
                match (postmaster, last) {
                    (Some(postmaster), true) => postmaster.stop("INT", &self.data),
                    (Some(postmaster), false) => postmaster.leave(),
                    (None, true) => {
                        postmaster::end(&self.data, Signal::INT);
                        wait_for_end(&self.data);
                    }
                    (None, false) => {}
                }
                if last && !self.socket.starts_with(self.data.parent().unwrap_or(&self.data)) {
                    let _ = fs::remove_dir(&self.socket);
                }
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.stop();
    }
}

fn refused(error: &PgError) -> ServerError {
    ServerError {
        message: format!("the private server says: {error}"),
        hint: None,
    }
}

/// The socket of a server that runs on this data. One that is shutting down is waited for; a file that a killed server
/// left behind counts for nothing, and the next server removes it.
async fn join(data: &Path) -> Option<PathBuf> {
    let deadline = Instant::now() + START_LIMIT;
    loop {
        let (_, socket) = postmaster::running(data)?;
        match Connection::open(&Target::socket(&socket, place::PORT, USER, USER)).await {
            Ok(_) => return Some(socket),
            Err(error) if error.kind == ConnectErrorKind::NotReady && Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            Err(_) => return None,
        }
    }
}

/// A server removes its `postmaster.pid` last.
fn wait_for_end(data: &Path) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while data.join("postmaster.pid").exists() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(2));
    }
}

impl Locks {
    fn open(folder: &Path) -> Result<Self, ServerError> {
        let open = |name: &str| {
            let path = folder.join(name);
            OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .mode(0o644)
                .open(&path)
                .map_err(|error| ServerError::io("open", &path, &error))
        };
        Ok(Self {
            change: open(CHANGE_LOCK)?,
            usage: open("usage.lock")?,
        })
    }

    /// Whether a change may begin; not while another process makes one.
    fn begin_change(&self) -> bool {
        flock(&self.change, FlockOperation::NonBlockingLockExclusive).is_ok()
    }

    /// Ends a change as a user.
    fn use_it(&self) -> Result<(), ServerError> {
        lock(&self.usage, FlockOperation::LockShared)?;
        lock(&self.change, FlockOperation::Unlock)
    }

    /// Whether nobody else uses the server. Our own use is over either way.
    fn is_last(&self) -> bool {
        let _ = flock(&self.usage, FlockOperation::Unlock);
        flock(&self.usage, FlockOperation::NonBlockingLockExclusive).is_ok()
    }
}

fn lock(file: &File, operation: FlockOperation) -> Result<(), ServerError> {
    flock(file, operation).map_err(|error| {
        ServerError::new(
            format!("cannot lock the private server: {error}"),
            "keep the project on a file system with locks",
        )
    })
}
