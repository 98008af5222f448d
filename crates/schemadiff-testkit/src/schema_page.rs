//! The document of the example, `docs/schema/schema.md`: what `schemadiff docs --out docs/schema --format markdown` writes.

use std::fs;

use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::Sources;
use schemadiff::document::{Document, Input, document};
use schemadiff::{render, source};

use crate::place::repository;

/// The document of a model that is one file.
///
/// # Errors
/// With the first thing that is wrong with the model.
pub fn of_model(text: &str) -> Result<Document, String> {
    Ok(describe(&read(text)?))
}

/// The document of a schema alone.
pub fn describe(schema: &Canonical) -> Document {
    document(&Input {
        schema,
        database: None,
        plan: None,
        as_of: None,
    })
}

/// Reads a model that is one file.
///
/// # Errors
/// With the first thing that is wrong with it.
pub fn read(text: &str) -> Result<Canonical, String> {
    let mut sources = Sources::default();
    let root = sources.add("schema.toml", text);
    let (declared, mut found) = source::toml::read(&sources, root, &[]);
    let (canonical, more) = canonicalize(declared);
    found.extend(more);
    match found.first() {
        Some(problem) => Err(problem.message.clone()),
        None => Ok(canonical),
    }
}

/// Compares the page with what the model says, or writes it.
///
/// # Errors
/// When it is not, or cannot be read or written.
pub fn check_page(accept: bool) -> Result<(), String> {
    let model = repository().join("schema.toml");
    let model =
        fs::read_to_string(&model).map_err(|error| format!("cannot read {}: {error}", model.display()))?;
    let wanted = render::document_markdown(&of_model(&model)?);
    let path = repository().join("docs/schema/schema.md");
    if accept {
        return fs::create_dir_all(repository().join("docs/schema"))
            .and_then(|()| fs::write(&path, wanted))
            .map_err(|error| format!("cannot write {}: {error}", path.display()));
    }
    let text =
        fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    match crate::unified(&text, &wanted, "docs/schema/schema.md", "what schema.toml says") {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("run `cargo xtask docs`:\n{diff}")),
    }
}
