//! What is wrong with each model of `tests/diagnostics`: code, place and message. How it looks is the renderer's.

use std::path::{Path, PathBuf};

use schemadiff::canon::canonicalize;
use schemadiff::catalog::{Origin, Sources};
use schemadiff::diag::Diagnostic;
use schemadiff::source::toml::{includes, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/diagnostics")
}

fn file(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect("the file is part of the repository")
}

fn problems(name: &str) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let root = sources.add(name, file(name));
    let patterns = includes(&sources.file(root).text);
    let included: Vec<_> = patterns
        .into_iter()
        .map(|include| sources.add(&include.pattern, file(&include.pattern)))
        .collect();
    let (declared, mut problems) = read(&sources, root, &included);
    if problems.is_empty() {
        problems = canonicalize(declared).1;
    }
    (sources, problems)
}

/// Code and message; below it the places with the text that is marked there, the notes and the help.
fn describe(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut lines = vec![format!("{} {}", diagnostic.code, diagnostic.message)];
    for label in &diagnostic.labels {
        let Origin::File { file, range } = &label.origin else {
            continue;
        };
        let (line, column) = sources.position(*file, range.start);
        let source = sources.file(*file);
        let marked = source.text[range.clone()].replace('\n', "⏎");
        let place = format!("  {} {line}:{column} ⟦{marked}⟧ {}", source.path, label.text);
        lines.push(place.trim_end().to_owned());
    }
    lines.extend(diagnostic.notes.iter().map(|note| format!("  note: {note}")));
    lines.extend(diagnostic.help.iter().map(|help| format!("  help: {help}")));
    lines.join("\n")
}

#[test]
fn every_mistake_has_a_code_and_a_place() {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("the folder is part of the repository")
        .map(|entry| entry.expect("the folder can be read"))
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    names.sort();
    let mut all = Vec::new();
    for name in names {
        let (sources, problems) = problems(&name);
        assert!(!problems.is_empty(), "{name} has no mistake");
        assert!(
            problems.iter().all(|problem| !problem.labels.is_empty()),
            "{name} has a mistake without a place"
        );
        all.push(format!("── {name}"));
        all.extend(problems.iter().map(|problem| describe(&sources, problem)));
        all.push(String::new());
    }
    insta::assert_snapshot!(all.join("\n"));
}
