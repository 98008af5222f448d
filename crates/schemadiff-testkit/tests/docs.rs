//! Pages of `docs/` that are written from the code are what the code says; `cargo xtask docs` writes them.

use schemadiff_testkit::{offline, registry};

#[test]
fn the_table_of_kinds_is_what_they_say() {
    let accept = std::env::var_os(offline::ACCEPT).is_some_and(|value| value == "1");
    if let Err(error) = registry::check_page(accept) {
        panic!("{error}");
    }
}
