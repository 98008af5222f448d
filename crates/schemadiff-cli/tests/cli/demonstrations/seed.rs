//! Rows that are made up, beside `COPY` of the same rows from files: a million over the example schema in one command.

use std::time::Instant;

use super::{ROWS, grouped, newest, number, publish, table};
use crate::harness::{Project, ThrowAway};

/// Tables with their numbers for each thousandth of all rows: those of the example, tenant by tenant.
const SHARES: &[(&str, &str)] = &[
    ("tenants", "1"),
    ("users", "50/tenants"),
    ("projects", "2/users"),
    ("invoices", "5/projects"),
    ("usage_records", "2/projects"),
    ("audit_logs", "100/tenants"),
    ("events", "49/tenants"),
];

/// Rows of one tenant and what it has.
const OF_A_TENANT: u64 = 1000;

/// How much longer it may take than `COPY` of files that are there.
const RATIO: f64 = 2.0;

/// Constraints that are not valid, or do not hold: every foreign key and check is read again.
const CHECK: &str = "DO $$ DECLARE c record; BEGIN
     FOR c IN SELECT conrelid::regclass AS t, conname, contype, pg_get_constraintdef(oid) AS d FROM pg_constraint
              WHERE conrelid <> 0 AND contype IN ('f', 'c') AND conparentid = 0 AND connamespace = 'public'::regnamespace
     LOOP
         EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname);
         EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.t, c.conname, c.d);
     END LOOP;
 END $$";

#[test]
fn seed() {
    let Some(binaries) = newest() else { return };
    let tenants = (number(ROWS, 4_000) / OF_A_TENANT).max(1);
    let server = ThrowAway::lasting(&binaries);
    let (made, copied) = (server.database("made"), server.database("copied"));
    let project = Project::with(include_str!("../../../../../schema.toml"));
    for url in [&made, &copied] {
        project.run(&format!("apply --target {url}")).exits(0);
    }
    let mut arguments = format!("seed --target {made}");
    for (name, share) in SHARES {
        let amount = if *name == "tenants" {
            tenants.to_string()
        } else {
            (*share).to_owned()
        };
        arguments.push_str(&format!(" --rows {name}={amount}"));
    }
    let began = Instant::now();
    let seeded = project.run(&arguments).exits(0);
    let took = began.elapsed().as_secs_f64();
    let rows = tenants * OF_A_TENANT;
    assert!(
        seeded.stdout.starts_with(&format!("{rows} rows in 7 tables")),
        "{seeded}"
    );
    server.run("made", CHECK);
    let plan = project.run(&format!("plan --exit-code --target {made}")).exits(0);
    assert!(plan.stdout.contains("no changes"), "{plan}");

    // The same rows from files, in the same order, into the same schema.
    let folder = server.value("SHOW data_directory");
    let order = [
        "currencies",
        "tenants",
        "events",
        "users",
        "audit_logs",
        "projects",
        "invoices",
        "usage_records",
    ];
    server.run("copied", "TRUNCATE tenants, currencies CASCADE");
    let columns = |name: &str| {
        server.value_of(
            "made",
            &format!(
                "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{name}'::regclass \
                 AND attnum > 0 AND attgenerated = ''"
            ),
        )
    };
    let mut load = String::from("BEGIN;");
    for name in order {
        let columns = columns(name);
        server.run(
            "made",
            &format!("COPY (SELECT {columns} FROM {name}) TO '{folder}/{name}.rows'"),
        );
        load.push_str(&format!("COPY {name} ({columns}) FROM '{folder}/{name}.rows';"));
    }
    load.push_str("COMMIT;");
    load.push_str(&format!("ANALYZE {}", order.join(", ")));
    server.run("postgres", "CHECKPOINT");
    let began = Instant::now();
    server.run("copied", &load);
    let by_copy = began.elapsed().as_secs_f64();
    let ratio = took / by_copy;
    let head = ["", "time", "rows/s", "×"];
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is for people"
    )]
    let speed = |seconds: f64| grouped((rows as f64 / seconds) as u64);
    let line = |what: &str, seconds: f64| {
        vec![
            what.to_owned(),
            format!("{seconds:.1} s"),
            speed(seconds),
            format!("{:.2}", seconds / by_copy),
        ]
    };
    publish(
        "seed",
        &format!(
            "PostgreSQL {}, {} rows over `schema.toml` in seven tables with all their indexes, foreign keys and triggers, in one \
             transaction; `ANALYZE` is part of either. Every foreign key and check was read again afterwards and holds. The program \
             was built without optimisation.\n\n{}",
            server.value("SHOW server_version"),
            grouped(rows),
            table(
                &head,
                &[
                    line("COPY of the same rows from files", by_copy),
                    line("`schemadiff seed`, everything included", took)
                ]
            )
        ),
    );
    assert!(
        rows < 100_000 || ratio < RATIO,
        "{ratio:.2} times as long as COPY"
    );
}
