//! Whatever a file holds, reading it ends with a catalog and messages whose places are inside the file.

use std::path::Path;

use schemadiff::catalog::{Origin, Sources};
use schemadiff::diag::Diagnostic;
use schemadiff::source::toml::read;

fn everything() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/everything.toml");
    std::fs::read_to_string(path).expect("the model is part of the repository")
}

fn problems(text: String) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    let root = sources.add("schema.toml", text);
    let (_, problems) = read(&sources, root, &[]);
    let text = &sources.file(root).text;
    for label in problems.iter().flat_map(|problem| &problem.labels) {
        let Origin::File { range, .. } = &label.origin else {
            panic!("a place outside the file: {label:?}")
        };
        assert!(text.get(range.clone()).is_some(), "{range:?} cuts the text");
    }
    problems
}

/// Byte positions all over a text, at characters.
fn places(text: &str, step: usize) -> impl Iterator<Item = usize> {
    (0..text.len())
        .step_by(step)
        .map(|byte| text.floor_char_boundary(byte))
}

#[test]
fn a_file_that_ends_early_is_read_as_far_as_it_goes() {
    let text = everything();
    for end in places(&text, 97) {
        problems(text[..end].to_owned());
    }
}

#[test]
fn a_character_out_of_place_is_reported() {
    let text = everything();
    for (number, at) in places(&text, 89).enumerate() {
        let intruder = ["\"", "'", "]", "}", "{", "=", "(", ")", "\n", "ü", "\u{0}", "."][number % 12];
        problems(format!("{}{intruder}{}", &text[..at], &text[at..]));
    }
}

#[test]
fn every_value_may_be_of_another_type() {
    let text = everything();
    for replacement in [
        "1",
        "true",
        "[]",
        "{}",
        "2024-01-01",
        "''",
        "[{}]",
        "nan",
        "[[1]]",
        "{ null = true }",
    ] {
        let lines = text.lines().map(|line| match line.split_once(" = ") {
            Some((key, _)) if !key.trim_start().starts_with(['{', '#']) => format!("{key} = {replacement}"),
            Some(_) | None => line.to_owned(),
        });
        assert!(
            !problems(lines.collect::<Vec<_>>().join("\n")).is_empty(),
            "{replacement} is right everywhere"
        );
    }
}
