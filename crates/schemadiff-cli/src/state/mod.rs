//! The schemas that a command speaks of, whatever they are written in or wherever they live.

mod files;
mod git;
pub(crate) mod live;
mod spec;
pub(crate) mod stand_in;
mod tree;
mod upkeep;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::{NamedTarget, Scope, Sources};
use schemadiff::diag::{Diagnostic, has_errors};
use schemadiff::source::Declared;

pub(crate) use self::files::MODEL;
pub(crate) use self::live::{Place, Reading, Server};
pub(crate) use self::spec::Spec;
pub(crate) use self::upkeep::{At, Upkeep};

use self::git::Revision;
use self::tree::Tree;
use crate::failure::Failure;
use crate::terminal::{diagnostics, say};

/// A schema that was read.
pub(crate) struct State {
    /// What messages call it.
    pub(crate) words: String,
    /// What it is.
    pub(crate) canonical: Canonical,
}

/// One run of a command: the files it read, what is wrong with them.
#[derive(Default)]
pub(crate) struct Session {
    /// Of all states, so that a place in a file is one place.
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Which objects the command is about, as its flags say.
    pub(crate) scope: Scope,
    /// What the upkeep goes by, when the command is about nothing but partitions that come and go.
    pub(crate) upkeep: Option<Upkeep>,
    /// The targets of the model, once it is read.
    targets: Option<BTreeMap<String, NamedTarget>>,
}

impl Session {
    /// A run that is about these objects alone.
    pub(crate) fn about(scope: Scope) -> Self {
        Self {
            scope,
            ..Self::default()
        }
    }

    /// Reads the argument that names the wanted schema; without one it is the model in the working directory.
    pub(crate) fn wanted(&mut self, argument: Option<&str>) -> Result<Spec, Failure> {
        match argument {
            Some(text) => self.spec(text),
            None if Path::new(MODEL).is_file() => Ok(Spec::File(MODEL.into())),
            None => Err(Failure::user(format!("there is no {MODEL} in this folder")).hint(
                "go to the folder of the model, or name a schema; see `schemadiff help` for what can be one",
            )),
        }
    }

    /// Reads an argument that names a schema.
    pub(crate) fn spec(&mut self, text: &str) -> Result<Spec, Failure> {
        Spec::parse(text, &mut || self.targets())
    }

    /// The `[targets]` of the model: of the wanted state when that is one and was read, else of the one in the working
    /// directory.
    fn targets(&mut self) -> Result<BTreeMap<String, NamedTarget>, Failure> {
        if let Some(targets) = &self.targets {
            return Ok(targets.clone());
        }
        if !Path::new(MODEL).is_file() {
            return Ok(BTreeMap::new());
        }
        // What is wrong with the model is said when somebody asks for the model itself.
        let declared = files::read(&mut Tree::Disk, MODEL, &mut Sources::default(), &mut Vec::new())?;
        self.targets = Some(declared.settings.targets.clone());
        Ok(declared.settings.targets)
    }

    /// Reads a schema that is not in a database.
    pub(crate) fn offline(&mut self, spec: &Spec) -> Result<State, Failure> {
        match spec {
            Spec::Empty => Ok(State {
                words: "an empty database".to_owned(),
                canonical: Canonical::empty(),
            }),
            Spec::File(path) | Spec::Folder(path) => {
                let path = text_of(path)?;
                self.model(&mut Tree::Disk, &path, &path)
            }
            Spec::Git { revision, path } => {
                let opened = Revision::open(revision)?;
                let words = format!("git:{revision}:{path}");
                let outside = || Failure::user(format!("`{path}` leads out of the repository"));
                let inside = opened.path(path).ok_or_else(outside)?;
                let beside = opened.beside_us(path);
                let mut tree = Tree::Revision(opened);
                if !tree.is_file(&inside) && !tree.is_folder(&inside) {
                    let failure = Failure::user(format!("there is no `{path}` in revision `{revision}`"));
                    return Err(match beside {
                        Some(beside) if tree.is_file(&beside) || tree.is_folder(&beside) => failure.hint(format!(
                            "paths are from the top of the repository; from here it is git:{revision}:./{path}"
                        )),
                        _ => failure,
                    });
                }
                self.model(&mut tree, &inside, &words)
            }
            Spec::Snapshot(path) => {
                let (state, found) = live::recorded(path)?;
                self.diagnostics.extend(found);
                Ok(state)
            }
            Spec::Url(_) | Spec::Target { .. } => Err(Failure::internal(
                "a database was to be read without a connection",
            )),
        }
    }

    fn model(&mut self, tree: &mut Tree, path: &str, words: &str) -> Result<State, Failure> {
        let declared = files::read(tree, path, &mut self.sources, &mut self.diagnostics)?;
        Ok(self.canonical(declared, words))
    }

    fn canonical(&mut self, mut declared: Declared, words: &str) -> State {
        if !declared.settings.targets.is_empty() {
            self.targets
                .get_or_insert_with(|| declared.settings.targets.clone());
        }
        declared.settings.scope.extend(&self.scope);
        let (canonical, found) = canonicalize(declared);
        self.diagnostics.extend(found);
        State {
            words: words.to_owned(),
            canonical,
        }
    }

    /// Prints what is wrong so far and stops when something is; `consequence` says what was not done then.
    pub(crate) fn settle(&mut self, strict: bool, consequence: &str) -> Result<(), Failure> {
        let found = std::mem::take(&mut self.diagnostics);
        diagnostics::print(&self.sources, &found);
        if has_errors(&found) || (strict && !found.is_empty()) {
            return Err(Failure::input(format!(
                "{}; {consequence}",
                diagnostics::count(&found)
            )));
        }
        Ok(())
    }

    /// Where a plan starts from and is applied, when no argument names it: what the environment says, or else a server
    /// of our own beside the model.
    pub(crate) fn place(&mut self, target: Option<&str>, wanted: &Spec) -> Result<Place, Failure> {
        match target {
            Some(text) => match self.spec(text)? {
                Spec::Url(url) => Place::url(&url, None, None),
                Spec::Target { name, target } => {
                    Place::url(&target.url, Some(&name), target.ledger.as_deref())
                }
                _ => Err(Failure::user(format!("`{text}` is not a database")).hint(
                    "--target takes a postgres:// URL or the name of a target; --from takes any schema",
                )),
            },
            None => Place::default_for(&beside(wanted)),
        }
    }
}

/// The folder of a model, where what belongs to it is kept.
pub(crate) fn beside(model: &Spec) -> PathBuf {
    match model {
        Spec::Folder(path) => path.clone(),
        Spec::File(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
        _ => PathBuf::new(),
    }
}

fn text_of(path: &Path) -> Result<String, Failure> {
    let text = path
        .to_str()
        .ok_or_else(|| Failure::user(format!("the path `{}` is not UTF-8", path.display())))?;
    Ok(text.to_owned())
}

/// Says what went unnoticed while a connection was resolved.
pub(crate) fn warn(warnings: &[String]) {
    for warning in warnings {
        say(&format!("warning: {warning}"));
    }
}
