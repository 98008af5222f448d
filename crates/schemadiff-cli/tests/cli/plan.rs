//! Plans between files, which need no server.

use std::process::Stdio;

use crate::harness::{Ended, Project, SHOP, shows};

/// The shop a year later.
fn grown() -> String {
    SHOP.replace("[\"new\", \"paid\"]", "[\"new\", \"paid\", \"refunded\"]")
        .replace(
            "email = \"text not null\"\n",
            "email = \"text not null\"\nphone = \"text\"\n",
        )
        .replace("[tables.orders.checks]\ntotal_is_positive = \"total > 0\"\n", "")
}

fn two_versions() -> Project {
    let project = Project::with(&grown());
    project.file("old.toml", SHOP);
    project
}

#[test]
fn text() {
    shows!(two_versions().run("plan --from old.toml").exits(0));
}

#[test]
fn sql_needs_permission() {
    shows!(two_versions().run("plan --from old.toml --format sql").exits(1));
}

#[test]
fn sql_with_permission() {
    shows!(
        two_versions()
            .run("plan --from old.toml --format sql --allow drop_constraint:orders.total_is_positive")
            .exits(0)
    );
}

#[test]
fn permission_of_the_model() {
    let project = Project::with(&(grown() + "\n[policy]\nallow = [\"drop_constraint\"]\n"));
    project.file("old.toml", SHOP);
    project.run("plan --from old.toml --format sql").exits(0);
}

#[test]
fn markdown() {
    shows!(
        two_versions()
            .run("plan --from old.toml --format markdown")
            .exits(0)
    );
}

#[test]
fn a_page_for_a_browser() {
    let page = tangled()
        .run("plan --from old.sql --to new.sql --format html")
        .exits(0)
        .stdout;
    crate::markup::check(&page);
    let json = tangled()
        .run("plan --from old.sql --to new.sql --format json")
        .exits(0)
        .stdout;
    let plan: serde_json::Value = serde_json::from_str(&json).unwrap();
    let steps = plan["steps"].as_array().unwrap().len();
    assert!(steps > 1, "{json}");
    for step in 1..=steps {
        assert_eq!(
            page.matches(&format!("id=\"step-{step}\"")).count(),
            1,
            "step {step}"
        );
    }
    for part in ["changes", "locks", "order", "expand", "contract"] {
        assert_eq!(
            page.matches(&format!("<h2 id=\"{part}\">")).count(),
            1,
            "{part}:\n{page}"
        );
    }
    assert!(
        !page.contains(&format!("step-{}\"", steps + 1)),
        "no link to what is not there"
    );
    let nothing = tangled()
        .run("plan --from old.sql --to old.sql --format html")
        .exits(0)
        .stdout;
    crate::markup::check(&nothing);
    assert!(nothing.contains("<strong>No changes</strong>"), "{nothing}");
}

#[test]
fn the_checklist_is_shown_on_request() {
    let project = two_versions();
    let plain = project.run("plan --from old.toml").exits(0);
    assert!(!plain.stdout.contains("Checklist"), "{plain}");
    let listed = project.run("plan --from old.toml --checklist").exits(0);
    assert!(listed.stdout.starts_with(&plain.stdout), "{listed}");
    assert!(
        listed
            .stdout
            .contains("\nChecklist\n  ✓ No step waits for a lock without end\n"),
        "{listed}"
    );
    let script = project
        .run("plan --from old.toml --checklist --format sql --allow all")
        .exits(0);
    assert!(!script.stdout.contains("Checklist"), "{script}");
    assert!(script.stderr.contains("Checklist"), "{script}");
    let nothing = project.run("plan --from schema.toml --checklist").exits(0);
    assert!(!nothing.stdout.contains("Checklist"), "{nothing}");
}

#[test]
fn json_is_what_out_saves() {
    let project = two_versions();
    let printed = project
        .run("plan --from old.toml --format json --out plan.json")
        .exits(0);
    assert_eq!(project.read("plan.json"), printed.stdout);
    let parsed: serde_json::Value = serde_json::from_str(&printed.stdout).unwrap();
    assert_eq!(parsed["format"], 4);
    let left: Vec<_> = std::fs::read_dir(project.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "nothing temporary is left: {left:?}");
}

/// A plan in which much depends on each other, in both phases.
fn tangled() -> Project {
    let project = Project::new();
    project.file(
        "old.sql",
        "CREATE TABLE customers (id bigint PRIMARY KEY, name text, score integer);
         CREATE VIEW good AS SELECT id, name FROM customers WHERE score > 7;
         CREATE TABLE legacy (id bigint PRIMARY KEY);",
    );
    project.file(
        "new.sql",
        "CREATE TABLE customers (id bigint PRIMARY KEY, name text, rating numeric DEFAULT 0);
         CREATE FUNCTION is_good(c customers) RETURNS boolean LANGUAGE sql STABLE AS 'select c.rating > 7';
         CREATE VIEW good AS SELECT id, name FROM customers WHERE is_good(customers);
         CREATE TABLE \"Say \"\"hi\"\" #1\" (id bigint PRIMARY KEY, customer bigint REFERENCES customers);
         CREATE INDEX ON \"Say \"\"hi\"\" #1\" (customer);",
    );
    project
}

#[test]
fn dot() {
    let run = || {
        tangled()
            .run("plan --from old.sql --to new.sql --allow all --format dot")
            .exits(0)
    };
    shows!(run());
    assert_eq!(run().stdout, run().stdout);
}

#[test]
fn mermaid() {
    let run = || {
        tangled()
            .run("plan --from old.sql --to new.sql --allow all --format mermaid")
            .exits(0)
    };
    shows!(run());
    assert_eq!(run().stdout, run().stdout);
}

#[test]
fn out_into_a_folder_that_is_not_there() {
    shows!(
        two_versions()
            .run("plan --from old.toml --out plans/plan.json")
            .exits(1)
    );
}

#[test]
fn exit_codes_tell_changes_from_none() {
    let project = two_versions();
    project.run("plan --from old.toml --exit-code").exits(2);
    project.run("plan --from old.toml").exits(0);
    let same = project
        .run("plan --from old.toml --to old.toml --exit-code")
        .exits(0);
    assert_eq!(same.stdout, "no changes\n");
    project.run("plan --from nowhere.toml --exit-code").exits(1);
}

#[test]
fn an_unknown_permission() {
    shows!(
        two_versions()
            .run("plan --from old.toml --allow drop_everything")
            .exits(1)
    );
}

#[test]
fn colour_is_asked_for_or_not_there() {
    let project = two_versions();
    let coloured = project.run("plan --from old.toml --color always").exits(0).stdout;
    assert!(coloured.contains("\u{1b}[33m  ~ "), "{coloured}");
    let plain = project.run("plan --from old.toml").exits(0).stdout;
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(stripped(&coloured), plain, "colour changes nothing else");
}

#[test]
fn no_color_is_respected_and_overruled() {
    let project = two_versions();
    let run = |arguments: &str| {
        let mut command = project.command(arguments);
        command.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1");
        Ended::of(&command.output().unwrap()).exits(0).stdout
    };
    assert!(!run("plan --from old.toml").contains('\u{1b}'));
    assert!(run("plan --from old.toml --color always").contains('\u{1b}'));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = two_versions();
    let mut command = project.command("plan --from old.toml");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = Ended::of(&child.wait_with_output().unwrap()).exits(0);
    assert!(
        !ended.stderr.contains("error") && !ended.stderr.contains("panicked"),
        "{ended}"
    );
}

#[test]
fn what_only_a_server_could_tell_is_said() {
    let project = Project::with(&SHOP.replace("total > 0", "0 < total"));
    project.file("old.toml", SHOP);
    let allow = "--allow drop_constraint";
    shows!(project.run(&format!("plan --from old.toml {allow}")).exits(0));
    shows!(
        project
            .run(&format!("plan --from old.toml {allow} --strict"))
            .exits(1)
    );
}

#[test]
fn the_same_plan_to_the_byte() {
    let project = two_versions();
    let run = || project.run("plan --from old.toml --format json").exits(0).stdout;
    assert_eq!(run(), run());
}

/// Takes colours out.
fn stripped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    out + rest
}
