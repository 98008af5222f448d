//! What the documentation shows is what the binary prints.
//!
//! A page shows a plan between `<!-- plan FROM TO -->` and `<!-- end -->`, where both are `empty` or folders of
//! `examples/saas`. `SCHEMADIFF_ACCEPT=1` writes what the binary prints.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::Ended;

const BEGIN: &str = "<!-- plan ";
const END: &str = "<!-- end -->";

#[test]
fn the_readme_shows_what_is_printed() {
    fresh("README.md");
}

#[test]
fn the_example_shows_what_is_printed() {
    fresh("examples/saas/README.md");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[track_caller]
fn fresh(page: &str) {
    let path = root().join(page);
    let shown = std::fs::read_to_string(&path).unwrap();
    let printed = written(&shown);
    if shown == printed {
        return;
    }
    if std::env::var_os("SCHEMADIFF_ACCEPT").is_some() {
        std::fs::write(&path, printed).unwrap();
        return;
    }
    let line = shown
        .lines()
        .zip(printed.lines())
        .take_while(|(a, b)| a == b)
        .count();
    panic!(
        "{page}:{}: not what is printed; run this test with SCHEMADIFF_ACCEPT=1 and read the diff",
        line + 1
    );
}

/// The page with each plan as the binary prints it now.
fn written(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    let mut plans = 0;
    while let Some(at) = rest.find(BEGIN) {
        let (before, from) = rest.split_at(at);
        let (head, body) = from.split_once('\n').unwrap();
        let states = head.trim_start_matches(BEGIN).trim_end_matches(" -->");
        let (from, to) = states.split_once(' ').unwrap();
        out.push_str(&format!("{before}{head}\n```\n{}```\n{END}", plan(from, to)));
        rest = body.split_once(END).unwrap().1;
        plans += 1;
    }
    assert!(plans > 0, "no plan is shown");
    out.push_str(rest);
    out
}

fn plan(from: &str, to: &str) -> String {
    let state = |name: &str| match name {
        "empty" => name.to_owned(),
        _ => format!("examples/saas/{name}"),
    };
    let output = Command::new(env!("CARGO_BIN_EXE_schemadiff"))
        .args(["plan", "--from", &state(from), "--to", &state(to)])
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap();
    Ended::of(&output).exits(0).stdout
}
