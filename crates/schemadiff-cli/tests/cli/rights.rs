//! Databases that cannot be asked, or show less than there is: a plan is made, says what it could not settle, and drops nothing
//! that it merely could not read.

use crate::harness::{Ended, Project, ThrowAway};

/// Texts that only a server can compare with what it prints of them, required rows, and a schema of its own.
const MODEL: &str = r#"format = 1

[schemas.app]

[enums]
"app.mood" = ["sad", "glad"]

[functions."app.half"]
arguments = "n integer"
returns = "integer"
language = "sql"
volatility = "immutable"
body = "select n / 2"

[tables."app.orders".columns]
id    = "integer primary key"
total = "numeric(12,2) not null default greatest(1, 0)"
mood  = "app.mood"

[tables."app.orders".checks]
not_small = "greatest(total, 1) > 0"

[tables."app.orders".indexes]
ix_half = { on = ["app.half(greatest(id, 1))"] }

[views."app.large"]
query = "select id, greatest(total, 10) as total from app.orders where app.half(id) > coalesce(id, 1)"

[seeds.required."app.orders"]
key = ["id"]
delete = true
rows = [{ id = 1, total = 5 }]
"#;

/// A project whose model is applied, with a row that the model would delete.
fn applied(server: &ThrowAway) -> (Project, String) {
    let url = server.database("shop");
    let project = Project::with(MODEL);
    project.run(&format!("apply --target {url}")).exits(0);
    project.run(&format!("plan --target {url} --exit-code")).exits(0);
    (project, url)
}

fn run(project: &Project, arguments: &str, at_hand: bool) -> Ended {
    let mut command = project.command(arguments);
    if !at_hand {
        command.env("SCHEMADIFF_PG_BIN", "/nowhere");
    }
    Ended::of(&command.output().unwrap())
}

/// What a plan that could not compare exactly may do: write again what it could not compare, a view or a check. Nothing that holds
/// data goes, and nothing without coming back.
fn loses_nothing(plan: &Ended) {
    for word in [
        "DROP TABLE",
        "DROP COLUMN",
        "DROP SCHEMA",
        "DROP TYPE",
        "DROP FUNCTION",
        "DELETE FROM",
    ] {
        assert!(!plan.stdout.contains(word), "{word} in {plan}");
    }
    assert!(plan.stdout.contains(" 0 to drop."), "{plan}");
}

/// Rows cannot be read: they are put there again, which changes none that is there, and none is deleted.
fn rows_are_a_doubt(plan: &Ended) {
    assert!(plan.stdout.contains("INSERT INTO"), "{plan}");
    assert!(
        plan.stdout
            .lines()
            .any(|line| line.starts_with("? ") && line.contains("permission denied for")),
        "{plan}"
    );
}

#[test]
fn a_replica_is_planned_for() {
    for server in ThrowAway::oldest_and_newest() {
        let (project, _) = applied(&server);
        let standby = server.standby("shop");
        let plan = format!("plan --target {standby} --exit-code");

        // A server of our own answers for it; its rows it can read by itself.
        let settled = run(&project, &plan, true).exits(0);
        assert_eq!(settled.stdout, "no changes\n", "{settled}");

        let unsettled = run(&project, &plan, false).exits(2);
        let doubts: Vec<_> = unsettled
            .stdout
            .lines()
            .filter(|line| line.starts_with("? "))
            .collect();
        assert!(doubts.len() >= 2, "{unsettled}");
        assert!(
            doubts
                .iter()
                .all(|doubt| doubt.contains("in a read-only transaction")),
            "{unsettled}"
        );
        loses_nothing(&unsettled);
        assert!(!unsettled.stdout.contains("INSERT"), "{unsettled}");

        let refused = run(&project, &format!("{plan} --strict"), false).exits(1);
        assert!(
            refused.stderr.contains("could not be compared exactly"),
            "{refused}"
        );
        // A real change is planned as for any other database.
        project.file(
            "schema.toml",
            MODEL.replace("[\"sad\", \"glad\"]", "[\"sad\", \"glad\", \"calm\"]"),
        );
        let changed = run(&project, &plan, true).exits(2);
        assert!(
            changed.stdout.contains("ADD VALUE 'calm'") && !changed.stdout.contains("? "),
            "{changed}"
        );
    }
}

#[test]
fn a_role_that_may_make_nothing_is_planned_for() {
    for server in ThrowAway::oldest_and_newest() {
        let (project, url) = applied(&server);
        server.run(
            "shop",
            "CREATE ROLE guest LOGIN; REVOKE TEMPORARY ON DATABASE shop FROM PUBLIC; GRANT USAGE ON SCHEMA app TO guest;
             GRANT SELECT ON ALL TABLES IN SCHEMA app TO guest",
        );
        let guest = url.replace("postgres@", "guest@");
        let plan = format!("plan --target {guest} --no-privileges --exit-code");
        let settled = run(&project, &plan, true).exits(0);
        assert_eq!(settled.stdout, "no changes\n", "{settled}");
        let unsettled = run(&project, &plan, false).exits(2);
        assert!(
            unsettled
                .stdout
                .contains("permission denied to create temporary tables"),
            "{unsettled}"
        );
        loses_nothing(&unsettled);
    }
}

#[test]
fn a_role_that_may_read_nothing_is_planned_for() {
    for server in ThrowAway::oldest_and_newest() {
        let (project, url) = applied(&server);
        server.run(
            "shop",
            "CREATE ROLE guest LOGIN; INSERT INTO app.orders VALUES (2, 7)",
        );
        let guest = url.replace("postgres@", "guest@");
        let plan = format!("plan --target {guest} --no-privileges --exit-code");
        for at_hand in [true, false] {
            let ended = run(&project, &plan, at_hand).exits(2);
            rows_are_a_doubt(&ended);
            loses_nothing(&ended);
            let other = ended.stdout.lines().any(|line| line.starts_with("? view"));
            assert_eq!(other, !at_hand, "{ended}");
            assert_eq!(ended.stdout.contains("VIEW"), !at_hand, "{ended}");
        }
        // Who may read sees the row that is too many.
        let all = run(&project, &format!("plan --target {url} --exit-code"), true).exits(2);
        assert!(all.stdout.contains("DELETE FROM"), "{all}");
    }
}

/// A table that a policy hides rows of looks emptier than it is.
#[test]
fn rows_that_a_policy_hides_are_not_missing() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = applied(&server);
    server.run(
        "shop",
        "CREATE ROLE guest LOGIN; GRANT USAGE ON SCHEMA app TO guest; GRANT SELECT ON ALL TABLES IN SCHEMA app TO guest",
    );
    project.file(
        "schema.toml",
        MODEL
            .replace(
                "[tables.\"app.orders\".checks]",
                "[tables.\"app.orders\".policies.none]\nusing = \"false\"\n\n[tables.\"app.orders\".checks]",
            )
            .replace(
                "[tables.\"app.orders\".columns]",
                "[tables.\"app.orders\"]\nrow_security = true\n\n[tables.\"app.orders\".columns]",
            ),
    );
    project.run(&format!("apply --target {url}")).exits(0);
    let guest = url.replace("postgres@", "guest@");
    let plan = run(
        &project,
        &format!("plan --target {guest} --no-privileges --exit-code"),
        true,
    )
    .exits(2);
    assert!(plan.stdout.contains("row-level security"), "{plan}");
    loses_nothing(&plan);
}
