//! The repository looks at itself: habits that no compiler checks.

#![expect(
    clippy::unwrap_used,
    reason = "a repository that cannot be read fails the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use schemadiff::facts::OpCode;
use schemadiff_testkit::place::{cases, repository, shown};
use schemadiff_testkit::{Case, lint_page, registry, state};

/// The most lines that a source file may have, and the files that may have more, with the reason.
const BUDGET: usize = 600;
const OVER_BUDGET: &[(&str, &str)] = &[];

/// Fewer cases than this leave kinds without any.
const FEWEST_CASES: usize = 120;

/// Operations that no case shows, with the reason.
const UNSEEN: &[(OpCode, &str)] = &[
    (
        OpCode::SetAccessMethod,
        "PostgreSQL comes with one table access method; another would have to be made in every database of the tests",
    ),
    (
        OpCode::FinalizeDetach,
        "no model is half detached; the test `detach` interrupts one on every version",
    ),
];

/// What a crate may not depend on at run time, and why.
const WALLS: &[(&str, &[&str], &str)] = &[
    (
        "schemadiff",
        &[
            "tokio",
            "tokio-postgres",
            "pg_query",
            "sqlparser",
            "schemadiff-pg",
            "rustix",
            "tempfile",
        ],
        "the engine is a function: no socket, file, clock or environment, and no parser's types",
    ),
    (
        "schemadiff-sql",
        &["tokio", "tokio-postgres", "schemadiff", "schemadiff-pg"],
        "SQL is understood without a server and without a model",
    ),
    (
        "schemadiff-pg",
        &["pg_query", "sqlparser", "clap"],
        "the rim moves text and rows",
    ),
    (
        "schemadiff-cli",
        &["pg_query", "sqlparser", "tokio-postgres"],
        "the command line uses the crates beside it",
    ),
];

/// Every Rust file of the workspace.
fn sources() -> Vec<(PathBuf, String)> {
    let pattern = repository().join("crates/**/*.rs");
    let paths = glob::glob(&pattern.to_string_lossy()).unwrap();
    let files: Vec<_> = paths
        .map(Result::unwrap)
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    assert!(files.len() > 100, "the pattern finds too little");
    files
}

fn all_cases() -> Vec<Case> {
    Case::all(&cases()).unwrap()
}

fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<_> = sources()
        .iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| shown(path))
        .collect();
    none(
        &silent,
        "a file begins with `//!` and one line about what is in it",
    );
}

#[test]
fn no_file_is_too_long() {
    let lines: BTreeMap<String, usize> = sources()
        .iter()
        .map(|(path, text)| (shown(path), text.lines().count()))
        .filter(|(_, lines)| *lines > BUDGET)
        .collect();
    let long: Vec<_> = lines
        .iter()
        .filter(|(path, _)| OVER_BUDGET.iter().all(|(known, _)| known != path))
        .map(|(path, lines)| format!("{path} has {lines}"))
        .collect();
    none(
        &long,
        "past 600 lines a second idea has moved in; split the file, or give the reason here",
    );
    let short: Vec<_> = OVER_BUDGET
        .iter()
        .filter(|(path, _)| !lines.contains_key(*path))
        .map(|(path, _)| (*path).to_owned())
        .collect();
    none(&short, "these need their exception no longer");
}

#[test]
fn nothing_is_left_for_later() {
    // Put together, so that this file does not find itself.
    let words = [
        concat!("#[", "ignore"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("FIX", "ME"),
        concat!("TO", "DO"),
    ];
    let mut found = Vec::new();
    for (path, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{}: {}", shown(&path), number + 1, line.trim()));
            }
        }
    }
    none(&found, "what is not done is an issue, not a remark in the code");
}

#[test]
fn nobody_guesses_at_sql() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let place = shown(&path);
        // Tests look at the SQL that is printed; that is what they are for.
        if place.contains("/tests/") || place.starts_with("crates/schemadiff-sql/") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            for word in ["ALTER", "CREATE", "DROP", "SET "] {
                if line.contains(&format!(".contains(\"{word}")) {
                    found.push(format!("{place}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    none(
        &found,
        "SQL is read by schemadiff-sql alone; what a statement is for is known where it is made",
    );
}

#[test]
fn the_walls_between_crates_stand() {
    for (name, forbidden, why) in WALLS {
        let path = repository().join("crates").join(name).join("Cargo.toml");
        let manifest: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let used: BTreeSet<&str> = ["dependencies", "build-dependencies"]
            .iter()
            .filter_map(|section| manifest.get(*section)?.as_table())
            .flat_map(|table| table.keys().map(String::as_str))
            .collect();
        assert!(!used.is_empty(), "{} was not understood", shown(&path));
        for dependency in forbidden.iter().chain(&["schemadiff-testkit"]) {
            assert!(
                !used.contains(dependency),
                "{name} may not depend on {dependency}: {why}"
            );
        }
    }
}

#[test]
fn the_engine_touches_nothing() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        if !path.starts_with(repository().join("crates/schemadiff/src")) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            for word in [
                "std::fs",
                "std::env",
                "std::net",
                "std::process",
                "Instant::now",
                "SystemTime",
                "HashMap",
                "HashSet",
            ] {
                if line.contains(word) {
                    found.push(format!("{}:{}: {}", shown(&path), number + 1, line.trim()));
                }
            }
        }
    }
    none(
        &found,
        "the engine is a function of its input, and its output has one order",
    );
}

#[test]
fn there_are_enough_cases_of_every_kind() {
    let cases = all_cases();
    assert!(cases.len() >= FEWEST_CASES, "{} cases", cases.len());
    let kinds: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case.name.split('/').next())
        .collect();
    let folders =
        schemadiff_testkit::place::entries(&repository().join("crates/schemadiff/src/kinds")).unwrap();
    let without: Vec<_> = folders
        .iter()
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().replace("_type", ""))
        .filter(|kind| !kinds.contains(kind.as_str()))
        .collect();
    none(&without, "kinds without a folder in tests/cases");
}

#[test]
fn every_file_of_a_case_is_used() {
    let mut stray = Vec::new();
    for case in all_cases() {
        let mut used = BTreeSet::from([case.folder.join("case.toml")]);
        if case.refused.is_none() {
            used.insert(case.folder.join("plan.sql"));
            used.extend(case.plans());
        }
        for side in case.old.iter().chain([&case.new]).chain(&case.arrives) {
            used.extend(state::files(side).unwrap());
        }
        let missing = used.iter().filter(|path| !path.is_file());
        stray.extend(missing.map(|path| format!("{} is missing", shown(path))));
        stray.extend(
            files(&case.folder)
                .difference(&used)
                .map(|path| format!("{} is not used", shown(path))),
        );
    }
    none(
        &stray,
        "a case has case.toml, plan.sql, its two states and what they include",
    );
}

fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let pattern = folder.join("**/*");
    let paths = glob::glob(&pattern.to_string_lossy()).unwrap();
    paths.map(Result::unwrap).filter(|path| path.is_file()).collect()
}

#[test]
fn every_operation_is_in_some_plan() {
    let mut seen = BTreeSet::new();
    for case in all_cases() {
        for plan in case.plans() {
            let plan = fs::read_to_string(plan).unwrap_or_default();
            let names = plan
                .lines()
                .filter_map(|line| Some(line.strip_prefix("-- ")?.split_once(':')?.0));
            seen.extend(names.map(str::to_owned));
        }
    }
    let excused = |code: &OpCode| UNSEEN.iter().any(|(known, _)| known == code);
    let unseen: Vec<_> = OpCode::ALL
        .iter()
        .filter(|code| !seen.contains(code.name()) && !excused(code))
        .map(|code| code.name().to_owned())
        .collect();
    none(
        &unseen,
        "operations that no case shows; add one, or give the reason here",
    );
    let by_now: Vec<_> = UNSEEN
        .iter()
        .filter(|(code, _)| seen.contains(code.name()))
        .map(|(code, _)| code.name().to_owned())
        .collect();
    none(
        &by_now,
        "these are shown by now and need their exception no longer",
    );
}

#[test]
fn every_attribute_of_a_kind_is_proved() {
    none(
        &registry::complaints().unwrap(),
        "what a kind says about itself stands in its `attributes.rs`, with a case for each row",
    );
}

#[test]
fn every_rule_of_lint_is_proved() {
    none(
        &lint_page::complaints(),
        "a rule has a model that passes and one that fails in `tests/lint`, written by the test `lint`",
    );
}
