//! A project in a folder of its own, an environment of its own, and what a command printed.

use std::fmt;
use std::fs::Permissions;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use schemadiff_pg::{Binaries, Connection, Scratch};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A folder with files; removed when dropped.
pub(crate) struct Project(TempDir);

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    pub(crate) fn new() -> Self {
        Self(
            tempfile::Builder::new()
                .prefix("schemadiff-cli")
                .tempdir()
                .unwrap(),
        )
    }

    /// A project with this model.
    pub(crate) fn with(model: &str) -> Self {
        let project = Self::new();
        project.file("schema.toml", model);
        project
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file.
    pub(crate) fn file(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// The binary in this folder. Of the environment it sees what finds programs, so that no variable of the machine
    /// leads a test to somebody's database.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_schemadiff"));
        command
            .args(arguments.split_whitespace())
            .current_dir(self.path())
            .env_clear();
        for name in ["PATH", "SCHEMADIFF_PG_BIN"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command.env("HOME", self.path());
        // Servers that were installed for a user are in the cache of the home that is hidden from it.
        let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        let home = || Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache"));
        command.envs(cache.or_else(home).map(|cache| ("XDG_CACHE_HOME", cache)));
        command
    }

    /// Runs the binary.
    pub(crate) fn run(&self, arguments: &str) -> Ended {
        Ended::of(&self.command(arguments).output().unwrap())
    }

    /// Runs git in this folder.
    pub(crate) fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

impl Ended {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Insists on an exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self
            .code
            .map_or_else(|| "none".to_owned(), |code| code.to_string());
        write!(
            f,
            "exit code: {code}\n----- stdout\n{}\n----- stderr\n{}",
            self.stdout.trim_end(),
            self.stderr.trim_end()
        )
    }
}

/// Compares what a command printed with a snapshot; what differs from run to run is taken out.
macro_rules! shows {
    ($ended:expr) => {
        insta::with_settings!({
            filters => vec![
                (r"\S*/schemadiff-cli\w+", "[DIR]"),
                (r"\d+\.\d\d s", "[TIME]"),
                (r"\d+ ms", "[TIME]"),
                (r"PostgreSQL \d+\.\d+", "PostgreSQL [VERSION]"),
                (r"127\.0\.0\.1:\d+", "127.0.0.1:[PORT]"),
                (r"port \d+", "port [PORT]"),
            ],
            omit_expression => true,
        }, { insta::assert_snapshot!($ended.to_string()) });
    };
}
pub(crate) use shows;

/// Whether this machine has a server to start; without one the tests that need it say so and pass, so that the others can
/// be run anywhere.
pub(crate) fn has_server() -> bool {
    let found = Binaries::find(None, None, &|name| std::env::var(name).ok());
    if let Err(error) = &found {
        // The test harness shows what a test wrote when it is asked to: `cargo test -- --nocapture`.
        let _ = writeln!(std::io::stderr(), "skipped: {error}");
    }
    found.is_ok()
}

/// A server that leaves nothing behind, for what needs a URL.
pub(crate) struct ThrowAway {
    /// Always there but while it is started again.
    server: Option<Scratch>,
    /// The folder of one that can be started again.
    folder: Option<TempDir>,
    binaries: Binaries,
    runtime: Runtime,
}

impl ThrowAway {
    /// Nothing where the machine has no server to start.
    pub(crate) fn start() -> Option<Self> {
        if !has_server() {
            return None;
        }
        let binaries = Binaries::find(None, None, &|name| std::env::var(name).ok()).unwrap();
        Some(Self::of(&binaries))
    }

    /// The oldest and the newest that the machine has.
    pub(crate) fn oldest_and_newest() -> Vec<Self> {
        let all = Binaries::all(&|name| std::env::var(name).ok());
        let newest = all.values().next_back().filter(|_| all.len() > 1);
        all.values().take(1).chain(newest).map(Self::of).collect()
    }

    fn of(binaries: &Binaries) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let server = runtime.block_on(Scratch::throw_away(binaries)).unwrap();
        Self {
            server: Some(server),
            folder: None,
            binaries: binaries.clone(),
            runtime,
        }
    }

    /// One whose data outlives it, so that it can be stopped and started again; as fast as one that is thrown away.
    pub(crate) fn that_starts_again(binaries: &Binaries) -> Self {
        let started = Self::lasting(binaries);
        for setting in ["fsync", "full_page_writes", "autovacuum"] {
            started.run("postgres", &format!("ALTER SYSTEM SET {setting} = off"));
        }
        started.run("postgres", "SELECT pg_reload_conf()");
        started
    }

    /// One that takes as much care of its data as any.
    pub(crate) fn lasting(binaries: &Binaries) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let folder = tempfile::Builder::new()
            .prefix("schemadiff-cli")
            .permissions(Permissions::from_mode(0o755))
            .tempdir()
            .unwrap();
        let server = runtime
            .block_on(Scratch::persistent(folder.path(), binaries))
            .unwrap();
        Self {
            server: Some(server),
            folder: Some(folder),
            binaries: binaries.clone(),
            runtime,
        }
    }

    fn server(&self) -> &Scratch {
        self.server.as_ref().unwrap()
    }

    /// What `pg_ctl -m immediate restart` does: the server ends without a word to anybody, and recovers as it starts.
    pub(crate) fn restart_immediately(&mut self) {
        let folder = self.folder.as_ref().unwrap();
        let file = PathBuf::from(self.value("SHOW data_directory")).join("postmaster.pid");
        let text = std::fs::read_to_string(&file).unwrap();
        signal("QUIT", text.lines().next().unwrap());
        let deadline = Instant::now() + Duration::from_mins(1);
        while file.exists() {
            assert!(Instant::now() < deadline, "the server does not stop");
            std::thread::sleep(Duration::from_millis(5));
        }
        self.server = None;
        let started = self
            .runtime
            .block_on(Scratch::persistent(folder.path(), &self.binaries));
        self.server = Some(started.unwrap());
    }

    /// Runs statements in a session that ends with them.
    pub(crate) fn run(&self, database: &str, sql: &str) {
        drop(self.hold(database, sql));
    }

    /// Asks until the answer is this one.
    pub(crate) fn wait_until(&self, question: &str, answer: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while self.value(question) != answer {
            assert!(Instant::now() < deadline, "never {answer}: {question}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A value that the server has.
    pub(crate) fn value(&self, sql: &str) -> String {
        self.runtime.block_on(async {
            let connection = Connection::open(&self.server().target("postgres")).await.unwrap();
            connection.value(sql).await.unwrap().unwrap_or_default()
        })
    }

    /// Starts a standby that streams from this server, and returns the URL of one of its databases once it has all that there
    /// is. It is made by a base backup (manual, 26.3.3) that the server itself copies, and ends when the server does: the
    /// session that started it is what keeps it running.
    pub(crate) fn standby(&self, database: &str) -> String {
        let (data, port) = (self.value("SHOW data_directory"), self.value("SHOW port"));
        let socket = self.server().socket_directory().display().to_string();
        // The folder of the socket is the server's own.
        let (standby, standby_port) = (format!("{socket}/standby"), port.parse::<u32>().unwrap() + 1);
        let (begin, end) = if self.server().major() < 15 {
            (
                "pg_start_backup('standby', true, false)",
                "pg_stop_backup(false, false)",
            )
        } else {
            ("pg_backup_start('standby', true)", "pg_backup_stop(false)")
        };
        self.runtime.block_on(async {
            let connection = Connection::open(&self.server().target("postgres")).await.unwrap();
            let run = async |sql: String| connection.batch(&sql).await.unwrap();
            run(format!("SELECT {begin}")).await;
            run(format!(
                "COPY (SELECT) TO PROGRAM 'cp -a {data} {standby}; rm {standby}/postmaster.pid; touch {standby}/standby.signal'"
            ))
            .await;
            run(format!(
                "COPY (SELECT unnest(string_to_array(rtrim(labelfile, E'\\n'), E'\\n')) FROM {end}) \
                 TO PROGRAM 'cat > {standby}/backup_label'"
            ))
            .await;
        });
        let postgres = self.binaries.directory().join("postgres");
        let start = format!(
            "{} -D {standby} -k {socket} -p {standby_port} -c listen_addresses= -c max_locks_per_transaction=512 \
             -c hot_standby=on -c \"primary_conninfo=host={socket} port={port} user=postgres\" \
             > {standby}.log 2>&1 & server=$!; cat > /dev/null; kill -QUIT $server",
            postgres.display()
        );
        let target = self.server().target("postgres");
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let connection = Connection::open(&target).await.unwrap();
                // It fails when the server ends, which is what it waits for.
                let _ = connection
                    .batch(&format!("COPY (SELECT pg_sleep(3600)) TO PROGRAM '{start}'"))
                    .await;
            });
        });
        let deadline = Instant::now() + Duration::from_mins(1);
        let now = "SELECT pg_current_wal_lsn()";
        let wanted = self.value(now);
        let reached = format!(
            "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND replay_lsn >= '{wanted}'"
        );
        while self.value(&reached) != "1" {
            assert!(Instant::now() < deadline, "the standby of {data} never follows");
            std::thread::sleep(Duration::from_millis(20));
        }
        format!("postgres://postgres@/{database}?host={socket}&port={standby_port}")
    }

    /// A value that one of its databases has.
    pub(crate) fn value_of(&self, database: &str, sql: &str) -> String {
        self.runtime.block_on(async {
            let connection = Connection::open(&self.server().target(database)).await.unwrap();
            connection.value(sql).await.unwrap().unwrap_or_default()
        })
    }

    /// Runs a statement that has to fail.
    pub(crate) fn fails(&self, database: &str, sql: &str) {
        self.runtime.block_on(async {
            let connection = Connection::open(&self.server().target(database)).await.unwrap();
            connection.batch(sql).await.unwrap_err();
        });
    }

    /// Has the server crash and come back: it ends all sessions when one of its processes dies.
    pub(crate) fn crash(&self) {
        let process = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'";
        let pid = self.value(process);
        signal("KILL", &pid);
        let deadline = Instant::now() + Duration::from_mins(1);
        loop {
            let now = self.runtime.block_on(async {
                let connection = Connection::open(&self.server().target("postgres")).await.ok()?;
                connection.value(process).await.ok()?
            });
            if now.is_some_and(|now| now != pid) {
                return;
            }
            assert!(Instant::now() < deadline, "the server does not come back");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Makes a database and returns its URL.
    pub(crate) fn database(&self, name: &str) -> String {
        self.runtime
            .block_on(self.server().create_database(name))
            .unwrap();
        self.url(name)
    }

    /// The URL of a database.
    pub(crate) fn url(&self, name: &str) -> String {
        format!(
            "postgres://postgres@/{name}?host={}",
            self.server().socket_directory().display()
        )
    }

    /// Runs statements in a session that stays open until it is dropped.
    pub(crate) fn hold(&self, database: &str, sql: &str) -> Held<'_> {
        let connection = self.runtime.block_on(async {
            let connection = Connection::open(&self.server().target(database)).await.unwrap();
            connection.batch(sql).await.unwrap();
            connection
        });
        Held {
            connection: Some(connection),
            runtime: &self.runtime,
        }
    }
}

/// Sends a process a signal. The shell does it: not every machine has the program.
pub(crate) fn signal(name: &str, pid: &str) {
    let status = Command::new("sh")
        .args(["-c", &format!("kill -s {name} {pid}")])
        .status()
        .unwrap();
    assert!(status.success(), "{name} to {pid}");
}

/// A session that holds something.
pub(crate) struct Held<'a> {
    connection: Option<Connection>,
    runtime: &'a Runtime,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // Nothing drives the connection between two calls, so that it has to be said before it is closed.
        if let Some(connection) = self.connection.take() {
            self.runtime.block_on(connection.batch("ROLLBACK")).unwrap();
        }
    }
}

/// A model that every part of can be planned, applied and changed.
pub(crate) const SHOP: &str = r#"format = 1

[enums]
order_status = ["new", "paid"]

[tables.customers.columns]
id    = "bigint generated always as identity primary key"
email = "text not null"

[tables.customers.indexes]
uq_customers_email = { unique = true, on = ["lower(email)"] }

[tables.orders.columns]
id          = "bigint generated always as identity primary key"
customer_id = "bigint not null references customers (id)"
status      = "order_status not null default 'new'"
total       = "numeric(12,2) not null"

[tables.orders.checks]
total_is_positive = "total > 0"

[views.paid_orders]
query = "select id, total from orders where status = 'paid'"
"#;
