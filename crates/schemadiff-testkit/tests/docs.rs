//! Pages of `docs/` that are written from the code are what the code says; `cargo xtask docs` writes them.

use std::collections::BTreeSet;

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
