//! What is claimed of runs against tables in use, measured. Small among the other tests; `cargo xtask demo` does the same with
//! tables of a size that hurts, and writes the figures to `docs/demonstrations.md`.

mod backfill;
mod load;
mod quiet;
mod seed;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use schemadiff_pg::Binaries;

/// How many rows the tables have.
const ROWS: &str = "SCHEMADIFF_DEMO_ROWS";
/// For how many seconds somebody leaves a transaction open.
const OPEN: &str = "SCHEMADIFF_DEMO_OPEN";
/// Set where the figures are to be written down.
const WRITE: &str = "SCHEMADIFF_DEMO_WRITE";

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

/// The newest server that the machine has.
fn newest() -> Option<Binaries> {
    Binaries::all(&|name| std::env::var(name).ok())
        .into_values()
        .next_back()
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A table in Markdown.
fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

/// Shows a part of the page, and writes it where that is asked for: between the two lines that name it.
fn publish(name: &str, text: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("\n{text}\n").as_bytes());
    if std::env::var_os(WRITE).is_none() {
        return;
    }
    let page: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/demonstrations.md");
    let old = std::fs::read_to_string(&page).unwrap();
    let (begin, end) = (
        format!("<!-- {name}: written by cargo xtask demo -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let (before, rest) = old.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    std::fs::write(
        &page,
        format!("{before}{begin}\n{}\n\n{end}{after}", text.trim_end()),
    )
    .unwrap();
}

#[test]
fn figures_are_easy_to_read() {
    assert_eq!(grouped(0), "0");
    assert_eq!(grouped(999), "999");
    assert_eq!(grouped(1_234_567), "1,234,567");
    assert_eq!(
        table(&["a", "b"], &[vec!["1".to_owned(), "2".to_owned()]]),
        "| a | b |\n|---|---|\n| 1 | 2 |\n"
    );
}
