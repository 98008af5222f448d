//! Pages of `docs/` that are written from the code are what the code says; `cargo xtask docs` writes them.

use schemadiff_testkit::{locks_page, offline, registry};

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
