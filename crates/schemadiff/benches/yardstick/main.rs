//! How long the engine takes over the yardstick schema: reading, canonical form, and plans of nothing, of one change and
//! of everything; and whether four times the tables take four times as long.
//!
//! `cargo bench -p schemadiff --bench yardstick`

mod schema;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BatchSize, BenchmarkId, Criterion};
use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::{Pair, Sources};
use schemadiff::diag::Diagnostic;
use schemadiff::source::{Declared, sql, toml};
use schemadiff::{Policy, plan};

/// The size that the budgets are written for, and a larger one to see how time grows.
const TABLES: usize = 1_000;
const MORE: usize = 4_000;

/// More than this per table than at the smaller size is no longer n log n: log(4,000) / log(1,000) is 1.2, and the rest
/// is for caches and noise.
const GROWTH: f64 = 1.7;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    for tables in [TABLES, MORE] {
        measure(&mut criterion, tables);
    }
    criterion.final_summary();
    // `cargo test --benches` only wants to know whether it runs.
    if !std::env::args().any(|argument| argument == "--test") {
        growth();
    }
}

fn measure(criterion: &mut Criterion, tables: usize) {
    let model = schema::toml(tables);
    let script = schema::sql(tables);
    let empty = Canonical::empty();
    let wanted = compile_toml(&model);
    // The second table has no view over it.
    let (first, rest) = model
        .split_once("[tables.items_00001.columns]")
        .expect("there are two tables");
    let changed = compile_toml(&format!(
        "{first}[tables.items_00001.columns]{}",
        rest.replacen("varchar(200)", "varchar(300)", 1)
    ));
    let same = compile_sql(&script);
    assert!(
        plans(&same, &wanted) == 0,
        "the model and the script are the same schema"
    );
    assert!(plans(&wanted, &changed) == 1, "one column differs");

    let mut group = criterion.benchmark_group("yardstick");
    let name = |what: &str| BenchmarkId::new(what, tables);
    group.bench_function(name("parse toml"), |bencher| {
        bencher.iter(|| parse_toml(black_box(&model)));
    });
    group.bench_function(name("parse sql"), |bencher| {
        bencher.iter(|| parse_sql(black_box(&script)));
    });
    let declared = parse_toml(&model);
    group.bench_function(name("canonicalize"), |bencher| {
        bencher.iter_batched(|| declared.clone(), canonicalize, BatchSize::LargeInput);
    });
    for (what, old, new) in [
        ("plan of nothing", &same, &wanted),
        ("plan of one change", &wanted, &changed),
        ("plan from empty", &empty, &wanted),
    ] {
        group.bench_function(name(what), |bencher| bencher.iter(|| plans(black_box(old), new)));
    }
    group.finish();
}

/// Compares the time of the whole street, from text to plan, at both sizes.
fn growth() {
    let street = |tables: usize| {
        let model = schema::toml(tables);
        let run = || {
            let start = Instant::now();
            black_box(plans(&Canonical::empty(), &compile_toml(&model)));
            start.elapsed()
        };
        (0..3).map(|_| run()).min().unwrap_or_default()
    };
    let (small, large) = (street(TABLES), street(MORE));
    #[expect(clippy::cast_precision_loss, reason = "both are small")]
    let growth = large.as_secs_f64() / small.as_secs_f64() / (MORE as f64 / TABLES as f64);
    #[expect(clippy::print_stdout, reason = "the figure is what the bench is for")]
    {
        println!(
            "{TABLES} tables from text to plan in {small:.0?}, {MORE} in {large:.0?}: {growth:.2} times as long for each"
        );
    }
    assert!(
        growth < GROWTH,
        "the time for a table grows with the number of tables"
    );
}

/// The yardstick has nothing to complain of.
fn silent(diagnostics: &[Diagnostic]) {
    assert!(
        diagnostics.is_empty(),
        "{} messages, first {:?}",
        diagnostics.len(),
        diagnostics[0]
    );
}

fn plans(old: &Canonical, new: &Canonical) -> usize {
    let (plan, diagnostics) = plan(Pair { old, new }, &Policy::default());
    silent(&diagnostics);
    plan.statements().count()
}

fn parse_toml(model: &str) -> Declared {
    let mut sources = Sources::default();
    let file = sources.add("schema.toml", model);
    let (declared, diagnostics) = toml::read(&sources, file, &[]);
    silent(&diagnostics);
    declared
}

fn parse_sql(script: &str) -> Declared {
    let mut sources = Sources::default();
    let file = sources.add("schema.sql", script);
    let mut declared = Declared::default();
    let diagnostics = sql::read_script(&sources, file, &mut declared);
    silent(&diagnostics);
    declared
}

fn compile_toml(model: &str) -> Canonical {
    compile(parse_toml(model))
}

fn compile_sql(script: &str) -> Canonical {
    compile(parse_sql(script))
}

fn compile(declared: Declared) -> Canonical {
    let (canonical, diagnostics) = canonicalize(declared);
    silent(&diagnostics);
    canonical
}
