//! Databases: which one is meant, getting in, and reading what is there. The only place with a runtime for sockets,
//! which is made when the first server is needed and not before.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use schemadiff::canon::{Canonical, observe};
use schemadiff::diag::{Diagnostic, code};
use schemadiff::settle::{Answer, Question};
use schemadiff::source::{self, FORMAT, Snapshot};
use schemadiff::upkeep::{Listed, Numbered};
use schemadiff_pg::upkeep::{NoValues, highest, values};
use schemadiff_pg::{Binaries, Connection, Scratch, ServerError, Target, TargetError, settle, snapshot};
use tokio::runtime::Runtime;

use super::{Spec, State, warn};
use crate::commands::check::counted;
use crate::failure::Failure;
use crate::terminal::{progress, say};

/// Where the private server keeps its data, beside the model.
const PRIVATE: &str = ".schemadiff";

/// The database of the private server.
const DATABASE: &str = "schemadiff";

/// The variables that say which server `psql` would use.
const VARIABLES: &[&str] = &["PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE"];

/// The schema of the history that the command line names, for every database of this process.
static LEDGER: OnceLock<String> = OnceLock::new();

/// Has the history of runs kept in a schema, whatever a target says.
pub(crate) fn keep_history_in(schema: Option<String>) {
    if let Some(schema) = schema {
        // It is said once, before any database is opened.
        let _ = LEDGER.set(schema);
    }
}

/// A database, before anybody connected to it.
pub(crate) enum Place {
    /// One that somebody named.
    Given {
        /// The name it was given by; its label otherwise.
        name: Option<String>,
        target: Box<Target>,
    },
    /// The server of our own that is kept in this folder.
    Private(PathBuf),
}

/// A database that we are connected to.
pub(crate) struct Server {
    // Fields are dropped in this order: the session, the server it is on, and what drives both.
    pub(crate) connection: Connection,
    target: Target,
    _private: Option<Scratch>,
    pub(crate) runtime: Runtime,
    name: String,
}

impl Place {
    /// A database by what a target or an argument says: a URL, or `env:NAME`.
    pub(crate) fn url(url: &str, name: Option<&str>, ledger: Option<&str>) -> Result<Self, Failure> {
        let url = match url.strip_prefix("env:") {
            None => url.to_owned(),
            Some(variable) => environment(variable).ok_or_else(|| {
                let target = name.unwrap_or_default();
                Failure::user(format!(
                    "target `{target}` is where ${variable} says, and {variable} is not set"
                ))
                .hint(format!("set it: export {variable}=postgres://user@host/database"))
            })?,
        };
        let target = Target::resolve(Some(&url), &environment).map_err(|error| unusable(&error))?;
        let target = match ledger {
            Some(schema) => target.with_ledger(schema),
            None => target,
        };
        Ok(Self::Given {
            name: name.map(str::to_owned),
            target: Box::new(target),
        })
    }

    /// The database that an argument names; nothing when it names files.
    pub(crate) fn of(spec: &Spec) -> Option<Result<Self, Failure>> {
        match spec {
            Spec::Url(url) => Some(Self::url(url, None, None)),
            Spec::Target { name, target } => {
                Some(Self::url(&target.url, Some(name), target.ledger.as_deref()))
            }
            Spec::Empty | Spec::File(_) | Spec::Folder(_) | Spec::Snapshot(_) | Spec::Git { .. } => None,
        }
    }

    /// The database that `--from` or `--target` names, or the environment where neither is given, when that is known without
    /// the model.
    pub(crate) fn known(from: Option<&str>, target: Option<&str>) -> Option<Result<Self, Failure>> {
        match from.or(target) {
            Some(text) if Spec::is_url(text) => Some(Self::url(text, None, None)),
            Some(_) => None,
            None => Self::of_environment(),
        }
    }

    /// The database that the environment says, and a line about which it is.
    fn of_environment() -> Option<Result<Self, Failure>> {
        let given = |target: Target, by: &str| {
            say(&format!("Target: {} ({by})", target.label()));
            Self::Given {
                name: None,
                target: Box::new(target),
            }
        };
        if let Some(url) = environment("DATABASE_URL") {
            let target = Target::resolve(Some(&url), &environment)
                .map_err(|error| unusable(&error).cause("the URL is that of DATABASE_URL"));
            return Some(target.map(|target| given(target, "DATABASE_URL")));
        }
        let variable = VARIABLES
            .iter()
            .find(|variable| environment(variable).is_some())?;
        let target = Target::resolve(None, &environment).map_err(|error| unusable(&error));
        Some(target.map(|target| given(target, variable)))
    }

    /// What went unnoticed while it was looked for.
    fn warn(&self) {
        if let Self::Given { target, .. } = self {
            warn(target.warnings());
        }
    }

    /// The database when no argument names one, and a line about which it is.
    pub(crate) fn default_for(folder: &Path) -> Result<Self, Failure> {
        if let Some(place) = Self::of_environment() {
            return place;
        }
        let directory = folder.join(PRIVATE);
        say(&format!(
            "Target: a private server in {} (no --target, DATABASE_URL or PG* variable)",
            directory.display()
        ));
        Ok(Self::Private(directory))
    }
}

impl Server {
    /// Connects, starting the server first when it is our own.
    pub(crate) fn open(place: Place) -> Result<Self, Failure> {
        place.warn();
        Self::connect(place)
    }

    fn connect(place: Place) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| {
                Failure::internal("the runtime for connections does not start").because(&error)
            })?;
        let (name, target, scratch) = match place {
            Place::Given { name, target } => (name.unwrap_or_else(|| target.label()), *target, None),
            Place::Private(directory) => {
                let spinner = progress::spinner("Starting the private server");
                let binaries = Binaries::find(None, None, &environment).map_err(|error| no_server(&error))?;
                let scratch = runtime
                    .block_on(Scratch::persistent(&directory, &binaries))
                    .map_err(|error| no_server(&error))?;
                let target = runtime
                    .block_on(scratch.ensure_database(DATABASE))
                    .map_err(|error| no_server(&error))?;
                drop(spinner);
                if let Some(notice) = scratch.notice() {
                    say(notice);
                }
                ("the private server".to_owned(), target, Some(scratch))
            }
        };
        let target = match LEDGER.get() {
            Some(schema) => target.with_ledger(schema),
            None => target,
        };
        let connection = runtime.block_on(Connection::open(&target)).map_err(|error| {
            let failure = Failure::database(format!("cannot connect to {name}")).cause(&error.message);
            match &error.hint {
                Some(hint) => failure.hint(hint),
                None => failure,
            }
        })?;
        Ok(Self {
            connection,
            target,
            _private: scratch,
            runtime,
            name,
        })
    }

    /// Reads a schema from a database and leaves it.
    pub(crate) fn read_state(spec: &Spec) -> Result<State, Failure> {
        let place =
            Place::of(spec).ok_or_else(|| Failure::internal("files were to be read from a server"))??;
        Self::open(place)?.state()
    }

    /// Connects again after the connection was lost, as soon as the server lets us, and within a time. Whether it did.
    pub(crate) fn reconnect(&mut self, within: Duration, is_stopped: &dyn Fn() -> bool) -> bool {
        let spinner = progress::spinner(&format!("Connecting to {} again", self.name));
        let began = Instant::now();
        let mut pause = Duration::from_millis(100);
        let opened = self.runtime.block_on(async {
            loop {
                match Connection::open(&self.target).await {
                    Ok(connection) => return Some(connection),
                    Err(error) => tracing::info!("{error}"),
                }
                if began.elapsed() + pause > within || is_stopped() {
                    return None;
                }
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(2));
            }
        });
        drop(spinner);
        opened.map(|connection| self.connection = connection).is_some()
    }

    /// What messages call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The rows of its catalog.
    pub(crate) fn snapshot(&mut self) -> Result<Snapshot, Failure> {
        let _spinner = progress::spinner(&format!("Reading {}", self.name));
        self.read()
    }

    fn read(&mut self) -> Result<Snapshot, Failure> {
        self.runtime
            .block_on(snapshot::read_with_help(&mut self.connection, &self.target))
            .map_err(|error| Failure::database(format!("{} cannot be read", self.name)).because(&error))
    }

    /// What is there.
    pub(crate) fn state(&mut self) -> Result<State, Failure> {
        let snapshot = self.snapshot()?;
        self.observed(&snapshot)
    }

    fn observed(&self, snapshot: &Snapshot) -> Result<State, Failure> {
        let canonical = canonical(snapshot)?;
        let words = format!("{} ({})", self.name, described(&canonical));
        Ok(State { words, canonical })
    }

    /// Lets the server settle what two texts mean; see [`settle::ask_and_tell`].
    pub(crate) fn ask(&mut self, questions: &[Question]) -> (Vec<Answer>, Vec<usize>) {
        let _spinner = progress::spinner(&format!("Asking {} about {} texts", self.name, questions.len()));
        self.runtime
            .block_on(settle::ask_and_tell(&mut self.connection, questions))
    }
}

impl Server {
    /// The highest number that a table holds.
    pub(crate) fn highest(&self, numbered: &Numbered) -> Result<Option<i64>, Failure> {
        let table = &numbered.table;
        let _spinner = progress::spinner(&format!("Looking for the highest number of {table}"));
        self.runtime
            .block_on(highest(&self.connection, numbered))
            .map_err(|error| {
                let Numbered { table, column } = numbered;
                Failure::database(format!("the highest `{column}` of `{table}` cannot be read"))
                    .because(&error)
                    .hint(format!(
                        "say it with --at {}=NUMBER; an index that begins with `{column}` makes it quick to find",
                        table.name
                    ))
            })
    }
}

impl Server {
    /// The values that the query of a policy gives.
    pub(crate) fn values(&self, listed: &Listed) -> Result<Vec<String>, Failure> {
        let _spinner = progress::spinner(&format!("Asking for the partitions of {}", listed.table));
        let found = self.runtime.block_on(values(&self.connection, listed));
        found.map_err(|why| {
            let what = format!(
                "the values that partitions of `{}` are for cannot be read",
                listed.table
            );
            match why {
                NoValues::NotPlain(error) => Failure::input(what).because(&error),
                NoValues::Refused(error) => Failure::database(what).because(&error),
                NoValues::Null => Failure::input(what).cause("there is null among them").hint(
                    "have the query of `list_from` leave it out, and name a partition for it in the model",
                ),
            }
        })
    }
}

/// A database that is being read while something else is done. It says nothing meanwhile; one that nobody asks for in the end is
/// let go of.
pub(crate) struct Reading(JoinHandle<Result<(State, Server), Failure>>);

impl Reading {
    /// Connects and reads.
    pub(crate) fn begin(place: Place) -> Self {
        place.warn();
        Self(std::thread::spawn(move || {
            let mut server = Server::connect(place)?;
            let snapshot = server.read()?;
            Ok((server.observed(&snapshot)?, server))
        }))
    }

    /// What is there, and the server, still connected.
    pub(crate) fn end(self) -> Result<(State, Server), Failure> {
        let _spinner = progress::spinner("Reading the database");
        let panicked = |_| Failure::internal("reading the database came to no end");
        self.0.join().map_err(panicked)?
    }
}

/// Reads a recorded catalog.
pub(super) fn recorded(path: &Path) -> Result<(State, Option<Diagnostic>), Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::user(format!("`{shown}` cannot be read")).because(&error))?;
    let snapshot: Snapshot = serde_json::from_str(&text).map_err(|error| {
        Failure::user(format!("`{shown}` is not a recorded catalog"))
            .because(&error)
            .hint("`schemadiff inspect S --format snapshot` records one")
    })?;
    if snapshot.format > FORMAT {
        return Err(Failure::user(format!(
            "`{shown}` has format {}, and this version of schemadiff reads {FORMAT} and older ones",
            snapshot.format
        ))
        .hint("record it again, or read it with the version of schemadiff that recorded it"));
    }
    let missing = snapshot.missing();
    let canonical = canonical(&snapshot).map_err(|failure| match missing.first() {
        Some(section) => Failure::user(format!(
            "`{shown}` was recorded by an older version of schemadiff, without `{section}`"
        ))
        .hint("record it again with `schemadiff inspect S --format snapshot`"),
        None => failure,
    })?;
    let state = State {
        words: format!("{shown} ({})", described(&canonical)),
        canonical,
    };
    Ok((state, older(&shown.to_string(), &missing)))
}

/// What an older recording does not say is neither compared nor printed, and that is said.
fn older(shown: &str, missing: &[&str]) -> Option<Diagnostic> {
    if missing.is_empty() {
        return None;
    }
    let names: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "`{shown}` was recorded by an older version of schemadiff, without {}: nothing is known of these, and they are not compared",
        names.join(", ")
    );
    Some(
        Diagnostic::warning(code::OLD_RECORDING, message)
            .help("record it again with `schemadiff inspect S --format snapshot`"),
    )
}

/// What the rows of a catalog say.
pub(crate) fn canonical(snapshot: &Snapshot) -> Result<Canonical, Failure> {
    let observed = source::read(snapshot).map_err(|error| {
        Failure::internal("the catalog is not what its queries promise")
            .because(&error)
            .hint("record it with `schemadiff inspect S --format snapshot` and report this")
    })?;
    Ok(observe(observed))
}

/// Version and size of a database: `PostgreSQL 16.4, 214 tables`.
fn described(canonical: &Canonical) -> String {
    let tables = counted(canonical.catalog().tables.len(), "table");
    match canonical.live() {
        // Since 10 the number is the major version times 10000 plus the minor one (manual, "Preset Options", 20.15).
        Some(live) => {
            let (major, minor) = (live.server_version / 10_000, live.server_version % 10_000);
            format!("PostgreSQL {major}.{minor}, {tables}")
        }
        None => tables,
    }
}

pub(super) fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn unusable(error: &TargetError) -> Failure {
    let failure = Failure::user(error.message.clone());
    match &error.hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

fn no_server(error: &ServerError) -> Failure {
    let failure = Failure::database(error.message.clone());
    match &error.hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
