//! Pages of `docs/` that are written from the code are what the code says; `cargo xtask docs` writes them.

use std::collections::BTreeSet;
use std::path::Path;

use schemadiff_testkit::place::repository;
use schemadiff_testkit::{lint_page, linters, locks_page, offline, registry, schema_page};

fn accept() -> bool {
    std::env::var_os(offline::ACCEPT).is_some_and(|value| value == "1")
}

#[test]
fn the_table_of_kinds_is_what_they_say() {
    if let Err(error) = registry::check_page(accept()) {
        panic!("{error}");
    }
}

#[test]
fn the_table_of_locks_is_what_the_facts_say() {
    if let Err(error) = locks_page::check_page(accept()) {
        panic!("{error}");
    }
}

#[test]
fn the_table_of_findings_is_what_is_excepted() {
    if let Err(error) = linters::check_page(accept()) {
        panic!("{error}");
    }
}

#[test]
fn the_page_of_rules_is_what_they_say() {
    if let Err(error) = lint_page::check_page(accept()) {
        panic!("{error}");
    }
}

#[test]
fn the_schema_document_is_what_the_model_says() {
    if let Err(error) = schema_page::check_page(accept()) {
        panic!("{error}");
    }
}

/// Every claim of `docs/security.md` names the tests that hold it, and they are there.
#[test]
fn every_claim_about_security_has_its_tests() {
    let page = std::fs::read_to_string(repository().join("docs/security.md")).expect("the page is there");
    let (_, claims) = page
        .split_once("## Asking a server")
        .expect("the page makes claims");
    let (claims, _) = claims
        .split_once("## What is not claimed")
        .expect("the page says what is not claimed");
    let mut numbers = Vec::new();
    let mut without = BTreeSet::new();
    for line in claims.lines() {
        let number = line
            .split_once(". ")
            .and_then(|(number, _)| number.parse::<usize>().ok());
        if let Some(number) = number {
            numbers.push(number);
            without.insert(number);
        }
        let Some((file, test)) = line.trim().split_once("` · `") else {
            continue;
        };
        let (file, test) = (file.trim_start_matches('`'), test.trim_end_matches(['`', ',']));
        let text = std::fs::read_to_string(repository().join(file)).unwrap_or_default();
        assert!(
            text.contains(&format!("fn {test}()")),
            "docs/security.md names `{test}`, which is not in {file}"
        );
        without.remove(numbers.last().expect("a test stands below its claim"));
    }
    assert!(numbers.iter().copied().eq(1..=numbers.len()), "{numbers:?}");
    assert!(numbers.len() >= 15, "{numbers:?}");
    assert!(without.is_empty(), "claims without a test: {without:?}");
}

/// Every row of `docs/coverage.md` names what proves it: tests by name, or folders and files of this repository.
#[test]
fn what_a_schema_document_states_is_proved_by_tests_that_are_there() {
    let root = repository();
    let page = std::fs::read_to_string(root.join("docs/coverage.md")).expect("the page is there");
    let code = sources(&root.join("crates"));
    let mut rows = 0;
    for line in page.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 5, "{line}");
        let proofs: Vec<&str> = cells[4].split('`').skip(1).step_by(2).collect();
        assert!(!proofs.is_empty(), "nothing proves: {line}");
        for proof in proofs {
            let is_there = if proof.contains('/') {
                root.join(proof).exists()
            } else {
                code.contains(&format!("fn {proof}()"))
            };
            assert!(is_there, "docs/coverage.md names `{proof}`, which is not there");
        }
        rows += 1;
    }
    assert!(rows > 40, "{rows} rows");
}

/// All code below a folder.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            text.push_str(&sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&std::fs::read_to_string(&path).expect("code is text"));
        }
    }
    text
}
