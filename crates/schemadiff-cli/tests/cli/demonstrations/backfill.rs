//! A backfill beside one UPDATE of the same rows in the same run: how much more work it is for the server, what the program needs
//! meanwhile, and that it neither leaves a standby behind nor begins anew when it is killed.

use std::fs;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use schemadiff_pg::{Connection, Target};

use super::{ROWS, grouped, newest, number, publish, table};
use crate::harness::{Project, ThrowAway};

const OLD: &str = "CREATE TABLE people (id integer PRIMARY KEY, name text NOT NULL)";

const FILL: &str =
    "INSERT INTO people SELECT n, 'Name ' || n FROM generate_series(1, {rows}) n; ANALYZE people";

const NEW: &str = r#"format = 1
[tables.people.columns]
id    = "integer primary key"
name  = "text not null"
email = { type = "text", null = false, using = "lower(name) || '@example.org'" }
"#;

/// What a person would write.
const BY_HAND: &[&str] = &[
    "ALTER TABLE people ADD COLUMN email text",
    "UPDATE people SET email = lower(name) || '@example.org'",
    "ALTER TABLE people ALTER COLUMN email SET NOT NULL",
];

/// How often the program is killed.
const KILLS: u32 = 5;

/// What a standby may be behind.
const LAG: Duration = Duration::from_secs(2);

/// What the program may need, in kilobytes.
const MEMORY: u64 = 50 * 1024;

/// How much more work it may be than one UPDATE.
const RATIO: f64 = 1.3;

/// What the server did.
#[derive(Clone, Copy, Debug)]
struct Work {
    /// The time of its sessions on the processors.
    processor: Duration,
    /// Bytes of the log.
    log: u64,
    elapsed: Duration,
}

/// A server and what it has done so far.
struct Meter<'a> {
    server: &'a ThrowAway,
    postmaster: String,
    processor: Duration,
    log: String,
    began: Instant,
}

impl<'a> Meter<'a> {
    fn begin(server: &'a ThrowAway) -> Self {
        server.run("postgres", "CHECKPOINT");
        let file = format!("{}/postmaster.pid", server.value("SHOW data_directory"));
        let text = fs::read_to_string(file).unwrap();
        let postmaster = text.lines().next().unwrap().to_owned();
        Self {
            processor: of_ended(&postmaster),
            log: server.value("SELECT pg_current_wal_lsn()"),
            began: Instant::now(),
            postmaster,
            server,
        }
    }

    fn end(self) -> Work {
        let elapsed = self.began.elapsed();
        let log = self
            .server
            .value(&format!("SELECT pg_current_wal_lsn() - '{}'", self.log));
        // A session that has just ended is not counted before the postmaster has noticed.
        std::thread::sleep(Duration::from_millis(200));
        Work {
            processor: of_ended(&self.postmaster).saturating_sub(self.processor),
            log: log.parse().unwrap(),
            elapsed,
        }
    }
}

/// How long the children of a process that have ended were on a processor: `cutime` and `cstime`, in ticks of which there are a
/// hundred in a second on Linux everywhere (proc(5)).
fn of_ended(pid: &str) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, rest) = stat.rsplit_once(") ").unwrap();
    let ticks: u64 = rest
        .split(' ')
        .skip(13)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().unwrap())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// The most memory that a process has had so far, in kilobytes.
fn memory(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Runs until it ends by itself, or for so long; how much memory it had, and whether it came to its end.
fn run(project: &Project, arguments: &str, limit: Option<Duration>) -> (u64, bool) {
    let mut child = project
        .command(arguments)
        .stdout(Stdio::null())
        .stderr(fs::File::create(project.path().join("said")).unwrap())
        .spawn()
        .unwrap();
    let began = Instant::now();
    let mut most = 0;
    loop {
        most = most.max(memory(child.id()).unwrap_or_default());
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{}", project.read("said"));
            return (most, true);
        }
        if limit.is_some_and(|limit| began.elapsed() > limit) {
            child.kill().unwrap();
            child.wait().unwrap();
            return (most, false);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Watches how far the standby is behind, until told to end: the most there was.
fn watch(url: &str, is_over: &AtomicBool) -> Duration {
    let target = Target::resolve(Some(url), &|_| None).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let session = Connection::open(&target).await.unwrap();
        let mut most = 0.0_f64;
        while !is_over.load(Ordering::Relaxed) {
            let lag = session
                .value("SELECT coalesce(extract(epoch FROM max(replay_lag)), 0) FROM pg_stat_replication")
                .await
                .unwrap();
            most = most.max(lag.unwrap_or_default().parse().unwrap());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Duration::from_secs_f64(most)
    })
}

/// Copies the database, as an application finds it: what is committed is on disk.
fn copy(server: &ThrowAway, name: &str) -> String {
    server.run("postgres", &format!("CREATE DATABASE {name} TEMPLATE people"));
    server.run(
        "postgres",
        &format!("ALTER DATABASE {name} SET synchronous_commit = on"),
    );
    server.url(name)
}

const SUM: &str =
    "SELECT count(*) || ' ' || sum(hashtextextended(concat_ws(',', id, name, email), 0)) FROM people";

#[test]
fn a_backfill_is_hardly_more_work_than_one_update() {
    let Some(binaries) = newest() else { return };
    let rows = number(ROWS, 200_000);
    let is_large = rows >= 1_000_000;
    // With all that makes data safe: what it costs is what is measured. The vacuum that has to follow is the same for both, and would
    // fall into one measurement or the other.
    let server = ThrowAway::lasting(&binaries);
    server.run("postgres", "ALTER SYSTEM SET autovacuum = off");
    server.run("postgres", "SELECT pg_reload_conf()");
    server.database("people");
    server.run("people", OLD);
    server.run("people", &FILL.replace("{rows}", &rows.to_string()));
    let project = Project::with(NEW);

    copy(&server, "by_hand");
    let meter = Meter::begin(&server);
    for statement in BY_HAND {
        server.run("by_hand", statement);
    }
    let by_hand = meter.end();
    let sum = server.value_of("by_hand", SUM);
    server.run("postgres", "DROP DATABASE by_hand");

    let url = copy(&server, "ours");
    let apply = |url: &str| format!("apply --target {url} --allow all --no-owner");
    let meter = Meter::begin(&server);
    let (of_one, _) = run(&project, &apply(&url), None);
    let ours = meter.end();
    assert_eq!(server.value_of("ours", SUM), sum);
    server.run("postgres", "DROP DATABASE ours");

    let url = copy(&server, "disturbed");
    server.standby("disturbed");
    let is_over = AtomicBool::new(false);
    let meter = Meter::begin(&server);
    let (lag, of_many, kills) = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&url, &is_over));
        let apply = format!("{} --max-lag {}", apply(&url), LAG.as_secs());
        let mut most = 0;
        let mut kills = 0;
        // After so much of the time that all takes, so that each run gets to something.
        for _ in 0..KILLS {
            let (memory, is_done) = run(&project, &apply, Some(ours.elapsed / (KILLS + 2)));
            most = most.max(memory);
            if is_done {
                break;
            }
            kills += 1;
        }
        let (memory, _) = run(&project, &apply, None);
        is_over.store(true, Ordering::Relaxed);
        (watcher.join().unwrap(), most.max(memory), kills)
    });
    let disturbed = meter.end();
    assert_eq!(server.value_of("disturbed", SUM), sum);
    project
        .run(&format!("plan --target {url} --no-owner --exit-code"))
        .exits(0);

    let memory = of_one.max(of_many);
    let ratio = |ours: Work| {
        (
            ours.processor.as_secs_f64() / by_hand.processor.as_secs_f64(),
            f64::from(u32::try_from(ours.log / 1024).unwrap())
                / f64::from(u32::try_from(by_hand.log / 1024).unwrap()),
            ours.elapsed.as_secs_f64() / by_hand.elapsed.as_secs_f64(),
        )
    };
    let line = |name: &str, work: Work| {
        let (processor, log, elapsed) = ratio(work);
        vec![
            name.to_owned(),
            format!("{:.1} s", work.processor.as_secs_f64()),
            format!("{processor:.2}"),
            format!("{} MB", grouped(work.log >> 20)),
            format!("{log:.2}"),
            format!("{:.1} s", work.elapsed.as_secs_f64()),
            format!("{elapsed:.2}"),
        ]
    };
    let text = format!(
        "PostgreSQL {}, {} rows, a column that is computed from another and is never NULL. The processor's time is that of the server's \
         sessions; the log is what is written of it. The program had at most {} MB of memory; the standby was at most {:.1} s behind \
         where {} s were allowed.\n\n{}",
        binaries.version(),
        grouped(rows),
        memory.div_ceil(1024),
        lag.as_secs_f64(),
        LAG.as_secs(),
        table(
            &["", "processor", "×", "log", "×", "time", "×"],
            &[
                line("by hand: one UPDATE, then NOT NULL", by_hand),
                line("schemadiff", ours),
                line(
                    &format!("schemadiff, killed {kills} times, with a standby"),
                    disturbed
                ),
            ]
        )
    );
    publish("backfill", &text);
    assert!(memory < MEMORY, "{memory} kB");
    assert!(lag < LAG + Duration::from_secs(1), "{lag:?}");
    // How long it takes is also a matter of what else the machine does; the work is not.
    let (processor, log, _) = ratio(ours);
    // What there is to do once weighs more where there are few rows.
    let allowed = if is_large { RATIO } else { 2.0 * RATIO };
    assert!(log < allowed, "log: {log}");
    assert!(processor < allowed, "processor: {processor}");
    if is_large {
        assert_eq!(kills, KILLS);
    }
}
