//! What a database has that no model can say, and what a command is told to leave alone.

use crate::harness::{Ended, Project, SHOP, ThrowAway, shows};

const MORE: &str = "CREATE SCHEMA app; CREATE TYPE app.later; CREATE TYPE app.never; SELECT lo_create(4711); \
                    CREATE EXTENSION citext";

#[test]
fn what_is_not_managed_is_said_in_every_format() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    drop(server.hold("shop", MORE));
    let project =
        Project::with("format = 1\n[database]\nextensions = { citext = {} }\n[schemas]\napp = {}\n");
    let plan = format!("plan --target {url}");
    let text = project.run(&format!("{plan} --show-unmanaged")).exits(0).stdout;
    let (text, extensions) = text.split_once("Objects that belong to extensions: ").unwrap();
    assert_eq!(
        text,
        "no changes\n\
         Not managed and left alone: 1 large object, 2 shell types (schemadiff plan --show-unmanaged)\n\
         \x20 large object: 4711\n\
         \x20 shell type: app.later\n\
         \x20 shell type: app.never\n"
    );
    assert!(extensions.ends_with(" of citext\n"), "{extensions}");
    let markdown = project.run(&format!("{plan} --format markdown")).exits(0).stdout;
    assert!(
        markdown.contains("Not managed and left alone: 1 large object, 2 shell types"),
        "{markdown}"
    );
    let json = project.run(&format!("{plan} --format json")).exits(0).stdout;
    let parsed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(parsed["not_managed"]["objects"][1]["name"], "app.later");
    assert!(
        parsed["not_managed"]["members_of_extensions"]["citext"]
            .as_u64()
            .unwrap()
            > 10
    );

    let strict = project.run(&format!("{plan} --strict")).exits(1);
    assert!(strict.stdout.is_empty(), "{strict}");
    assert!(
        strict.stderr.contains("the database has what is not managed"),
        "{strict}"
    );
    project.run(&format!("apply --target {url} --strict")).exits(1);
    let inspect = project.run(&format!("inspect {url} --format toml")).exits(0);
    assert!(
        inspect
            .stderr
            .contains("Not managed and not printed: 1 large object, 2 shell types"),
        "{inspect}"
    );
    project.run(&format!("inspect {url} --strict")).exits(1);
    project
        .run(&format!("inspect {url} --strict --format snapshot"))
        .exits(1);
    let narrowed = project
        .run(&format!("inspect {url} --include app.* --format snapshot"))
        .exits(1);
    assert!(
        narrowed.stderr.contains("a recording is of the whole catalog"),
        "{narrowed}"
    );
    let json = project
        .run(&format!("inspect {url} --format json"))
        .exits(0)
        .stdout;
    assert!(json.contains("\"shell type\""), "{json}");

    // What is meant to be there is no reason to refuse.
    project
        .run(&format!(
            "{plan} --strict --exclude shell_type:app.* --exclude large_object:*"
        ))
        .exits(0);
}

#[test]
fn a_statement_that_is_not_understood_is_an_error_when_strict() {
    let project = Project::new();
    project.file(
        "a.sql",
        "CREATE TABLE t (id bigint);\nSECURITY LABEL FOR x ON TABLE t IS 'secret';\n",
    );
    project.run("plan --from empty --to a.sql").exits(0);
    let strict = project.run("plan --from empty --to a.sql --strict").exits(1);
    assert!(strict.stderr.contains("SD0010"), "{strict}");
    project.run("inspect a.sql --strict").exits(1);
}

#[test]
fn flags_narrow_the_comparison() {
    let project = Project::with(SHOP);
    project.file(
        "old.sql",
        "CREATE TABLE public.legacy (id bigint); CREATE TABLE public.customers (id bigint);",
    );
    let all = project.run("plan --from old.sql").exits(0).stdout;
    assert!(all.contains("DROP TABLE public.legacy"), "{all}");
    let some = project
        .run("plan --from old.sql --exclude table:*.legacy")
        .exits(0)
        .stdout;
    assert!(
        !some.contains("legacy") && some.contains("public.orders"),
        "{some}"
    );
    let one = project
        .run("plan --from old.sql --include enum:*")
        .exits(0)
        .stdout;
    assert!(one.contains("CREATE TYPE") && !one.contains("TABLE"), "{one}");
    let toml = project
        .run("inspect schema.toml --format toml --include view:*")
        .exits(0)
        .stdout;
    assert!(
        toml.contains("paid_orders") && !toml.contains("customers"),
        "{toml}"
    );
    shows!(project.run("plan --from old.sql --exclude tabel:x").exits(1));
}

#[test]
fn what_a_rebuilt_object_loses_is_said() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let before = "CREATE TABLE t (id integer PRIMARY KEY); CREATE TABLE wide (id integer); \
                  CREATE FUNCTION f(a bigint) RETURNS integer LANGUAGE plpgsql \
                  TRANSFORM FOR TYPE bigint AS 'BEGIN RETURN a; END';";
    let transform = "CREATE TRANSFORM FOR bigint LANGUAGE plpgsql (TO SQL WITH FUNCTION int8recv(internal));";
    drop(server.hold("shop", &format!("{transform}{before}")));
    let project = Project::with(
        "format = 1\n[tables.t.columns]\nid = \"integer primary key\"\n[tables.wide.columns]\nid = \"integer\"\n\
         [functions.f]\narguments = \"a bigint\"\nreturns = \"text\"\nlanguage = \"plpgsql\"\nbody = \"BEGIN RETURN a; END\"\n",
    );
    let plan = project.run(&format!("plan --target {url}")).exits(0);
    assert!(plan.stderr.contains("loses what is not managed"), "{plan}");
    assert!(
        plan.stderr
            .contains("TRANSFORM FOR TYPE of a function: public.f(a bigint)"),
        "{plan}"
    );
    project.run(&format!("plan --target {url} --strict")).exits(1);
}

#[test]
fn a_platforms_schemas_are_left_alone() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let more = "CREATE ROLE supabase_admin; CREATE SCHEMA auth AUTHORIZATION supabase_admin; \
                CREATE TABLE auth.users (id uuid PRIMARY KEY); CREATE TYPE auth.later;";
    drop(server.hold("shop", more));
    let project = Project::with("format = 1\n");
    let plan = format!("plan --target {url} --exit-code --show-unmanaged");
    // The schema and the table, and who owns each.
    let ended = project.run(&plan).exits(0);
    assert!(
        ended
            .stdout
            .contains("Objects out of scope, left as they are: 4\n"),
        "{ended}"
    );
    assert!(!ended.stdout.contains("shell type"), "{ended}");
    let toml = project
        .run(&format!("inspect {url} --format toml"))
        .exits(0)
        .stdout;
    assert!(!toml.contains("auth"), "{toml}");
    // Another list, and the schema is one like any other.
    project.file("schema.toml", "format = 1\n[scope]\nplatform_owners = []\n");
    let ended = project.run(&plan).exits(2);
    assert!(ended.stdout.contains("DROP TABLE auth.users"), "{ended}");
}

#[test]
fn what_others_need_is_not_dropped() {
    let project = Project::with(
        "format = 1\n[scope]\nexclude = [\"audit.*\"]\n[tables.kept.columns]\nid = \"bigint\"\n",
    );
    let old = "CREATE SCHEMA audit; CREATE TABLE kept (id bigint, name text); CREATE TABLE users (id bigint PRIMARY KEY);
               CREATE TABLE audit.log (who bigint REFERENCES users (id)); CREATE VIEW audit.names AS SELECT name FROM kept;";
    project.file("old.sql", old);
    shows!(project.run("plan --from old.sql --allow all").exits(1));
}

#[test]
fn a_recording_stands_in_for_the_database() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    // Nothing that is known of types says what GREATEST is brought to.
    let model = SHOP.replace(
        "[tables.orders.checks]\n",
        "[tables.orders.checks]\nnot_small = \"greatest(total, 1) > 0\"\n",
    );
    let project = Project::with(&model);
    project.run(&format!("apply --target {url}")).exits(0);
    let snapshot = project
        .run(&format!("inspect {url} --format snapshot"))
        .exits(0)
        .stdout;
    project.file("shop.json", snapshot);
    // Texts that a person wrote are for a server to judge: a copy of what was recorded, on a server of our own.
    let mut command = project.command("plan --from shop.json --exit-code");
    command.env("SCHEMADIFF_PG_BIN", "/nowhere");
    let unsettled = Ended::of(&command.output().unwrap()).exits(2);
    assert!(unsettled.stdout.contains("no server was asked"), "{unsettled}");
    let settled = project.run("plan --from shop.json --exit-code").exits(0);
    assert_eq!(settled.stdout, "no changes\n", "{settled}");
    let same = project
        .run(&format!("plan --from shop.json --target {url} --exit-code"))
        .exits(0);
    assert_eq!(same.stdout, "no changes\n", "{same}");
    project
        .run(&format!("plan --from shop.json --to {url} --exit-code"))
        .exits(0);
    project
        .run(&format!("plan --target {url} --to shop.json --exit-code"))
        .exits(0);
    let live = project
        .run(&format!("inspect {url} --format toml"))
        .exits(0)
        .stdout;
    let recorded = project.run("inspect shop.json --format toml").exits(0).stdout;
    assert_eq!(live, recorded);
    // What was written from the database is the database.
    project.file("again.toml", live);
    project
        .run(&format!("plan --target {url} --to again.toml --exit-code"))
        .exits(0);
}

#[test]
fn who_may_read_little_still_sees_what_is_there() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(SHOP);
    project.run(&format!("apply --target {url}")).exits(0);
    drop(server.hold(
        "shop",
        "CREATE ROLE guest LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC",
    ));
    let guest = url.replace("postgres@", "guest@");
    // The catalogs are open to everybody: nothing looks as if it were missing.
    let plan = project.run(&format!("plan --target {guest} --exit-code"));
    assert!(
        !plan.stdout.contains("CREATE TABLE") && !plan.stdout.contains("DROP"),
        "{plan}"
    );
}
