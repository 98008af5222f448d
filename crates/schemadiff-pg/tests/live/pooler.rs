//! Through PgBouncer: reading and asking work in transaction mode, and a run that cannot be safe says so.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use schemadiff::settle::Answer;
use schemadiff_pg::execute::{ApplyError, apply};
use schemadiff_pg::settle::ask;
use schemadiff_pg::snapshot::read_queries;
use schemadiff_pg::{Connection, Scratch, Target};

use crate::execute::{expand, impatient, plan};
use crate::scratch::newest;
use crate::servers::{block_on, connect};
use crate::settle::question;

struct Pooler {
    child: Child,
    target: Target,
    _server: Scratch,
}

impl Pooler {
    /// A pooler that hands out its two server sessions in turn; nothing when the machine has none.
    async fn start(mode: &str) -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
        let Some(program) = folders
            .map(|folder| folder.join("pgbouncer"))
            .find(|program| program.is_file())
        else {
            let _ = writeln!(
                std::io::stderr(),
                "\n*** PgBouncer is NOT tested: not found. Get it: apt-get install pgbouncer ***\n"
            );
            return None;
        };
        let server = Scratch::throw_away(newest()).await.unwrap();
        let folder = server.socket_directory().to_owned();
        let owner = fs::metadata(folder.join("data")).unwrap();
        let write = |name: &str, text: &str| {
            let file = folder.join(name);
            fs::write(&file, text).unwrap();
            chown(&file, Some(owner.uid()), Some(owner.gid())).unwrap();
            file
        };
        write("users", "\"postgres\" \"\"\n");
        let shown = folder.display();
        let settings = write(
            "pgbouncer.ini",
            &format!(
                "[databases]\n* = host={shown} port=5432 user=postgres\n[pgbouncer]\npool_mode = {mode}\n\
                 server_round_robin = 1\nmin_pool_size = 2\ndefault_pool_size = 2\nauth_type = any\n\
                 unix_socket_dir = {shown}\nlisten_port = 6432\nauth_file = {shown}/users\n\
                 logfile = {shown}/pgbouncer.log\n"
            ),
        );
        let mut command = Command::new(program);
        command
            .arg("-q")
            .arg(settings)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if owner.uid() != fs::metadata("/proc/self").unwrap().uid() {
            command.uid(owner.uid()).gid(owner.gid());
        }
        let child = command.current_dir(&folder).spawn().unwrap();
        let target = Target::socket(&folder, 6432, "postgres", "postgres");
        let pooler = Self {
            child,
            target,
            _server: server,
        };
        pooler.wait(&folder).await;
        Some(pooler)
    }

    async fn wait(&self, folder: &Path) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while let Err(error) = Connection::open(&self.target).await {
            let log = fs::read_to_string(folder.join("pgbouncer.log")).unwrap_or_default();
            assert!(Instant::now() < deadline, "{error}\n{log}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Opens both sessions of the pooler: two transactions at once cannot share one.
async fn open_both(target: &Target) {
    let (one, other) = (connect(target).await, connect(target).await);
    one.batch("BEGIN").await.unwrap();
    other.batch("BEGIN").await.unwrap();
    one.batch("COMMIT").await.unwrap();
    other.batch("COMMIT").await.unwrap();
}

#[test]
fn reading_and_asking_work_in_transaction_mode() {
    block_on(async {
        let Some(pooler) = Pooler::start("transaction").await else {
            return;
        };
        open_both(&pooler.target).await;
        let mut connection = connect(&pooler.target).await;
        assert_eq!(connection.server_version() / 10_000, newest().major());
        for _ in 0..3 {
            let path = "SELECT current_setting('search_path')".to_owned();
            let snapshot = read_queries(&mut connection, &[("path", path)]).await.unwrap();
            assert_eq!(snapshot.sections["path"].rows, [[Some("pg_catalog".to_owned())]]);
            let table = question(
                &["CREATE TEMP TABLE doubt (a int)"],
                "SELECT 'pg_temp.doubt'::regclass IS NOT NULL",
            );
            let answers = ask(&mut connection, &[question(&["nonsense"], "SELECT 1"), table]).await;
            assert_eq!(answers[1], Answer::Text(Some("t".to_owned())));
            let path = connection.value("SHOW search_path").await.unwrap().unwrap();
            assert_eq!(path, "\"$user\", public");
        }
    });
}

#[test]
fn a_run_that_changes_sessions_stops_and_leaves_no_lock() {
    block_on(async {
        let Some(pooler) = Pooler::start("transaction").await else {
            return;
        };
        let mut connection = connect(&pooler.target).await;
        let plan = plan(vec![
            expand(&["CREATE TABLE public.t (a int)"]),
            expand(&["DROP TABLE public.t"]),
        ]);
        for _ in 0..2 {
            // The session with the lock is ended each time; over the other one alone a run would be a run like any.
            open_both(&pooler.target).await;
            let error = apply(&mut connection, &plan, &impatient(), &mut |_| {})
                .await
                .unwrap_err();
            assert!(matches!(error, ApplyError::Pooled { .. }), "{error}");
            assert!(error.hint().unwrap().contains("connect to the server itself"));
        }
        let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'";
        assert_eq!(connection.value(locks).await.unwrap().as_deref(), Some("0"));
        assert_eq!(
            connection.value("SELECT to_regclass('public.t')").await.unwrap(),
            None
        );
    });
}

#[test]
fn a_run_in_statement_mode_stops_before_anything_is_done() {
    block_on(async {
        let Some(pooler) = Pooler::start("statement").await else {
            return;
        };
        let mut connection = connect(&pooler.target).await;
        let error = read_queries(&mut connection, &[("one", "SELECT 1".to_owned())])
            .await
            .unwrap_err();
        assert!(error.to_string().contains("statement pooling mode"), "{error}");

        let mut connection = connect(&pooler.target).await;
        let plan = plan(vec![expand(&["CREATE TABLE public.t (a int)"])]);
        let error = apply(&mut connection, &plan, &impatient(), &mut |_| {})
            .await
            .unwrap_err();
        assert!(matches!(error, ApplyError::Pooled { .. }), "{error}");
        let connection = connect(&pooler.target).await;
        assert_eq!(
            connection.value("SELECT to_regclass('public.t')").await.unwrap(),
            None
        );
    });
}
