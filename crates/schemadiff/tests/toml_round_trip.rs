//! A catalog that is written as TOML and read again is the same catalog.

use std::path::{Path, PathBuf};

use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::Sources;
use schemadiff::render::toml::write;
use schemadiff::source::toml::read;
use similar::TextDiff;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the model is part of the repository")
}

fn everything() -> String {
    text_of(&repository().join("tests/models/everything.toml"))
}

/// The models of a folder and its folders.
fn models(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is part of the repository") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            models(&path, found);
        } else if matches!(
            path.file_name().and_then(|name| name.to_str()),
            Some("old.toml" | "new.toml")
        ) {
            found.push(path);
        }
    }
}

fn compile(about: &str, text: &str) -> Canonical {
    let mut sources = Sources::default();
    let root = sources.add("schema.toml", text);
    let (declared, problems) = read(&sources, root, &[]);
    assert!(problems.is_empty(), "{about}: {problems:#?}\n{text}");
    // What names nothing is not the point here: the model refers to extensions and libraries that are not at hand.
    canonicalize(declared).0
}

fn assert_round_trip(about: &str, model: &str) {
    let first = compile(about, model);
    let text = write(&first);
    let second = compile(about, &text);
    let whole = |model: &Canonical| {
        format!(
            "{:#?}\n{:#?}\n{:#?}",
            model.catalog(),
            model.annotations(),
            model.settings()
        )
    };
    let (before, after) = (whole(&first), whole(&second));
    let diff = TextDiff::from_lines(&before, &after);
    assert!(
        before == after,
        "{about}\n{}\n{text}",
        diff.unified_diff().context_radius(3)
    );
}

#[test]
fn a_model_of_everything_is_read_back_as_it_was() {
    assert_round_trip("everything", &everything());
}

#[test]
fn every_case_is_read_back_as_it_was() {
    let mut found = Vec::new();
    models(&repository().join("tests/cases"), &mut found);
    found.push(repository().join("schema.toml"));
    for path in found {
        assert_round_trip(&path.display().to_string(), &text_of(&path));
    }
}

#[test]
fn the_text_is_what_people_would_write() {
    insta::assert_snapshot!(write(&compile("everything", &everything())));
}
