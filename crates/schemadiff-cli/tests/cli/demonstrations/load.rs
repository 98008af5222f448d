//! An application at work: pgbench with sixteen clients, and what each of them saw.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use schemadiff_pg::Binaries;
use tempfile::TempDir;

use crate::harness::ThrowAway;

/// How many clients there are.
pub(super) const CLIENTS: usize = 16;

/// How many transactions all of them begin in a second.
pub(super) const RATE: u32 = 200;

/// pgbench at work.
pub(super) struct Load {
    child: Child,
    folder: TempDir,
    database: String,
}

/// What the clients saw.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Transactions that were committed.
    pub(super) done: usize,
    /// Clients that gave up because a statement failed.
    pub(super) failed: usize,
    /// The longest that a transaction took.
    pub(super) slowest: Duration,
}

impl Seen {
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            done: self.done + other.done,
            failed: self.failed + other.failed,
            slowest: self.slowest.max(other.slowest),
        }
    }
}

/// pgbench of the clients that `cargo xtask pg install` gets, or the one beside a server.
pub(super) fn pgbench(binaries: &Binaries) -> Option<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    [Some(PathBuf::from("/var/cache")), cache]
        .into_iter()
        .flatten()
        .map(|cache| cache.join("schemadiff/clients/18/bin/pgbench"))
        .chain([binaries.directory().join("pgbench")])
        .find(|path| path.is_file())
}

impl Load {
    /// Begins; `rows` is how many there are to choose among.
    pub(super) fn begin(
        pgbench: &PathBuf,
        server: &ThrowAway,
        database: &str,
        script: &str,
        rows: u64,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("script.sql");
        fs::write(&file, script).unwrap();
        let said = fs::File::create(folder.path().join("said")).unwrap();
        let child = Command::new(pgbench)
            .args([
                "--no-vacuum",
                "--log",
                "--log-prefix=log",
                "--jobs=2",
                "--time=36000",
            ])
            .arg(format!("--client={CLIENTS}"))
            .arg(format!("--rate={RATE}"))
            .arg(format!("--define=rows={rows}"))
            .arg(format!("--file={}", file.display()))
            .arg(format!("--host={}", server.value("SHOW unix_socket_directories")))
            .arg(format!("--port={}", server.value("SHOW port")))
            .args(["--username=postgres", database])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .unwrap();
        let load = Self {
            child,
            folder,
            database: database.to_owned(),
        };
        let at_work = format!(
            "SELECT (count(*) >= {CLIENTS})::text FROM pg_stat_activity WHERE application_name = 'pgbench' AND datname = '{database}'"
        );
        server.wait_until(&at_work, "true");
        load
    }

    /// Ends: the server ends the sessions, so that pgbench writes down all that it knows.
    pub(super) fn end(mut self, server: &ThrowAway) -> Seen {
        let database = &self.database;
        server.wait_until(
            &format!(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                 WHERE application_name = 'pgbench' AND datname = '{database}'"
            ),
            "0",
        );
        self.child.wait().unwrap();
        let said = fs::read_to_string(self.folder.path().join("said")).unwrap();
        let mut seen = Seen {
            failed: said
                .lines()
                .filter(|line| line.contains("ERROR:") || line.contains("FATAL:"))
                .filter(|line| !line.contains("terminating connection due to administrator command"))
                .count(),
            ..Seen::default()
        };
        for file in fs::read_dir(self.folder.path()).unwrap() {
            let path = file.unwrap().path();
            if path.file_name().unwrap().to_str().unwrap().starts_with("log.") {
                read(&fs::read_to_string(path).unwrap(), &mut seen);
            }
        }
        assert!(seen.done > 0, "no client did anything: {said}");
        seen
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a log (manual, pgbench, "Per-Transaction Logging"): client, number, microseconds since it was due, script, second,
/// microsecond, microseconds that it began late.
fn read(log: &str, seen: &mut Seen) {
    for line in log.lines() {
        let numbers: Vec<_> = line.split(' ').collect();
        let [_, _, took, _, _, _, late] = numbers.as_slice() else {
            continue;
        };
        let (Ok(took), Ok(late)) = (took.parse::<u64>(), late.parse::<u64>()) else {
            continue;
        };
        seen.done += 1;
        seen.slowest = seen.slowest.max(Duration::from_micros(took.saturating_sub(late)));
    }
}

#[test]
fn the_time_of_a_transaction_is_not_that_of_those_before_it() {
    let mut seen = Seen::default();
    read(
        "0 1 2500 0 1700000000 1 500\n3 1 900 0 1700000000 2 0\nskipped\n",
        &mut seen,
    );
    assert_eq!((seen.done, seen.slowest), (2, Duration::from_millis(2)));
}
