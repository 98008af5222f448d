//! Runs that are interrupted at random moments: the next one goes on, arrives where an undisturbed one does, and no row is lost.
//!
//! `cargo xtask soak-apply` makes more of them than there is time for among the other tests.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use schemadiff_pg::Binaries;

use crate::harness::{Ended, Project, ThrowAway, signal};

/// How many interruptions there are; [`MANY`] when it is not set.
const VARIABLE: &str = "SCHEMADIFF_INTERRUPTIONS";
/// What the moments are drawn from.
const SEED: &str = "SCHEMADIFF_SEED";

const MANY: usize = 200;

/// How often one run is interrupted before the next one is left alone.
const IN_A_ROW: u64 = 6;

/// Cases of the repository with rows, whose plans have several steps.
const CASES: &[&str] = &[
    "two_versions/filled_from_renamed_column",
    "two_versions/column_of_partitioned_table_renamed",
    "two_versions/table_renamed_and_more",
    "column/text_to_enum_with_default",
    "index/create_unique_on_filled_table",
    "column/add_not_null_to_filled_column",
];

/// Enough of everything that takes time: indexes, a backfill, foreign keys, a table that is written anew.
const OLD: &str = r#"format = 1

[tables.people.columns]
id   = "integer primary key"
name = "text not null"
city = "text"
born = "text"

[tables.orders.columns]
id     = "integer primary key"
person = "integer not null"
total  = "integer not null"

[tables.untouched.columns]
id   = "integer primary key"
note = "text"
"#;

const NEW: &str = r#"format = 1

[tables.people.columns]
id        = "integer primary key"
full_name = { type = "text not null", renamed_from = "name" }
city      = "text not null"
born      = { type = "integer", using = "born::integer" }
email     = { type = "text", null = false, using = "lower(full_name) || '@example.org'" }

[tables.people.indexes]
people_email = { unique = true, on = ["email"] }
people_city  = { on = ["city", "born"] }

[tables.orders.columns]
id     = "integer primary key"
person = "integer not null references people (id)"
total  = "bigint not null"

[tables.orders.checks]
not_negative = "total >= 0"

[tables.untouched.columns]
id   = "integer primary key"
note = "text"
"#;

const ROWS: &str = "INSERT INTO people SELECT n, 'Name ' || n, 'city ' || n % 50, (1950 + n % 60)::text FROM generate_series(1, 20000) n;
    INSERT INTO orders SELECT n, 1 + n % 20000, n FROM generate_series(1, 20000) n;
    INSERT INTO untouched SELECT n, md5(n::text) FROM generate_series(1, 1000) n";

/// What everything is worth: one line for each table, with what its rows add up to whatever their order.
const SUMS: &str = "SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
    SELECT format('%I.%I ', n.nspname, c.relname) || (xpath('/row/n/text()', query_to_xml(format(
        'SELECT count(*) || '' '' || coalesce(sum(hashtextextended(r::text, 0)), 0) AS n FROM %I.%I r',
        n.nspname, c.relname), false, true, '')))[1]::text AS line
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'schemadiff')) sums";

/// How a run is interrupted.
#[derive(Clone, Copy, Debug)]
enum Means {
    /// The program is killed.
    Kill,
    /// The server ends its session.
    Terminate,
    /// The program is asked to stop.
    Ask,
    /// The server crashes and comes back.
    Crash,
    /// The server is stopped at once, and started again.
    Restart,
}

const MEANS: &[Means] = &[
    Means::Kill,
    Means::Terminate,
    Means::Ask,
    Means::Crash,
    Means::Restart,
];

/// A generator of numbers (`xorshift64`), so that a seed says it all.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A moment within a time.
    fn within(&mut self, time: Duration) -> Duration {
        let part = u32::try_from(self.next() % 10_000).unwrap();
        time * part / 10_000
    }
}

/// A change that is interrupted, in a database to copy.
struct Change {
    name: String,
    project: Project,
    new: String,
    /// The database that every try begins with.
    template: String,
    /// How long an undisturbed run takes once it has begun.
    takes: Duration,
    /// What it leads to.
    sums: String,
}

impl Change {
    fn prepare(server: &ThrowAway, name: &str, number: usize) -> Self {
        let project = Project::new();
        let (old, new, rows) = if name.is_empty() {
            project.file("old.toml", OLD);
            project.file("new.toml", NEW);
            ("old.toml".to_owned(), "new.toml".to_owned(), ROWS.to_owned())
        } else {
            case(name)
        };
        let template = format!("template_{number}");
        let url = server.database(&template);
        project
            .run(&format!("apply --target {url} --to {old} --no-ledger"))
            .exits(0);
        server.run(&template, &rows);
        let change = Self {
            name: if name.is_empty() {
                "all kinds of work"
            } else {
                name
            }
            .to_owned(),
            project,
            new,
            template,
            takes: Duration::ZERO,
            sums: String::new(),
        };
        let url = change.copy(server, &format!("undisturbed_{number}"));
        let (mut child, mut stderr) = change.begin(&url);
        let began = Instant::now();
        let mut said = String::new();
        stderr.read_to_string(&mut said).unwrap();
        assert!(child.wait().unwrap().success(), "{}: {said}", change.name);
        Self {
            takes: began.elapsed(),
            sums: server.value_of(&format!("undisturbed_{number}"), SUMS),
            ..change
        }
    }

    fn copy(&self, server: &ThrowAway, name: &str) -> String {
        server.run("postgres", &format!("DROP DATABASE IF EXISTS {name}"));
        server.run(
            "postgres",
            &format!("CREATE DATABASE {name} TEMPLATE {}", self.template),
        );
        server.url(name)
    }

    fn command(&self, url: &str) -> String {
        format!("apply --target {url} --to {} --allow all", self.new)
    }

    /// Begins a run, and returns as it begins to change something.
    fn begin(&self, url: &str) -> (Child, impl BufRead + use<>) {
        let mut child = self
            .project
            .command(&self.command(url))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while stderr.read_line(&mut line).unwrap() > 0 && !line.starts_with("Applying to") {
            line.clear();
        }
        (child, stderr)
    }

    /// Interrupts runs, each of which goes on where the one before was, and lets one come to its end. By what means; only those
    /// count that met a run at work.
    fn interrupt(&self, server: &mut ThrowAway, number: usize, chance: &mut Chance) -> Vec<Means> {
        let database = format!("try_{number}");
        let url = self.copy(server, &database);
        let mut used = Vec::new();
        let mut time = self.takes;
        for _ in 0..=chance.next() % IN_A_ROW {
            let means = MEANS[usize::try_from(chance.next()).unwrap_or(usize::MAX) % MEANS.len()];
            let (mut child, mut stderr) = self.begin(&url);
            std::thread::sleep(chance.within(time));
            // What one has done, the next has not to do.
            time = time * 4 / 5;
            let is_at_work = child.try_wait().unwrap().is_none();
            if is_at_work {
                used.push(means);
                match means {
                    Means::Kill => child.kill().unwrap(),
                    Means::Terminate => server.run(
                        "postgres",
                        &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"),
                    ),
                    Means::Ask => signal("TERM", &child.id().to_string()),
                    Means::Crash => server.crash(),
                    Means::Restart => server.restart_immediately(),
                }
            }
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            let status = child.wait().unwrap();
            let expected: &[Option<i32>] = match means {
                Means::Kill => &[None, Some(0)],
                Means::Ask => &[Some(130), Some(0)],
                // It goes on by itself, or says that it could not.
                Means::Terminate | Means::Crash | Means::Restart => &[Some(0), Some(1)],
            };
            assert!(
                expected.contains(&status.code()),
                "{used:?} of {}: {status}\n{said}",
                self.name
            );
            assert!(
                !said.contains("panicked") && !said.contains("please report"),
                "{said}"
            );
            if !is_at_work {
                break;
            }
        }
        let about = format!("{} after {used:?}", self.name);
        let ended = Ended::of(&self.project.command(&self.command(&url)).output().unwrap());
        assert_eq!(ended.code, Some(0), "{about}: {ended}");
        let again = self
            .project
            .run(&format!("plan --target {url} --to {} --exit-code", self.new));
        assert_eq!(again.code, Some(0), "{about}: {again}");
        assert_eq!(server.value_of(&database, SUMS), self.sums, "{about}");
        let status = self.project.run(&format!("status --target {url}")).exits(0);
        assert!(
            status.stdout.contains("Nothing is in progress"),
            "{about}: {status}"
        );
        server.run("postgres", &format!("DROP DATABASE {database} WITH (FORCE)"));
        used
    }
}

/// The states and rows of a case of the repository.
fn case(name: &str) -> (String, String, String) {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/cases")
        .join(name)
        .canonicalize()
        .unwrap();
    let said: toml::Table = std::fs::read_to_string(folder.join("case.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let state = |stem: &str| {
        let file = ["toml", "sql"]
            .map(|kind| folder.join(format!("{stem}.{kind}")))
            .into_iter()
            .find(|file| file.is_file());
        file.unwrap().to_str().unwrap().to_owned()
    };
    (
        state("old"),
        state("new"),
        said["rows"].as_str().unwrap().to_owned(),
    )
}

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

/// Interrupts so many runs on a server of a version.
fn interrupt_many(binaries: &Binaries, many: usize, seed: u64) {
    let mut server = ThrowAway::that_starts_again(binaries);
    let mut chance = Chance(seed.max(1));
    let names = std::iter::once(&"").chain(CASES);
    let changes: Vec<_> = names
        .enumerate()
        .map(|(number, name)| Change::prepare(&server, name, number))
        .collect();
    let mut counts = BTreeMap::new();
    let mut interruptions = 0;
    let mut tries = 0;
    while interruptions < many {
        // Every other one is of the change that takes longest.
        let which = if tries % 2 == 0 {
            0
        } else {
            1 + (tries / 2) % (changes.len() - 1)
        };
        for means in changes[which].interrupt(&mut server, tries, &mut chance) {
            interruptions += 1;
            *counts.entry(format!("{means:?}")).or_insert(0) += 1;
        }
        tries += 1;
    }
    let counts: Vec<_> = counts
        .iter()
        .map(|(means, count)| format!("{means} {count}"))
        .collect();
    let _ = writeln!(
        std::io::stderr(),
        "PostgreSQL {}: {interruptions} interruptions of {tries} changes: {}",
        binaries.major(),
        counts.join(", ")
    );
    assert!(interruptions < 100 || counts.len() == MEANS.len(), "{counts:?}");
}

/// Half of them on the oldest server that the machine has, half on the newest.
#[test]
fn interrupted_runs_arrive() {
    let many = usize::try_from(number(VARIABLE, MANY as u64)).unwrap();
    let seed = number(SEED, 20_260_731);
    let all = Binaries::all(&|name| std::env::var(name).ok());
    let (Some(oldest), Some(newest)) = (all.values().next(), all.values().next_back()) else {
        return;
    };
    std::thread::scope(|scope| {
        for (binaries, seed) in [(oldest, seed), (newest, seed + 1)] {
            scope.spawn(move || interrupt_many(binaries, many.div_ceil(2), seed));
        }
    });
}
