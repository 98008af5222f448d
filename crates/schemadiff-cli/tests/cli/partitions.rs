//! Partitions by time, month after month, by number and by tenant, while rows come in.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use schemadiff_pg::{Connection, Target};

use crate::harness::{Project, ThrowAway};

const MODEL: &str = r#"
format = 1
[tables.log]
partition_by = "range (at)"
partitions = { every = "month", from = "2024-01-01", ahead = 2, retain = "6 months", retire = "drop" }
primary_key = ["id", "at"]
indexes.log_note = { on = ["note"] }
[tables.log.columns]
id = { type = "bigint", identity = "always" }
at = "timestamptz not null"
note = "text"
"#;

/// As long as a writer may take: what a plan waits for a lock at most, and what a machine that is busy with other things adds.
const BUDGET: Duration = Duration::from_millis(2_500);

/// The names of the partitions, in order.
fn partitions(server: &ThrowAway, database: &str) -> String {
    let query = "SELECT string_agg(inhrelid::regclass::text, ' ' ORDER BY inhrelid::regclass::text) FROM pg_inherits \
                 WHERE inhparent = 'log'::regclass";
    server.value_of(database, query)
}

/// The month that is so many after January 2024.
fn month(number: u32) -> (u32, u32) {
    (2024 + number / 12, number % 12 + 1)
}

#[test]
fn thirty_six_months_under_writers() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let project = Project::with(MODEL);
        project.run(&format!("apply --target {url} --no-ledger")).exits(0);
        project
            .run(&format!(
                "partitions apply --as-of 2024-01-15 --target {url} --no-ledger"
            ))
            .exits(0);

        let writers = Writers::start(&url, 2);
        for number in 1..=36 {
            // The day before a month begins is as good a day as any.
            let (year, now) = month(number);
            let days = ["28", "05", "17"];
            let (last_year, last) = month(number - 1);
            let day = match number % 3 {
                0 => format!("{last_year}-{last:02}-{}", days[0]),
                rest => format!("{year}-{now:02}-{}", days[rest as usize]),
            };
            project
                .run(&format!(
                    "partitions apply --as-of {day} --target {url} --no-ledger"
                ))
                .exits(0);
            writers.month.store(number, Ordering::Relaxed);
        }
        let last = "partitions apply --as-of 2027-01-20 --no-ledger --target";
        project.run(&format!("{last} {url}")).exits(0);
        let written = writers.end();
        assert!(written > 1_000, "the writers wrote {written} rows");

        let expected: Vec<_> = (30..=38)
            .map(month)
            .map(|(year, month)| format!("log_{year}_{month:02}"))
            .collect();
        assert_eq!(partitions(&server, "shop"), expected.join(" "));
        assert_eq!(
            server.value_of(
                "shop",
                "SELECT count(*) FROM pg_class WHERE relname LIKE 'log_20_____' AND relkind = 'r'"
            ),
            expected.len().to_string()
        );
        // Nothing of it is for a plan of the whole model to undo.
        project.run(&format!("plan --exit-code --target {url}")).exits(0);
        let again = project
            .run(&format!(
                "partitions plan --as-of 2027-01-31 --exit-code --target {url}"
            ))
            .exits(0);
        assert!(again.stdout.contains("no changes"), "{again}");
    }
}

/// Sessions that write a row of the current month as often as they can.
struct Writers {
    month: Arc<AtomicU32>,
    ended: Arc<AtomicBool>,
    threads: Vec<std::thread::JoinHandle<u64>>,
}

impl Writers {
    fn start(url: &str, many: usize) -> Self {
        let (month, ended) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
        let threads = (0..many)
            .map(|_| {
                let (url, month, ended) = (url.to_owned(), Arc::clone(&month), Arc::clone(&ended));
                std::thread::spawn(move || write(&url, &month, &ended))
            })
            .collect();
        Self {
            month,
            ended,
            threads,
        }
    }

    /// How many rows they wrote. A writer that failed or waited too long fails the test.
    fn end(self) -> u64 {
        self.ended.store(true, Ordering::Relaxed);
        self.threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    }
}

fn write(url: &str, current: &AtomicU32, ended: &AtomicBool) -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let connection = Connection::open(&Target::resolve(Some(url), &|_| None).unwrap())
            .await
            .unwrap();
        let mut written = 0;
        while !ended.load(Ordering::Relaxed) {
            let (year, month) = month(current.load(Ordering::Relaxed));
            let begun = Instant::now();
            connection
                .batch(&format!(
                    "INSERT INTO log (at, note) VALUES ('{year}-{month:02}-03', 'note {written}')"
                ))
                .await
                .unwrap();
            assert!(begun.elapsed() < BUDGET, "a writer waited {:?}", begun.elapsed());
            written += 1;
        }
        written
    })
}

#[test]
fn what_is_retired_stands_alone_unless_it_is_to_be_dropped() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(&MODEL.replace(", retire = \"drop\"", ""));
    project.run(&format!("apply --target {url}")).exits(0);
    project
        .run(&format!("partitions apply --as-of 2024-02-01 --target {url}"))
        .exits(0);
    server.run("shop", "INSERT INTO log (at, note) VALUES ('2024-01-20', 'kept')");
    let apply = format!("partitions apply --as-of 2024-08-02 --target {url}");
    project.run(&apply).exits(0);
    assert_eq!(server.value_of("shop", "SELECT note FROM log_2024_01"), "kept");
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM log"), "0");
    for _ in 0..2 {
        project.run(&format!("plan --exit-code --target {url}")).exits(0);
        let again = project.run(&apply).exits(0);
        assert!(again.stdout.contains("no changes"), "{again}");
    }

    // A table of somebody's that has such a name is no partition of the policy.
    server.run(
        "shop",
        "CREATE TABLE log_2024_11 (mine text); CREATE TABLE y PARTITION OF log FOR VALUES FROM ('2024-12-01') TO ('2026-01-01')",
    );
    let beside = project
        .run(&format!("partitions apply --as-of 2025-02-02 --target {url}"))
        .exits(0);
    let taken = "`public.log_2024_11` has the name of a partition that is due";
    assert_eq!(beside.stderr.matches(taken).count(), 1, "{beside}");
    assert_eq!(
        partitions(&server, "shop"),
        "log_2024_08 log_2024_09 log_2024_10 y"
    );
}

#[test]
fn a_default_partition_with_rows_in_the_way_goes_on_taking_them() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(&MODEL.replace("ahead = 2", "default = true, ahead = 2"));
    project.run(&format!("apply --target {url}")).exits(0);
    let insert = "INSERT INTO log (at, note) VALUES ('2024-02-20', 'early')";
    server.run("shop", insert);
    let apply = format!("partitions apply --as-of 2024-02-21 --target {url}");
    let stopped = project.run(&apply).exits(1);
    assert!(
        stopped.stderr.contains("public.log_default holds rows"),
        "{stopped}"
    );
    server.run("shop", insert);

    // The way that the message shows.
    server.run(
        "shop",
        "CREATE TABLE aside AS SELECT * FROM log_default; DELETE FROM log_default",
    );
    project.run(&apply).exits(0);
    server.run(
        "shop",
        "INSERT INTO log OVERRIDING SYSTEM VALUE SELECT * FROM aside; DROP TABLE aside",
    );
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM log_2024_02"), "2");
    project.run(&format!("plan --exit-code --target {url}")).exits(0);
}

#[test]
fn policies_that_cannot_be_followed() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with("format = 1\n[tables.t]\ncolumns.id = \"bigint\"\n");
    let none = project.run(&format!("partitions plan --target {url}")).exits(0);
    assert!(none.stderr.contains("no table has a policy"), "{none}");
    project.file("schema.toml", MODEL);
    let early = project.run(&format!("partitions plan --target {url}")).exits(0);
    assert!(early.stderr.contains("apply the model first"), "{early}");
    project
        .run(&format!("partitions plan --as-of 2024-02-30 --target {url}"))
        .exits(1);
    project.run(&format!("apply --target {url}")).exits(0);
    let far = project
        .run(&format!("partitions plan --as-of 2999-02-01 --target {url}"))
        .exits(1);
    assert!(far.stderr.contains("more than 10000 partitions"), "{far}");
}

const NUMBERS: &str = r#"
format = 1
[tables.orders]
partition_by = "range (id)"
partitions = { every = 1000, from = 0, ahead = 2, retain = "3 partitions" }
primary_key = ["id"]
columns = { id = { type = "bigint", identity = "by default" }, note = "text" }
"#;

#[test]
fn partitions_by_number_stay_ahead_of_the_highest() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let project = Project::with(NUMBERS);
        project.run(&format!("apply --target {url} --no-ledger")).exits(0);
        let apply = format!("partitions apply --target {url} --no-ledger");
        let names = || {
            let query = "SELECT string_agg(inhrelid::regclass::text, ' ' ORDER BY inhrelid) FROM pg_inherits \
                         WHERE inhparent = 'orders'::regclass";
            server.value_of("shop", query)
        };
        // Without rows the first partition is the current one.
        project.run(&apply).exits(0);
        assert_eq!(names(), "orders_0 orders_1000 orders_2000");

        let (writing, thousands) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU32::new(0)));
        let (writes, at, target) = (Arc::clone(&writing), Arc::clone(&thousands), url.clone());
        let writer = std::thread::spawn(move || write_numbers(&target, &at, &writes));
        for highest in 1..=12 {
            server.run(
                "shop",
                &format!("INSERT INTO orders (id) VALUES ({})", highest * 1_000 + 999),
            );
            thousands.store(highest, Ordering::Relaxed);
            project.run(&apply).exits(0);
        }
        writing.store(false, Ordering::Relaxed);
        assert!(writer.join().unwrap() > 100);
        assert_eq!(
            names(),
            "orders_9000 orders_10000 orders_11000 orders_12000 orders_13000 orders_14000"
        );
        // What was retired keeps its rows, and no plan of the whole model undoes anything of it.
        assert_eq!(
            server.value_of("shop", "SELECT count(*) > 1 FROM orders_1000"),
            "t"
        );
        project.run(&format!("plan --exit-code --target {url}")).exits(0);
        project
            .run(&format!("partitions plan --exit-code --target {url}"))
            .exits(0);

        // Who says the number gets the same plan wherever the rows are.
        let said = project
            .run(&format!(
                "partitions plan --at orders=13000 --exit-code --target {url}"
            ))
            .exits(2);
        assert!(said.stdout.contains("orders_15000"), "{said}");
        assert!(said.stderr.contains("--at orders=13000"), "{said}");
        let astray = project
            .run(&format!("partitions plan --at items=1 --target {url}"))
            .exits(1);
        assert!(
            astray
                .stderr
                .contains("is about no table with a policy by number"),
            "{astray}"
        );
    }
}

/// Writes rows of the current thousand as often as it can; returns how often.
fn write_numbers(url: &str, thousands: &AtomicU32, goes_on: &AtomicBool) -> u64 {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let connection = Connection::open(&Target::resolve(Some(url), &|_| None).unwrap())
            .await
            .unwrap();
        let mut written = 0;
        while goes_on.load(Ordering::Relaxed) {
            let begun = Instant::now();
            connection
                .batch(&format!(
                    "INSERT INTO orders (id) VALUES ({}) ON CONFLICT DO NOTHING",
                    u64::from(thousands.load(Ordering::Relaxed)) * 1_000 + written % 900
                ))
                .await
                .unwrap();
            assert!(begun.elapsed() < BUDGET, "a writer waited {:?}", begun.elapsed());
            written += 1;
        }
        written
    })
}

#[test]
fn hidden_rows_are_not_taken_for_missing() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(NUMBERS);
    project.run(&format!("apply --target {url} --no-ledger")).exits(0);
    server.run(
        "shop",
        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE ROLE keeper LOGIN; GRANT SELECT ON orders TO keeper; \
         INSERT INTO orders (id) VALUES (7)",
    );
    let keeper = url.replacen("postgres@", "keeper@", 1);
    assert_ne!(keeper, url, "{url}");
    let refused = project
        .run(&format!(
            "partitions plan --target {keeper} --no-owner --no-privileges"
        ))
        .exits(1);
    assert!(
        refused
            .stderr
            .contains("the highest `id` of `public.orders` cannot be read"),
        "{refused}"
    );
    assert!(refused.stderr.contains("row-level security"), "{refused}");
}

const TENANTS: &str = r#"
format = 1
[tables.tenants.columns]
name = "text primary key"
gone_at = "timestamptz"
[tables.log]
partition_by = "list (tenant)"
partitions = { list_from = "select name from tenants where gone_at is null" }
columns = { tenant = "text not null", note = "text" }
"#;

#[test]
fn every_tenant_has_a_partition() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let project = Project::with(TENANTS);
        project.run(&format!("apply --target {url} --no-ledger")).exits(0);
        let apply = format!("partitions apply --target {url} --no-ledger");
        let long = "x".repeat(70);
        server.run(
            "shop",
            &format!("INSERT INTO tenants VALUES ('acme'), ('Globex, \"Inc.\"'), ('it''s'), ('a b'), ('a_b'), ('{long}'), ('{long}y')"),
        );
        project.run(&apply).exits(0);
        assert_eq!(
            server.value_of(
                "shop",
                "SELECT count(*) FROM pg_inherits WHERE inhparent = 'log'::regclass"
            ),
            "7"
        );
        server.run("shop", "INSERT INTO log SELECT name, 'hello' FROM tenants");
        assert_eq!(server.value_of("shop", "SELECT tenant FROM log_acme"), "acme");
        assert_eq!(server.value_of("shop", "SELECT tenant FROM log_a_b"), "a_b");
        // Nothing of it is for a plan of the whole model to undo, and nothing is done twice.
        project.run(&format!("plan --exit-code --target {url}")).exits(0);
        project
            .run(&format!("partitions plan --exit-code --target {url}"))
            .exits(0);

        // Who is gone is reported, and stays until the model says otherwise.
        server.run("shop", "UPDATE tenants SET gone_at = now() WHERE name = 'acme'");
        let reported = project.run(&apply).exits(0);
        assert!(
            reported
                .stderr
                .contains("partition `public.log_acme` is for a value that is gone"),
            "{reported}"
        );
        assert_eq!(server.value_of("shop", "SELECT count(*) FROM log"), "7");
        project.file(
            "schema.toml",
            TENANTS.replace("gone_at is null\"", "gone_at is null\", retire = \"detach\""),
        );
        project.run(&apply).exits(0);
        assert_eq!(server.value_of("shop", "SELECT count(*) FROM log"), "6");
        assert_eq!(server.value_of("shop", "SELECT note FROM log_acme"), "hello");
        project.run(&format!("plan --exit-code --target {url}")).exits(0);

        // A query that gives nothing asks the wrong database rather than to retire everybody.
        server.run("shop", "UPDATE tenants SET gone_at = now()");
        let nobody = project.run(&apply).exits(1);
        assert!(nobody.stderr.contains("gives no value"), "{nobody}");
        assert_eq!(server.value_of("shop", "SELECT count(*) FROM log"), "6");
        project.file(
            "schema.toml",
            TENANTS.replace("gone_at is null\"", "gone_at is null\", retire = \"drop\""),
        );
        server.run("shop", "UPDATE tenants SET gone_at = NULL WHERE name = 'a_b'");
        project.run(&apply).exits(0);
        assert_eq!(
            server.value_of("shop", "SELECT string_agg(tenant, ',') FROM log"),
            "a_b"
        );
    }
}

#[test]
fn a_query_of_a_model_is_run_by_the_upkeep_alone() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    // What it reads is not there: whoever runs it fails.
    let project = Project::with(&TENANTS.replace("from tenants where", "from nothing where"));
    project.run(&format!("apply --target {url}")).exits(0);
    project.run(&format!("plan --exit-code --target {url}")).exits(0);
    let asked = project.run(&format!("partitions plan --target {url}")).exits(1);
    assert!(
        asked
            .stderr
            .contains("the values that partitions of `public.log` are for cannot be read"),
        "{asked}"
    );
    let offline = project.run("partitions plan --from schema.toml").exits(1);
    assert!(
        offline.stderr.contains("name the database with --target"),
        "{offline}"
    );

    // What does anything but read is not even sent: it is no model.
    for query in [
        "select pg_sleep(1)::text",
        "delete from tenants returning name",
        "select name from tenants for update",
    ] {
        project.file(
            "schema.toml",
            TENANTS.replace("select name from tenants where gone_at is null", query),
        );
        for command in ["plan", "partitions plan"] {
            let refused = project.run(&format!("{command} --target {url}")).exits(1);
            assert!(
                refused
                    .stderr
                    .contains("is more than a query that is run may have"),
                "{refused}"
            );
        }
    }

    // A view can do what a query may not; it cannot write, and null has no partition.
    server.run(
        "shop",
        "CREATE FUNCTION noted() RETURNS text LANGUAGE sql AS 'INSERT INTO tenants VALUES (''noted'') RETURNING name'; \
         CREATE VIEW writes AS SELECT noted() AS name; CREATE VIEW nulls AS SELECT NULL::text AS name",
    );
    for (view, words) in [
        ("writes", "read-only transaction"),
        ("nulls", "there is null among them"),
    ] {
        let query = format!("select name from {view}");
        project.file(
            "schema.toml",
            TENANTS.replace("select name from tenants where gone_at is null", &query),
        );
        let refused = project.run(&format!("partitions plan --target {url}")).exits(1);
        assert!(refused.stderr.contains(words), "{refused}");
    }
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM tenants"), "0");
}
