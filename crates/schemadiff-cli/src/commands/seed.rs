//! `schemadiff seed`: rows for development, from the model, from scripts and made up.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use schemadiff::Policy;
use schemadiff::catalog::{NamedTarget, Settings, is_production};
use schemadiff::kinds::seed::{Generate, Seed, SeedSet};
use schemadiff::render::visible;
use schemadiff::sample::{self, Amount, Sample, Volumes};
use schemadiff_pg::seed::{Found, MANY, Refused, fill, look, try_out};
use schemadiff_sql::syntax::ObjectName;

use super::check::counted;
use super::comparison::{TargetArguments, between, shell};
use crate::failure::{Exit, Failure};
use crate::state::{Place, Server, Session, State, beside};
use crate::terminal::{self, progress, say};

/// How many rows of each table are tried before all are put in.
const TRIED: u64 = 50;

/// Fill a database with rows for development
///
/// Puts in the rows of `[seeds.SET]`, runs its scripts, and makes up as many rows of tables as `[seeds.SET.generate]` or
/// `--rows` says, so that every constraint holds. A database for production is refused.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The set of rows: `[seeds.SET]` of the model
    #[arg(value_name = "SET", default_value = "development")]
    set: String,

    #[command(flatten)]
    target: TargetArguments,

    /// Make rows up, also where the model says no numbers: 100 of each table
    #[arg(long)]
    generate: bool,

    /// How many rows of a table to make up: `users=500`, `users=10/tenants` for ten of each tenant, `*=20` for all others
    #[arg(long, value_name = "TABLE=N")]
    rows: Vec<String>,

    /// Which of all possible rows: the same number gives the same rows [default: the model's `seed`, else 1]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Make up rows of tables that have some already too
    #[arg(long)]
    append: bool,

    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut session = Session::default();
    let wanted = session.wanted(arguments.target.to.as_deref())?;
    if !wanted.is_offline() {
        return Err(Failure::user("a database says nothing of seeds").hint("--to takes a model"));
    }
    let model = session.offline(&wanted)?;
    session.settle(false, "nothing was seeded")?;
    let settings = model.canonical.settings();
    let set = set(arguments, settings)?;
    let volumes = volumes(arguments, settings, &set)?;
    let place = session.place(arguments.target.target.as_deref(), &wanted)?;
    refuse_production(arguments, settings, &place)?;
    let mut server = Server::open(place)?;
    refuse_marked(arguments, &server)?;
    let there = server.state()?;
    say(&format!("Seeding {} with `{}`", there.words, arguments.set));

    let required = model.canonical.catalog().seeds.values();
    let known = known_rows(required.chain(&set.rows), settings);
    // What is refused is refused before anything is changed.
    let (volumes, before) = match volumes {
        Some(mut volumes) => {
            volumes.without_schema = Some(server.connection.ledger().to_owned());
            let before = found(&server, &there, &volumes)?;
            leave_what_is_filled(&mut volumes, &before, &known, (&server, &there, arguments))?;
            (Some(volumes), before)
        }
        None => (None, BTreeMap::new()),
    };
    put_rows(&mut session, &mut server, &there, &set, arguments.dry_run)?;
    run_scripts(&server, &beside(&wanted), &set.scripts, arguments.dry_run)?;
    if let Some(mut volumes) = volumes {
        let after = found(&server, &there, &volumes)?;
        for table in after.keys().filter(|table| !before.contains_key(*table)) {
            // What the model or a script lists is a list, not a sample.
            volumes.rows.entry(table.clone()).or_insert(Amount::Rows(0));
        }
        let held = after
            .into_iter()
            .map(|(table, found)| (table, found.held))
            .collect();
        let making = Making {
            server: &server,
            there: &there,
            arguments,
        };
        making.make(volumes, &held)?;
    }
    Ok(Exit::Done)
}

/// The set that is named.
fn set(arguments: &Arguments, settings: &Settings) -> Result<SeedSet, Failure> {
    if let Some(set) = settings.seeds.get(&arguments.set) {
        return Ok(set.clone());
    }
    if arguments.generate || !arguments.rows.is_empty() {
        return Ok(SeedSet::default());
    }
    let failure = Failure::user(format!("the model has no `[seeds.{}]`", arguments.set));
    let names: Vec<_> = settings.seeds.keys().map(|name| format!("`{name}`")).collect();
    Err(if names.is_empty() {
        failure.hint("write one with rows, `scripts` or `generate`, or have rows made up with --generate")
    } else {
        failure.hint(format!("its sets are {}", names.join(", ")))
    })
}

/// How many rows are made up; nothing when none are.
fn volumes(arguments: &Arguments, settings: &Settings, set: &SeedSet) -> Result<Option<Volumes>, Failure> {
    if !arguments.generate && arguments.rows.is_empty() && set.generate.is_none() {
        return Ok(None);
    }
    let Generate {
        rows,
        otherwise,
        seed,
    } = set.generate.clone().unwrap_or_default();
    let mut volumes = Volumes {
        rows: rows
            .into_iter()
            .map(|(table, amount)| (qualified(table, settings), amount))
            .collect(),
        seed: arguments.seed.or(seed).unwrap_or(1),
        ..Volumes::default()
    };
    if let Some(otherwise) = otherwise {
        volumes.otherwise = otherwise;
    }
    for text in &arguments.rows {
        volumes
            .add(text, &settings.default_schema)
            .map_err(|problem| Failure::user(format!("`--rows {text}`: {problem}")))?;
    }
    Ok(Some(volumes))
}

fn qualified(mut table: ObjectName, settings: &Settings) -> ObjectName {
    table
        .schema
        .get_or_insert_with(|| settings.default_schema.clone());
    table
}

/// How many rows the model itself has of each table.
fn known_rows<'a>(seeds: impl Iterator<Item = &'a Seed>, settings: &Settings) -> BTreeMap<ObjectName, u64> {
    let mut known = BTreeMap::new();
    for seed in seeds {
        *known.entry(qualified(seed.table.clone(), settings)).or_default() += seed.rows.len() as u64;
    }
    known
}

/// Refuses a database that the model says is for production, by its name or by where it is.
fn refuse_production(arguments: &Arguments, settings: &Settings, place: &Place) -> Result<(), Failure> {
    let Some((name, location)) = place.identity() else {
        return Ok(());
    };
    let is_it = |(target, known): &(&String, &NamedTarget)| {
        known.is_production(target)
            && (name == Some(target.as_str())
                || Place::url(&known.url, Some(target), None)
                    .ok()
                    .and_then(|place| place.identity().map(|(_, at)| at == location))
                    .unwrap_or_default())
    };
    match settings.targets.iter().find(is_it) {
        Some((target, _)) if !is_production(&arguments.set) || makes(arguments, settings) => Err(refused(arguments, target)
            .hint(format!(
                "seed another database; if this one is not for production, say so in the model: `[targets.{target}] environment = \
                 \"development\"`"
            ))),
        _ => Ok(()),
    }
}

/// Refuses a database that says itself that it is for production, whatever the model says.
fn refuse_marked(arguments: &Arguments, server: &Server) -> Result<(), Failure> {
    let asked = server.runtime.block_on(
        server
            .connection
            .value("SELECT current_setting('schemadiff.environment', true)"),
    );
    let said = asked.map_err(|error| {
        Failure::database(format!("{} cannot be looked at", server.name())).because(&error)
    })?;
    match said {
        Some(word) if is_production(&word) => Err(refused(arguments, server.name()).hint(
            "its setting `schemadiff.environment` says so (ALTER DATABASE … SET schemadiff.environment)",
        )),
        _ => Ok(()),
    }
}

fn refused(arguments: &Arguments, database: &str) -> Failure {
    Failure::safety(format!(
        "`{database}` is a database for production, and `{}` is not for it; nothing was changed",
        arguments.set
    ))
}

/// Whether rows are made up, which no database for production is for.
fn makes(arguments: &Arguments, settings: &Settings) -> bool {
    let by_model = settings
        .seeds
        .get(&arguments.set)
        .is_some_and(|set| set.generate.is_some());
    arguments.generate || !arguments.rows.is_empty() || by_model
}

/// Puts in the rows that the model names, those that are not there.
fn put_rows(
    session: &mut Session,
    server: &mut Server,
    there: &State,
    set: &SeedSet,
    dry_run: bool,
) -> Result<(), Failure> {
    if set.rows.is_empty() {
        return Ok(());
    }
    let wanted = State {
        words: "the rows of the set".to_owned(),
        canonical: there.canonical.with_rows(&set.rows),
    };
    let (plan, _) = between(session, there, &wanted, &Policy::default(), Some(server), false)?;
    let statements: Vec<&str> = plan
        .steps
        .iter()
        .flat_map(|step| &step.statements)
        .map(|statement| statement.sql.as_str())
        .collect();
    if statements.is_empty() {
        say("rows of the model: all there");
        return Ok(());
    }
    if dry_run {
        for sql in statements {
            terminal::print(&format!("{};\n", visible(sql).trim_end_matches(';')))?;
        }
        return Ok(());
    }
    let many = statements.len();
    let script = format!("BEGIN;\n{};\nCOMMIT", statements.join(";\n"));
    transaction(server, &script).map_err(|error| {
        Failure::database("the rows of the model are not taken; nothing was changed").because(&*error)
    })?;
    say(&format!("rows of the model: {} done", counted(many, "statement")));
    Ok(())
}

/// Runs a script that has a transaction; the error is boxed because it is large.
fn transaction(server: &Server, script: &str) -> Result<(), Box<schemadiff_pg::PgError>> {
    server.runtime.block_on(async {
        let ran = server.connection.batch(script).await;
        if ran.is_err() && !server.connection.is_closed() {
            server.connection.batch("ROLLBACK").await?;
        }
        Ok(ran?)
    })
}

/// Runs scripts in their order, each in a transaction.
fn run_scripts(server: &Server, folder: &Path, scripts: &[String], dry_run: bool) -> Result<(), Failure> {
    let read = |script: &String| -> Result<(PathBuf, String), Failure> {
        let path = folder.join(script);
        let text = std::fs::read_to_string(&path).map_err(|error| {
            Failure::user(format!("`{}` cannot be read; no script was run", path.display())).because(&error)
        })?;
        Ok((path, text))
    };
    // All of them are there before the first one runs.
    let texts: Vec<_> = scripts.iter().map(read).collect::<Result<_, _>>()?;
    for (path, text) in &texts {
        let shown = path.display();
        if dry_run {
            terminal::print(&format!("-- would run {shown}\n"))?;
            continue;
        }
        let began = Instant::now();
        let spinner = progress::spinner(&format!("Running {shown}"));
        let ran = transaction(server, &format!("BEGIN;\n{text}\n;COMMIT"));
        drop(spinner);
        ran.map_err(|error| {
            let line = error.position.and_then(|position| {
                let before = usize::try_from(position)
                    .ok()?
                    .saturating_sub("BEGIN;\n".len() + 1);
                Some(1 + text.chars().take(before).filter(|c| *c == '\n').count())
            });
            let at = line.map_or_else(String::new, |line| format!(":{line}"));
            Failure::database(format!("{shown}{at} failed, and what it did is undone"))
                .because(&*error)
                .hint("a script holds statements of SQL alone, no commands of psql")
        })?;
        say(&format!("{shown}  {}", progress::words(began.elapsed())));
    }
    Ok(())
}

fn found(server: &Server, there: &State, volumes: &Volumes) -> Result<BTreeMap<ObjectName, Found>, Failure> {
    let tables = sample::tables(&there.canonical, volumes);
    let found = server.runtime.block_on(look(&server.connection, &tables));
    found.map_err(|error| {
        Failure::database(format!("the tables of {} cannot be read", server.name())).because(&error)
    })
}

/// Leaves tables out that have rows, and refuses those that were named.
fn leave_what_is_filled(
    volumes: &mut Volumes,
    found: &BTreeMap<ObjectName, Found>,
    known: &BTreeMap<ObjectName, u64>,
    (server, there, arguments): (&Server, &State, &Arguments),
) -> Result<(), Failure> {
    let tables: Vec<ObjectName> = sample::tables(&there.canonical, volumes)
        .into_iter()
        .map(|wanted| wanted.table)
        .collect();
    if let Some(name) = volumes.rows.keys().find(|name| !tables.contains(name)) {
        return Err(Failure::user(format!(
            "there is no table `{name}` in {} to make rows of",
            server.name()
        ))
        .hint(
            "`schemadiff plan` shows what is still to be made there; partitions are filled by their table",
        ));
    }
    let mut filled: Vec<String> = Vec::new();
    for table in tables {
        let rows = found.get(&table).map_or(0, |found| found.rows);
        let own = known.get(&table).copied().unwrap_or_default();
        let named = volumes.rows.contains_key(&table);
        if !named && own > 0 {
            volumes.rows.insert(table, Amount::Rows(0));
        } else if rows > own && !arguments.append {
            if !named && volumes.otherwise != Amount::Rows(0) {
                say(&format!(
                    "note: {}: left as it is, since it has rows",
                    visible(&table.to_string())
                ));
                volumes.rows.insert(table, Amount::Rows(0));
            } else if *volumes.amount(&table) != Amount::Rows(0) {
                let many = if rows > MANY {
                    format!("more than {MANY}")
                } else {
                    rows.to_string()
                };
                filled.push(format!("{table} ({many} rows)"));
            }
        }
    }
    if filled.is_empty() {
        return Ok(());
    }
    let many = if filled.len() == 1 {
        "1 table is".to_owned()
    } else {
        format!("{} tables are", filled.len())
    };
    Err(Failure::safety(format!("{many} not empty; nothing was changed"))
        .cause(filled.join(", "))
        .hint("seed an empty database, or add to what is there with --append"))
}

/// The making of rows.
struct Making<'a> {
    server: &'a Server,
    there: &'a State,
    arguments: &'a Arguments,
}

impl Making<'_> {
    fn make(&self, volumes: Volumes, held: &BTreeMap<ObjectName, sample::Held>) -> Result<(), Failure> {
        let sample = Sample::new(&self.there.canonical, &volumes, held);
        for note in sample.notes() {
            say(&format!("note: {}", visible(note)));
        }
        if self.arguments.dry_run {
            for portion in sample.portions() {
                let line = format!(
                    "{:>10} rows of {} ({})",
                    portion.rows(),
                    portion.name(),
                    portion.columns().join(", ")
                );
                terminal::print(&format!("{}\n", visible(&line)))?;
            }
            return Ok(());
        }
        let sample = self.tried(sample, volumes, held)?;
        self.fill(&sample)
    }

    /// Tries a few rows of every table, so that all that is wrong is said at once. Tables that triggers fill are left to them.
    fn tried(
        &self,
        mut sample: Sample,
        mut volumes: Volumes,
        held: &BTreeMap<ObjectName, sample::Held>,
    ) -> Result<Sample, Failure> {
        loop {
            let spinner = progress::spinner("Trying a few rows of each table");
            let few = Volumes {
                at_most: Some(TRIED),
                ..volumes.clone()
            };
            let few = Sample::new(&self.there.canonical, &few, held);
            let empty = |table: &ObjectName| !held.contains_key(table);
            let tried = self
                .server
                .runtime
                .block_on(try_out(&self.server.connection, &few, &empty));
            drop(spinner);
            let tried = tried.map_err(|error| {
                Failure::database("no rows can be tried; none were put in").because(&error)
            })?;
            if !tried.refused.is_empty() {
                return Err(self.refusal(&tried.refused));
            }
            if tried.by_triggers.is_empty() {
                return Ok(sample);
            }
            for table in tried.by_triggers {
                say(&format!(
                    "note: {}: left to triggers of other tables, which fill it",
                    visible(&table.to_string())
                ));
                volumes.rows.insert(table, Amount::Rows(0));
            }
            sample = Sample::new(&self.there.canonical, &volumes, held);
        }
    }

    fn refusal(&self, refused: &[Refused]) -> Failure {
        let many = match refused.len() {
            1 => "the rows of 1 table are".to_owned(),
            many => format!("the rows of {many} tables are"),
        };
        let mut failure =
            Failure::database(format!("{many} not taken as they are made up; none were put in"));
        for refused in refused {
            failure = failure.cause(format!("{}: {}", refused.table, refused.error));
        }
        let names: Vec<String> = refused
            .iter()
            .map(|refused| format!("--rows {}", shell(&format!("{}=0", refused.table))))
            .collect();
        failure.hint(format!(
            "write rows of such a table yourself, in `[seeds.{}]` or a script, and leave it out here: {}",
            self.arguments.set,
            names.join(" ")
        ))
    }

    fn fill(&self, sample: &Sample) -> Result<(), Failure> {
        let width = sample
            .portions()
            .map(|portion| portion.name().to_string().chars().count())
            .max();
        let mut rows = progress::Rows::new(sample.portions().count(), width.unwrap_or_default());
        let began = Instant::now();
        let filled = self
            .server
            .runtime
            .block_on(fill(&self.server.connection, sample, &mut |filling| {
                rows.show(&filling);
            }));
        drop(rows);
        let filled = filled.map_err(|refused| {
            Failure::database(format!(
                "{} does not take its rows; none were put in",
                refused.table
            ))
            .because(&refused.error)
        })?;
        let many: u64 = filled.iter().map(|(_, rows)| rows).sum();
        let seconds = began.elapsed().as_secs_f64();
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is for people"
        )]
        let speed = (many as f64 / seconds.max(0.001)) as u64;
        let tables = filled.iter().filter(|(_, rows)| *rows > 0).count();
        terminal::print(&format!(
            "{many} rows in {}, {seconds:.1} s ({speed} rows/s)\n",
            counted(tables, "table")
        ))
    }
}
