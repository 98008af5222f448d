//! What has to hold for reading a catalog: a live one, a recorded one, a script and a dump all say the same.
//!
//! The fixtures in `tests/introspect/` have every attribute that is read; `NAME.txt` beside each is what was read and
//! judged right once. Recorded catalogs are in `tests/snapshots/`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use schemadiff::Policy;
use schemadiff::canon::{Canonical, canonicalize, observe};
use schemadiff::catalog::{Pair, Sources};
use schemadiff::diag::Severity;
use schemadiff::render;
use schemadiff::source::{self, Declared, Snapshot, sql};
use schemadiff_pg::{Target, snapshot};

use crate::clients::Clients;
use crate::describe::describe;
use crate::place::{entries, repository, shown};
use crate::servers::{Server, block_on, open};
use crate::{offline, state, unified};

/// A script and the oldest version that runs it.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// `tests/introspect/NAME.sql`.
    pub path: PathBuf,
    /// From `since15` in its name.
    pub since: u32,
}

impl Fixture {
    /// All of them.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn all() -> Result<Vec<Self>, String> {
        let scripts = entries(&repository().join("tests/introspect"))?.into_iter();
        let fixtures = scripts.filter(|path| state::is(path, "sql")).map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let since = name
                .strip_prefix("since")
                .and_then(|since| since.parse().ok())
                .unwrap_or_default();
            Self { path, since }
        });
        Ok(fixtures.collect())
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }

    fn expected(&self) -> PathBuf {
        self.path.with_extension("txt")
    }
}

/// The script says what is expected.
///
/// # Errors
/// With the difference.
pub fn check_script(fixture: &Fixture, accept: bool) -> Result<(), String> {
    let text = describe(state::load(&fixture.path)?.catalog());
    if accept {
        let path = fixture.expected();
        return fs::write(&path, text).map_err(|error| format!("cannot write {}: {error}", shown(&path)));
    }
    as_expected(fixture, &text, "the script")
}

/// A server that ran the script says the same, and so does the dump of its database.
///
/// # Errors
/// With the difference.
pub fn check_live(fixture: &Fixture, server: &Server, clients: &Clients, record: bool) -> Result<(), String> {
    block_on(server.with_databases(async |[database]: [Target; 1]| {
        clients.run_file(server, &database, &fixture.path)?;
        let mut connection = open(&database).await?;
        let read = snapshot::read(&mut connection)
            .await
            .map_err(|error| error.to_string())?;
        let live = observed(&read)?;
        as_expected(fixture, &describe(live.catalog()), "the server")?;
        stands_in(fixture, &live)?;
        let dump = compile("the dump", &clients.dump(server, &database)?)?;
        as_expected(fixture, &describe(dump.catalog()), "the dump")?;
        if record {
            let path = recorded().join(format!("{}-{}.json", fixture.name(), server.major()));
            fs::write(&path, write(&read))
                .map_err(|error| format!("cannot write {}: {error}", shown(&path)))?;
        }
        Ok(())
    }))
}

/// Catalogs that were recorded from servers of any version stand in for this one: there is no way to go between them.
fn stands_in(fixture: &Fixture, live: &Canonical) -> Result<(), String> {
    for path in entries(&recorded())? {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.rsplit_once('-').is_none_or(|(of, _)| of != fixture.name()) {
            continue;
        }
        let recording = observed(&recording(&path)?)?;
        for (old, new) in [(&recording, live), (live, &recording)] {
            let plan = offline::plan(Pair { old, new }, &Policy::default())?;
            if !plan.is_empty() {
                return Err(format!(
                    "{} differs from the server:\n{}",
                    shown(&path),
                    render::script(&plan)
                ));
            }
        }
    }
    Ok(())
}

fn recording(path: &Path) -> Result<Snapshot, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", shown(path)))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", shown(path)))
}

/// A recorded catalog is read as the fixture it was recorded from.
///
/// # Errors
/// With the difference.
pub fn check_recorded(path: &Path) -> Result<(), String> {
    let read = recording(path)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let fixtures = Fixture::all()?;
    let fixture = fixtures
        .iter()
        .find(|fixture| name.rsplit_once('-').is_some_and(|(of, _)| of == fixture.name()));
    let fixture = fixture.ok_or_else(|| format!("{} is of no fixture", shown(path)))?;
    as_expected(fixture, &describe(observed(&read)?.catalog()), "the recording")
}

/// The folder of recorded catalogs.
pub fn recorded() -> PathBuf {
    repository().join("tests/snapshots")
}

/// What a recording holds.
pub(crate) fn observed(read: &Snapshot) -> Result<Canonical, String> {
    source::read(read).map(observe).map_err(|error| error.to_string())
}

/// Compiles a script.
pub(crate) fn compile(name: &str, script: &str) -> Result<Canonical, String> {
    let mut sources = Sources::default();
    let file = sources.add(name, script);
    let mut declared = Declared::default();
    let mut diagnostics = sql::read_script(&sources, file, &mut declared);
    let (canonical, found) = canonicalize(declared);
    diagnostics.extend(found);
    match state::render(&sources, &diagnostics, Severity::Error) {
        errors if errors.is_empty() => Ok(canonical),
        errors => Err(errors),
    }
}

fn as_expected(fixture: &Fixture, text: &str, what: &str) -> Result<(), String> {
    let path = fixture.expected();
    let expected =
        fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", shown(&path)))?;
    match unified(&expected, text, &shown(&path), what) {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("{what} says something else:\n{diff}")),
    }
}

/// A row to a line.
fn write(snapshot: &Snapshot) -> String {
    fn json(value: &impl serde::Serialize) -> String {
        serde_json::to_string(value).expect("strings and lists of them are JSON")
    }
    let mut text = format!(
        "{{\n\"format\": {},\n\"server_version\": {},\n\"database\": {},\n\"role\": {},\n\"owner\": {},\n\"sections\": {{",
        snapshot.format,
        snapshot.server_version,
        json(&snapshot.database),
        json(&snapshot.role),
        json(&snapshot.owner)
    );
    let mut separator = "";
    for (name, section) in &snapshot.sections {
        let rows: Vec<String> = section.rows.iter().map(json).collect();
        let _ = write!(
            text,
            "{separator}\n{}: {{\n\"columns\": {},\n\"rows\": [\n{}\n]}}",
            json(name),
            json(&section.columns),
            rows.join(",\n")
        );
        separator = ",";
    }
    text + "\n}\n}\n"
}
