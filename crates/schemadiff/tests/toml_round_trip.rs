//! A catalog that is written as TOML and read again is the same catalog.

use std::path::Path;

use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::Sources;
use schemadiff::render::toml::write;
use schemadiff::source::toml::read;
use similar::TextDiff;

fn model() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/everything.toml");
    std::fs::read_to_string(path).expect("the model is part of the repository")
}

fn compile(text: &str) -> Canonical {
    let mut sources = Sources::default();
    let root = sources.add("schema.toml", text);
    let (declared, problems) = read(&sources, root, &[]);
    assert!(problems.is_empty(), "{problems:#?}\n{text}");
    // What names nothing is not the point here: the model refers to extensions and libraries that are not at hand.
    canonicalize(declared).0
}

fn assert_same(before: &str, after: &str, text: &str) {
    let diff = TextDiff::from_lines(before, after);
    assert!(
        before == after,
        "{}\n{text}",
        diff.unified_diff().context_radius(3)
    );
}

#[test]
fn the_catalog_that_is_read_back_is_the_same() {
    let first = compile(&model());
    let text = write(&first);
    let second = compile(&text);
    assert_same(
        &format!("{:#?}", first.catalog()),
        &format!("{:#?}", second.catalog()),
        &text,
    );
    assert_same(
        &format!("{:#?}", first.annotations()),
        &format!("{:#?}", second.annotations()),
        &text,
    );
    assert_same(
        &format!("{:#?}", first.settings()),
        &format!("{:#?}", second.settings()),
        &text,
    );
}

#[test]
fn writing_what_was_read_back_gives_the_same_text() {
    let text = write(&compile(&model()));
    assert_same(&text, &write(&compile(&text)), "");
}

#[test]
fn the_text_is_what_people_would_write() {
    insta::assert_snapshot!(write(&compile(&model())));
}
