//! Every rule of `schemadiff lint` on a model that keeps to it and on one that does not: `tests/lint/RULE/`.
//!
//! `SCHEMADIFF_ACCEPT=1` writes what is found in `fail.toml` to `fail.txt`, and what `--fix` makes of it to `fixed.toml`.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use schemadiff::Policy;
use schemadiff::canon::{Canonical, canonicalize, observe};
use schemadiff::catalog::{Origin, Pair, Sources};
use schemadiff::lint::{Edit, Finding, Rule, apply, lint};
use schemadiff::source::{self, Declared, Snapshot, toml};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/lint")
}

fn read(path: &str, text: &str) -> (Sources, Canonical) {
    let mut sources = Sources::default();
    let root = sources.add(path, text);
    let (declared, problems) = toml::read(&sources, root, &[]);
    assert!(problems.is_empty(), "{path}: {problems:#?}");
    let (canonical, problems) = canonicalize(declared);
    assert!(problems.is_empty(), "{path}: {problems:#?}");
    (sources, canonical)
}

fn found(canonical: &Canonical) -> Vec<Finding> {
    lint(canonical, &canonical.settings().conventions)
}

/// A finding as a reader of the expected text wants it: place, what is marked there, message, notes, help.
fn describe(sources: &Sources, finding: &Finding) -> String {
    let message = format!(
        "{} {} {}",
        finding.rule.code,
        finding.level.word(),
        finding.message
    );
    let mut lines = vec![message];
    match &finding.origin {
        Some(Origin::File { file, range }) => {
            let (line, column) = sources.position(*file, range.start);
            let marked = sources.file(*file).text[range.clone()].replace('\n', "⏎");
            lines.push(format!("  {line}:{column} ⟦{marked}⟧"));
        }
        Some(Origin::Live(object)) => lines.push(format!("  {object}")),
        None => lines.push("  nowhere".to_owned()),
    }
    lines.extend(finding.notes.iter().map(|note| format!("  note: {note}")));
    lines.push(format!("  help: {}", finding.help));
    lines.push(format!(
        "  fix: {}",
        if finding.fix.is_empty() { "none" } else { "yes" }
    ));
    lines.join("\n") + "\n"
}

fn compare(path: &Path, text: &str) {
    if std::env::var_os("SCHEMADIFF_ACCEPT").is_some_and(|value| value == "1") {
        fs::write(path, text).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(text, expected, "{}", path.display());
}

#[test]
fn every_rule_passes_and_fails_as_it_should() {
    for rule in Rule::ALL {
        let case = folder().join(rule.name);
        let pass = fs::read_to_string(case.join("pass.toml")).unwrap();
        let (sources, canonical) = read(rule.name, &pass);
        let none: Vec<_> = found(&canonical)
            .iter()
            .map(|finding| describe(&sources, finding))
            .collect();
        assert!(
            none.is_empty(),
            "{}: pass.toml does not\n{}",
            rule.name,
            none.join("")
        );

        // What no model can say is in a recording of a database.
        let recording = case.join("fail.json");
        let (sources, found) = if recording.is_file() {
            let snapshot: Snapshot = serde_json::from_str(&fs::read_to_string(recording).unwrap()).unwrap();
            let live = observe(source::read(&snapshot).unwrap());
            (Sources::default(), lint(&live, &canonical.settings().conventions))
        } else {
            let text = fs::read_to_string(case.join("fail.toml")).unwrap();
            let (sources, canonical) = read(rule.name, &text);
            let found = found(&canonical);
            (sources, found)
        };
        assert!(
            !found.is_empty(),
            "{}: nothing is found in what is to fail",
            rule.name
        );
        assert!(found.iter().all(|finding| finding.rule == *rule), "{}", rule.name);
        assert!(
            rule.fixes == found.iter().any(|finding| !finding.fix.is_empty()),
            "{} says `fixes: {}`",
            rule.name,
            rule.fixes
        );
        let text: String = found.iter().map(|finding| describe(&sources, finding)).collect();
        compare(&case.join("fail.txt"), &text);
    }
}

#[test]
fn there_is_a_folder_for_every_rule_and_no_other() {
    let names: BTreeSet<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let rules: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(names, rules);
}

/// What is mended is not found again, nothing else in the file has changed, and a plan renames what has another name.
#[test]
fn what_is_fixed_stays_fixed() {
    for rule in Rule::ALL.iter().filter(|rule| rule.fixes) {
        let case = folder().join(rule.name);
        let text = fs::read_to_string(case.join("fail.toml")).unwrap();
        let (sources, canonical) = read(rule.name, &text);
        let before = found(&canonical);
        let fixes: Vec<&[Edit]> = before.iter().map(|finding| finding.fix.as_slice()).collect();
        let file = sources.iter().next().unwrap().0;
        let (fixed, made) = apply(&sources, file, &fixes);
        let fixable = fixes.iter().filter(|fix| !fix.is_empty()).count();
        assert_eq!(made, fixable, "{}: {fixed}", rule.name);
        compare(&case.join("fixed.toml"), &fixed);

        let (_, after) = read(rule.name, &fixed);
        let left = found(&after);
        assert_eq!(left.len(), before.len() - made, "{}: {fixed}", rule.name);
        assert!(
            left.iter().all(|finding| finding.fix.is_empty()),
            "{}: {fixed}",
            rule.name
        );

        let pair = Pair {
            old: &canonical,
            new: &after,
        };
        let (plan, problems) = schemadiff::plan(pair, &Policy::default());
        assert!(problems.is_empty(), "{}: {problems:#?}", rule.name);
        if rule.name.ends_with("index-name") {
            let script = schemadiff::render::script(&plan);
            assert!(
                script.contains(" RENAME TO ") && !script.contains("DROP"),
                "{script}"
            );
        }
    }
}

/// Of two files with nothing to mend, both keep every byte.
#[test]
fn what_needs_no_fix_is_not_touched() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema.toml");
    let text = fs::read_to_string(path).unwrap();
    let (sources, canonical) = read("schema.toml", &text);
    let file = sources.iter().next().unwrap().0;
    let none: String = found(&canonical)
        .iter()
        .map(|finding| describe(&sources, finding))
        .collect();
    assert_eq!(none, "", "schema.toml keeps to its conventions");
    assert_eq!(apply(&sources, file, &[]), (text, 0));
}

/// Scripts that nobody wrote with the rules in mind: whatever is in them, it is looked at to the end, the same way twice, and every
/// place that is named is in the script.
#[test]
fn real_scripts_are_linted() {
    let Some(folder) = std::env::var_os("SCHEMADIFF_CORPUS") else {
        // Past the capture of the test harness: what is not tested has to be seen.
        let _ = writeln!(
            std::io::stderr(),
            "\n*** real schemas are NOT linted: name a folder of .sql files with SCHEMADIFF_CORPUS ***\n"
        );
        return;
    };
    let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut scripts: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
        .collect();
    scripts.sort();
    assert!(!scripts.is_empty(), "{} has no .sql file", folder.display());
    let mut every = 0;
    for path in scripts {
        let mut sources = Sources::default();
        let file = sources.add(path.display().to_string(), fs::read_to_string(&path).unwrap());
        let mut declared = Declared::default();
        let _ = source::sql::read_script(&sources, file, &mut declared);
        let (canonical, _) = canonicalize(declared);
        let findings = found(&canonical);
        let described = |findings: &[Finding]| -> Vec<String> {
            let each = findings.iter();
            each.map(|finding| describe(&sources, finding)).collect()
        };
        assert_eq!(
            described(&findings),
            described(&found(&canonical)),
            "{}",
            path.display()
        );
        every += findings.len();
        let _ = writeln!(
            std::io::stderr(),
            "{}: {} findings",
            path.display(),
            findings.len()
        );
    }
    assert!(every > 0, "no script has anything to find");
}
