//! Law 7, *round trip*: what is imported from a database plans to nothing against it, and makes the same database anew.
//!
//! Whole schemas are held to it: those of the project in `tests/schemas/`, and others in the folder that
//! [`CORPUS`] names.

use std::fs;
use std::path::{Path, PathBuf};

use schemadiff::Policy;
use schemadiff::canon::Canonical;
use schemadiff::catalog::{Kind, Pair, Sources};
use schemadiff::diag::Severity;
use schemadiff::import::{self, Layout, Split};
use schemadiff::render;
use schemadiff_pg::{Connection, Target, snapshot};

use crate::clients::Clients;
use crate::dump::normalize;
use crate::introspect::{compile, observed};
use crate::live::{alike, brief, is_managed, look, run};
use crate::place::{entries, repository};
use crate::servers::{Server, batch, block_on, open};
use crate::settled::Settled;
use crate::state;

/// Names a folder with schemas of the real world, which are no part of the repository.
pub const CORPUS: &str = "SCHEMADIFF_CORPUS";

/// What a message says about a statement that is left out.
const NOT_UNDERSTOOD: &str = "is not understood and left out";

const SCRIPT: &str = "the script itself";

/// A whole schema.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The script that makes it.
    pub path: PathBuf,
    /// The oldest version that runs it.
    pub since: u32,
    /// Whether it is the project's own, of which everything has to be modelled.
    pub own: bool,
}

impl Schema {
    /// Those of the project: whole schemas, and the scripts that have every attribute that is read from a catalog. A script
    /// for newer servers has `since15` in its name.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn own() -> Result<Vec<Self>, String> {
        let mut own = Self::of(&repository().join("tests/schemas"), true)?;
        own.extend(Self::of(&repository().join("tests/introspect"), true)?);
        Ok(own)
    }

    /// Those of the folder that the environment names; none without it.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn corpus() -> Result<Vec<Self>, String> {
        match std::env::var_os(CORPUS) {
            Some(folder) => Self::of(Path::new(&folder), false),
            None => Ok(Vec::new()),
        }
    }

    fn of(folder: &Path, own: bool) -> Result<Vec<Self>, String> {
        let scripts = entries(folder)?.into_iter().filter(|path| state::is(path, "sql"));
        Ok(scripts
            .map(|path| {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                let since = stem
                    .rsplit_once("since")
                    .and_then(|(_, since)| since.parse().ok())
                    .unwrap_or_default();
                Self { path, since, own }
            })
            .collect())
    }

    /// Its name.
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        name.split('.').next().unwrap_or_default().to_owned()
    }
}

/// Loads a schema with `psql` and holds it to the law.
///
/// The imported model, the script itself and the dump of the database each plan to nothing against the database; a second
/// database that is made from the imported model dumps as the first. Tells how much of the script needed no server.
///
/// # Errors
/// With everything that does not hold.
pub fn check(schema: &Schema, server: &Server, clients: &Clients) -> Result<Settled, String> {
    block_on(server.with_databases(async |[loaded, built]: [Target; 2]| {
        clients.run_file(server, &loaded, &schema.path)?;
        // As in any database that is in use; plans depend on it no more than the law does.
        batch(&open(&loaded).await?, "ANALYZE").await?;
        let mut connection = open(&loaded).await?;
        let read = snapshot::read(&mut connection)
            .await
            .map_err(|error| error.to_string())?;
        let there = observed(&read)?;
        let dump = clients.dump(server, &loaded)?;
        let mut report = Vec::new();
        if !schema.own {
            is_modelled(&there)?;
        }
        match &import(&there, &Layout::default()) {
            Ok(model) => {
                report.extend(is_there(&mut connection, model, "the imported model", schema.own).await);
                report.extend(makes(model, &built, &normalize(&dump), server, clients).await);
            }
            Err(error) => report.push(format!("the imported model: {error}")),
        }
        report.extend(other_layouts(&there));
        let scripts = [
            (SCRIPT, state::load_all(&schema.path)),
            (
                "the dump",
                compile("the dump", &dump).map(|model| (model, String::new())),
            ),
        ];
        let mut known = Settled::default();
        for (about, model) in scripts {
            match model {
                // What a statement does that is not understood, nobody can know; it was said.
                Ok((_, warnings)) if !schema.own && warnings.contains(NOT_UNDERSTOOD) => {}
                Ok((model, _)) => {
                    report.extend(is_there(&mut connection, &model, about, false).await);
                    if about == SCRIPT {
                        let questions = schemadiff::doubts(Pair {
                            old: &there,
                            new: &model,
                        });
                        known = Settled::count(&loaded, questions.iter().map(|one| one.about.kind)).await?;
                    }
                }
                Err(error) => report.push(format!("{about}: {error}")),
            }
        }
        if report.is_empty() {
            Ok(known)
        } else {
            Err(report.join("\n\n"))
        }
    }))
}

/// Everything in a schema is modelled.
fn is_modelled(there: &Canonical) -> Result<(), String> {
    let survey = there.live().and_then(|live| live.survey.as_ref());
    match survey.map(render::unmanaged::names).unwrap_or_default() {
        names if names.is_empty() => Ok(()),
        names => Err(format!("not modelled are:\n{names}")),
    }
}

/// Imports a database into a folder and compiles what is there.
fn import(there: &Canonical, layout: &Layout) -> Result<Canonical, String> {
    let imported = import::import(there, layout)
        .map_err(|found| state::render(&Sources::default(), &found, Severity::Warning))?;
    let found = state::render(&imported.sources, &imported.found, Severity::Warning);
    if !found.is_empty() {
        return Err(found);
    }
    if !imported.differences.is_empty() {
        return Err(format!(
            "what was written is not what was read:\n{}",
            brief(&imported.differences)
        ));
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    for file in &imported.files {
        let path = folder.path().join(&file.path);
        let cannot = |error: std::io::Error| format!("cannot write {}: {error}", file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder.path())).map_err(cannot)?;
        fs::write(&path, &file.text).map_err(cannot)?;
    }
    state::load(folder.path())
}

/// However a model is laid out, it says the same.
fn other_layouts(there: &Canonical) -> Vec<String> {
    let layouts = [
        ("by schema", Split::Schema, vec![]),
        ("by kind", Split::Kind, vec![Kind::Function]),
        (
            "with SQL",
            Split::None,
            vec![Kind::Function, Kind::View, Kind::MaterializedView],
        ),
    ];
    let broken = |(name, split, scripts)| {
        import(there, &Layout { split, scripts })
            .err()
            .map(|error| format!("the model {name}: {error}"))
    };
    layouts.into_iter().filter_map(broken).collect()
}

/// There is no way to go from the database to a model; `managed`: and nothing in it that is not modelled.
async fn is_there(
    connection: &mut Connection,
    model: &Canonical,
    about: &str,
    managed: bool,
) -> Option<String> {
    let look = match look(connection, model, &Policy::default()).await {
        Ok(look) => look,
        Err(error) => return Some(format!("{about}: {error}")),
    };
    if !look.plan.is_empty() {
        return Some(format!(
            "{about} is what is there, yet the plan is:\n{}",
            brief(&look.plan)
        ));
    }
    if managed && let Err(error) = is_managed(&look.plan) {
        return Some(error);
    }
    None
}

/// A model makes a database that dumps like this.
async fn makes(
    model: &Canonical,
    built: &Target,
    dump: &str,
    server: &Server,
    clients: &Clients,
) -> Option<String> {
    let make = async || {
        let mut connection = open(built).await?;
        let step = look(&mut connection, model, &Policy::default()).await?;
        run(&mut connection, &step.plan).await?;
        let arrived = normalize(&clients.dump(server, built)?);
        alike(
            &arrived,
            dump,
            "the database that was imported",
            "the one made from the import",
        )
    };
    make().await.err()
}
