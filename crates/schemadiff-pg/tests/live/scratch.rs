//! The private server starts, is shared, and stops; as root and as anybody.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use schemadiff_pg::{Binaries, Connection, Scratch};

use crate::servers::{BINARIES, block_on};

pub(crate) fn newest() -> &'static Binaries {
    BINARIES.values().next_back().unwrap()
}

async fn open(scratch: &Scratch) -> Connection {
    Connection::open(&scratch.target("postgres")).await.unwrap()
}

/// Servers on their way out need a moment.
fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < deadline, "never {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn has_ended(pid: &str) -> bool {
    !Path::new(&format!("/proc/{pid}")).exists()
}

async fn postmaster(connection: &Connection) -> String {
    let data = connection.value("SHOW data_directory").await.unwrap().unwrap();
    let pid_file = std::fs::read_to_string(Path::new(&data).join("postmaster.pid")).unwrap();
    pid_file.lines().next().unwrap().to_owned()
}

#[test]
fn a_server_to_throw_away_leaves_nothing() {
    block_on(async {
        let scratch = Scratch::throw_away(newest()).await.unwrap();
        let folder = scratch.socket_directory().to_owned();
        let connection = open(&scratch).await;
        let pid = postmaster(&connection).await;
        assert_eq!(connection.server_version() / 10_000, newest().major());
        assert_eq!(
            connection
                .value("SHOW listen_addresses")
                .await
                .unwrap()
                .as_deref(),
            Some("")
        );
        drop(scratch);
        assert!(!folder.exists(), "{} is still there", folder.display());
        assert!(has_ended(&pid));
    });
}

#[test]
fn data_is_kept_from_one_start_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    block_on(async {
        let scratch = Scratch::persistent(folder.path(), newest()).await.unwrap();
        let target = scratch.ensure_database("kept").await.unwrap();
        let connection = Connection::open(&target).await.unwrap();
        connection
            .batch("CREATE TABLE t AS SELECT 7 AS seven")
            .await
            .unwrap();
        let pid = postmaster(&connection).await;
        drop(connection);
        drop(scratch);
        assert!(has_ended(&pid));

        let scratch = Scratch::persistent(folder.path(), newest()).await.unwrap();
        let target = scratch.ensure_database("kept").await.unwrap();
        let connection = Connection::open(&target).await.unwrap();
        assert_eq!(
            connection.value("SELECT seven FROM t").await.unwrap().as_deref(),
            Some("7")
        );
    });
    cleanup(folder.path());
}

#[test]
fn two_users_share_a_server_and_the_last_one_stops_it() {
    let folder = tempfile::tempdir().unwrap();
    block_on(async {
        let first = Scratch::persistent(folder.path(), newest()).await.unwrap();
        let second = Scratch::persistent(folder.path(), newest()).await.unwrap();
        assert!(first.is_ours() && !second.is_ours());
        let pid = postmaster(&open(&first).await).await;
        drop(first);
        assert_eq!(postmaster(&open(&second).await).await, pid);
        drop(second);
        eventually("stopped", || has_ended(&pid));
    });
    cleanup(folder.path());
}

#[test]
fn a_server_that_was_killed_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    block_on(async {
        let scratch = Scratch::persistent(folder.path(), newest()).await.unwrap();
        let pid = postmaster(&open(&scratch).await).await;
        let pid = rustix::process::Pid::from_raw(pid.parse().unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        drop(scratch);
        let scratch = Scratch::persistent(folder.path(), newest()).await.unwrap();
        assert_eq!(
            open(&scratch).await.value("SELECT 1").await.unwrap().as_deref(),
            Some("1")
        );
    });
    cleanup(folder.path());
}

/// Set in the process that is killed, which is this program again.
const TO_BE_KILLED: &str = "SCHEMADIFF_TEST_TO_BE_KILLED";

#[test]
fn a_process_that_is_killed_takes_its_server_along() {
    let name = "scratch::a_process_that_is_killed_takes_its_server_along";
    if std::env::var_os(TO_BE_KILLED).is_some() {
        block_on(async {
            let scratch = Scratch::throw_away(newest()).await.unwrap();
            let pid = postmaster(&open(&scratch).await).await;
            let mut out = std::io::stdout();
            writeln!(out, "\nserver {pid} {}", scratch.socket_directory().display()).unwrap();
            std::future::pending::<()>().await;
        });
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(TO_BE_KILLED, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines
        .map(Result::unwrap)
        .find(|line| line.starts_with("server "))
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let words: Vec<_> = line.split(' ').collect();
    eventually("stopped", || has_ended(words[1]));
    eventually("removed", || !Path::new(words[2]).exists());
}

#[test]
fn a_project_in_a_deep_folder_gets_a_socket_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a".repeat(60)).join("b".repeat(60));
    block_on(async {
        let scratch = Scratch::persistent(&deep, newest()).await.unwrap();
        let socket = scratch.socket_directory().to_owned();
        assert!(!socket.starts_with(&deep));
        assert_eq!(
            open(&scratch).await.value("SELECT 1").await.unwrap().as_deref(),
            Some("1")
        );
        drop(scratch);
        assert!(!socket.exists());
    });
    cleanup(&deep);
}

/// As root, a temporary folder is closed to the account that the server runs as, and its data is elsewhere.
pub(crate) fn elsewhere(scratch: &Scratch) -> Option<PathBuf> {
    let notice = scratch.notice()?;
    notice
        .split([' ', ','])
        .find(|word| word.starts_with("/var/tmp/schemadiff-"))
        .map(PathBuf::from)
}

fn cleanup(project: &Path) {
    let elsewhere = block_on(async { elsewhere(&Scratch::persistent(project, newest()).await.unwrap()) });
    if let Some(folder) = elsewhere {
        std::fs::remove_dir_all(folder).unwrap();
    }
}
