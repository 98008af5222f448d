//! From a catalog to the files of a model, laid out as people do: what is written once where many tables share it, one
//! file or several, functions and views as SQL beside it.
//!
//! What the files say is compiled and compared with what they were made from before anybody sees them.

mod place;
mod scripts;
mod standard;

use std::ffi::OsStr;
use std::path::Path;

use crate::canon::{Canonical, canonicalize};
use crate::catalog::{FileId, Kind, Pair, Sources};
use crate::diag::{Diagnostic, has_errors};
use crate::plan::Plan;
use crate::render::toml;
use crate::source::{self, Declared};
use crate::street::{self, Policy};

/// The file that everything else is included from.
pub const ROOT: &str = "schema.toml";

/// How a model is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// How its TOML is divided.
    pub split: Split,
    /// The kinds that are written in SQL, a file for each name: functions, views, materialized views.
    pub scripts: Vec<Kind>,
}

/// How the TOML of a model is divided into files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// One file.
    #[default]
    None,
    /// A file for each schema.
    Schema,
    /// A file for each kind.
    Kind,
}

/// A file of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelFile {
    /// Its path, relative to [`ROOT`].
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A model as files.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The files, [`ROOT`] first.
    pub files: Vec<ModelFile>,
    /// The patterns of files that [`ROOT`] includes: every file that one matches is part of the model.
    pub includes: Vec<String>,
    /// The way from what was imported to what the files say, without a server: nothing, unless a text is written in a form
    /// that only a server can compare.
    pub differences: Plan,
    /// The files again, as messages name them.
    pub sources: Sources,
    /// What is wrong with them: objects that no model can define, and others that use them.
    pub found: Vec<Diagnostic>,
}

/// Writes a model of `canonical`.
///
/// # Errors
/// When objects depend on each other in a way that no script can make.
pub fn import(canonical: &Canonical, layout: &Layout) -> Result<Imported, Vec<Diagnostic>> {
    let mut tidy = canonical.clone();
    tidy.tidy();
    let (mut rest, scripts) = scripts::take(&tidy, &layout.scripts)?;
    name(&mut rest);
    let mut sections = toml::document(&rest).into_sections();
    standard::recognise(&mut sections);
    let default_schema = &canonical.settings().default_schema;
    let places = place::divide(sections, layout.split, default_schema);
    let mut includes = places.includes(ROOT);
    for script in &scripts {
        let folder = script.path.split('/').next().unwrap_or_default();
        let pattern = format!("{folder}/*.sql");
        if !includes.contains(&pattern) {
            includes.push(pattern);
        }
    }
    let mut files = places.into_files(ROOT, &includes);
    files.extend(scripts);
    let mut imported = Imported {
        files,
        includes,
        differences: Plan::default(),
        sources: Sources::default(),
        found: Vec::new(),
    };
    compare(canonical, &mut imported);
    Ok(imported)
}

/// Says of which database this is a model, and for which servers: those like the one that it was read from.
fn name(canonical: &mut Canonical) {
    if let Some(live) = &canonical.live {
        canonical
            .settings
            .name
            .get_or_insert_with(|| live.database.clone());
        canonical.settings.oldest_server = Some(live.server_version / 10_000);
    }
}

/// Compiles the files, and plans from what they were made of to what they say.
fn compare(canonical: &Canonical, imported: &mut Imported) {
    let Imported {
        files,
        sources,
        found,
        ..
    } = imported;
    let (mut models, mut scripts): (Vec<FileId>, Vec<FileId>) = Default::default();
    for file in files {
        let into = if Path::new(&file.path).extension() == Some(OsStr::new("toml")) {
            &mut models
        } else {
            &mut scripts
        };
        into.push(sources.add(&file.path, &file.text));
    }
    let mut declared = Declared::default();
    if let Some((root, included)) = models.split_first() {
        (declared, *found) = source::toml::read(sources, *root, included);
    }
    for script in scripts {
        found.extend(source::sql::read_script(sources, script, &mut declared));
    }
    let (written, more) = canonicalize(declared);
    found.extend(more);
    if has_errors(found) {
        return;
    }
    let pair = Pair {
        old: canonical,
        new: &written,
    };
    let (plan, more) = street::plan(pair, &Policy::default());
    found.extend(more);
    imported.differences = plan;
}
