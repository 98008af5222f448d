//! How long reading a catalog takes on a real server, beside `pg_dump --schema-only` and beside the bare rows of the
//! catalogs with all their `pg_get_*` texts; and a whole plan of a model against a database that equals it.
//!
//! `cargo bench -p schemadiff-testkit --bench catalog [-- [--sections] [TABLES...]]`, on the newest server that there is. Every
//! figure is the best of a few runs, each in a session of its own; `--sections` adds what each query takes.

#![expect(clippy::print_stdout, reason = "the figures are what a bench is for")]

#[path = "../../schemadiff/benches/yardstick/schema.rs"]
mod yardstick;

use std::hint::black_box;
use std::time::{Duration, Instant};

use schemadiff::Policy;
use schemadiff::canon::{Canonical, canonicalize, observe};
use schemadiff::catalog::{Pair, Sources};
use schemadiff::source::{self, toml};
use schemadiff_pg::{Target, settle, snapshot};
use schemadiff_testkit::clients::Clients;
use schemadiff_testkit::servers::{Server, Servers, block_on, open};

/// The sizes that the budgets are written for.
const SIZES: [usize; 2] = [1_000, 10_000];

const RUNS: usize = 3;

/// What a catalog consists of, without our making anything of it: every row, and every text that PostgreSQL prints.
const BARE: &str = "
    SELECT oid, relname, relnamespace, relkind, relpersistence, reloptions, relacl, relowner FROM pg_class WHERE oid >= 16384;
    SELECT attrelid, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attcollation
      FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped;
    SELECT adrelid, adnum, pg_get_expr(adbin, adrelid) FROM pg_attrdef;
    SELECT conrelid, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid >= 16384;
    SELECT indexrelid, indrelid, indisvalid, pg_get_indexdef(indexrelid) FROM pg_index WHERE indexrelid >= 16384;
    SELECT oid, relname, pg_get_viewdef(oid) FROM pg_class WHERE relkind IN ('v', 'm') AND oid >= 16384;
    SELECT tgrelid, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal;
    SELECT oid, proname, pg_get_functiondef(oid) FROM pg_proc WHERE oid >= 16384 AND prokind IN ('f', 'p');
    SELECT t.oid, t.typname, e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid;
    SELECT classoid, objoid, objsubid, description FROM pg_description WHERE objoid >= 16384;
    SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype FROM pg_depend WHERE objid >= 16384";

fn main() -> Result<(), String> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let sections = words.iter().any(|word| word == "--sections");
    let mut sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    let servers = Servers::find()?;
    let newest = servers.versions().max().ok_or("there is no server at all")?;
    let clients = Clients::find(newest)?;
    let server = servers.get(newest)?;
    println!("PostgreSQL {newest}, best of {RUNS} runs");
    for tables in sizes {
        block_on(server.with_databases(async |[database]: [Target; 1]| {
            measure(server, &clients, &database, tables, sections).await
        }))?;
    }
    Ok(())
}

async fn measure(
    server: &Server,
    clients: &Clients,
    database: &Target,
    tables: usize,
    sections: bool,
) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let script = folder.path().join("yardstick.sql");
    std::fs::write(&script, yardstick::sql(tables)).map_err(|error| error.to_string())?;
    clients.run_file(server, database, &script)?;
    let model = yardstick::toml(tables);

    let (mut best, mut stages) = ([Duration::MAX; 4], Stages::default());
    for _ in 0..RUNS {
        let start = Instant::now();
        black_box(clients.dump(server, database)?);
        best[0] = best[0].min(start.elapsed());

        let start = Instant::now();
        let session = open(database).await?;
        for query in BARE.split(';') {
            black_box(session.rows(query).await.map_err(|error| error.to_string())?);
        }
        best[1] = best[1].min(start.elapsed());

        let start = Instant::now();
        let mut session = open(database).await?;
        black_box(
            snapshot::read_with_help(&mut session, database)
                .await
                .map_err(|error| error.to_string())?,
        );
        best[2] = best[2].min(start.elapsed());

        let start = Instant::now();
        let (statements, found) = plan(database, &model).await?;
        if start.elapsed() < best[3] {
            (best[3], stages) = (start.elapsed(), found);
        }
        if statements != 0 {
            return Err(format!(
                "the model is the database, and yet there are {statements} statements to run"
            ));
        }
    }
    let dump = best[0].as_secs_f64();
    println!("\n{tables} tables");
    for (what, time) in [
        "pg_dump --schema-only",
        "bare rows and texts",
        "catalog read",
        "plan of nothing, whole",
    ]
    .iter()
    .zip(best)
    {
        println!(
            "  {what:24} {time:>9.1?}  {:5.2} of pg_dump",
            time.as_secs_f64() / dump
        );
    }
    for (stage, time) in stages.0 {
        println!("    {stage:22} {time:>9.1?}");
    }
    if sections {
        each_section(database).await?;
    }
    Ok(())
}

/// What the time of a plan goes to.
#[derive(Default)]
struct Stages(Vec<(&'static str, Duration)>);

impl Stages {
    fn end(&mut self, stage: &'static str, since: &mut Instant) {
        self.0.push((stage, since.elapsed()));
        *since = Instant::now();
    }
}

/// What is wanted, and what reading it takes.
fn wanted(model: &str) -> (Canonical, Stages) {
    let (mut stages, mut start) = (Stages::default(), Instant::now());
    let mut sources = Sources::default();
    let file = sources.add("schema.toml", model);
    let (declared, _) = toml::read(&sources, file, &[]);
    stages.end("read the model", &mut start);
    let (wanted, _) = canonicalize(declared);
    stages.end("canonicalize", &mut start);
    (wanted, stages)
}

/// From text and rows to a plan, as the command line does it: the model is read while the catalog is.
async fn plan(database: &Target, model: &str) -> Result<(usize, Stages), String> {
    let mut start = Instant::now();
    let text = model.to_owned();
    let reading = std::thread::spawn(move || wanted(&text));
    let mut session = open(database).await?;
    let read = snapshot::read_with_help(&mut session, database)
        .await
        .map_err(|error| error.to_string())?;
    let since = start.elapsed();
    let observed = observe(source::read(&read).map_err(|error| error.to_string())?);
    let observing = start.elapsed().saturating_sub(since);
    let (wanted, mut stages) = reading.join().map_err(|_| "reading the model came to no end")?;
    stages.0.push(("read the catalog, beside", since));
    stages.0.push(("observe, beside", observing));
    stages.end("all of that", &mut start);
    let pair = Pair {
        old: &observed,
        new: &wanted,
    };
    let questions = schemadiff::doubts(pair);
    stages.end("find doubts", &mut start);
    let answers = settle::ask(&mut session, &questions).await;
    stages.end("ask", &mut start);
    let (settled, _) = schemadiff::settle_answers(pair, answers);
    stages.end("settle", &mut start);
    let (plan, _) = schemadiff::plan(
        Pair {
            old: &settled.old,
            new: &settled.new,
        },
        &Policy::default(),
    );
    stages.end("plan", &mut start);
    Ok((plan.statements().count(), stages))
}

/// What each query takes in a session that has run it before, and in one that has not.
async fn each_section(database: &Target) -> Result<(), String> {
    let mut rows = Vec::new();
    let session = open(database).await?;
    let version = session.server_version();
    session
        .batch(&format!("BEGIN; {}", source::SETTINGS))
        .await
        .map_err(|error| error.to_string())?;
    for (section, query) in source::queries(version) {
        let mut times = [Duration::ZERO; 2];
        for time in &mut times {
            let start = Instant::now();
            black_box(session.rows(&query).await.map_err(|error| error.to_string())?);
            *time = start.elapsed();
        }
        rows.push((section, times));
    }
    let total: Duration = rows.iter().map(|(_, times)| times[0]).sum();
    rows.sort_by_key(|(_, times)| std::cmp::Reverse(times[0]));
    println!("  {total:.1?} in all queries one by one; first and second time of each:");
    for (section, [first, second]) in rows {
        println!("    {section:30} {first:>9.2?} {second:>9.2?}");
    }
    Ok(())
}
