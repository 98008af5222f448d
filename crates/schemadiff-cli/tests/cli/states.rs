//! Everything that can be a schema.

use crate::harness::{Project, SHOP, shows};

#[test]
fn a_folder_with_a_model() {
    let project = Project::new();
    project.file("db/schema.toml", format!("include = [\"more/*.sql\"]\n{SHOP}"));
    project.file(
        "db/more/notes.sql",
        "CREATE TABLE notes (id bigint PRIMARY KEY, body text);\n",
    );
    // Not included, and not read.
    project.file("db/old.sql", "CREATE TABLE nonsense (\n");
    shows!(project.run("check db").exits(0));
}

#[test]
fn a_folder_of_scripts() {
    let project = Project::new();
    project.file(
        "db/010_tables.sql",
        "CREATE TABLE users (id bigint PRIMARY KEY);\n",
    );
    project.file(
        "db/views/users.sql",
        "CREATE VIEW all_users AS SELECT id FROM users;\n",
    );
    project.file("db/.hidden/broken.sql", "CREATE TABEL;\n");
    project.file("db/readme.md", "nothing to see\n");
    shows!(project.run("check db").exits(0));
}

#[test]
fn an_empty_folder() {
    let project = Project::new();
    project.file("db/readme.md", "");
    shows!(project.run("check db").exits(1));
}

#[test]
fn toml_and_sql_compile_to_the_same() {
    let project = Project::with(SHOP);
    let sql = project.run("inspect schema.toml --format sql").exits(0).stdout;
    project.file("shop.sql", sql);
    let ended = project
        .run("plan --from schema.toml --to shop.sql --exit-code")
        .exits(0);
    assert_eq!(ended.stdout, "no changes\n", "{ended}");
}

#[test]
fn inspect_writes_toml_that_is_read_back_as_the_same() {
    let project = Project::with(SHOP);
    let toml = project.run("inspect schema.toml --format toml").exits(0).stdout;
    project.file("again.toml", &toml);
    let ended = project
        .run("plan --from schema.toml --to again.toml --exit-code")
        .exits(0);
    assert_eq!(ended.stdout, "no changes\n", "{ended}");
    // What is written is written the same way again, and from SQL too.
    let again = project.run("inspect again.toml --format toml").exits(0).stdout;
    assert_eq!(toml, again);
    let sql = project.run("inspect schema.toml --format sql").exits(0).stdout;
    project.file("shop.sql", sql);
    let from_sql = project.run("inspect shop.sql --format toml").exits(0).stdout;
    project.file("from_sql.toml", from_sql);
    project
        .run("plan --from schema.toml --to from_sql.toml --exit-code")
        .exits(0);
}

#[test]
fn json_lists_every_object() {
    let project = Project::with(SHOP);
    let json = project.run("inspect schema.toml --format json").exits(0).stdout;
    let parsed: serde_json::Value = serde_json::from_str(&json).unwrap();
    let names: Vec<_> = parsed["objects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|object| object["name"].as_str().unwrap())
        .collect();
    for name in [
        "public.order_status",
        "public.customers",
        "public.orders",
        "public.uq_customers_email",
        "public.paid_orders",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
}

/// A recorded catalog of the repository, as JSON.
fn recording(name: &str) -> serde_json::Value {
    let path = format!("{}/../../tests/snapshots/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_recording_of_an_older_version_says_what_it_lacks() {
    let project = Project::new();
    let mut old = recording("base-18.json");
    old["format"] = 1.into();
    for section in ["access", "column_access"] {
        assert!(old["sections"].as_object_mut().unwrap().remove(section).is_some());
    }
    project.file("old.json", old.to_string());
    let ended = project.run("plan --from old.json --to old.json").exits(0);
    assert!(
        ended
            .stderr
            .contains("was recorded by an older version of schemadiff, without `access`, `column_access`"),
        "{ended}"
    );
    old["sections"].as_object_mut().unwrap().remove("tables");
    project.file("older.json", old.to_string());
    let ended = project.run("inspect older.json --format toml").exits(1);
    assert!(ended.stderr.contains("record it again"), "{ended}");
    old["format"] = 99.into();
    project.file("later.json", old.to_string());
    let ended = project.run("inspect later.json --format toml").exits(1);
    assert!(ended.stderr.contains("has format 99"), "{ended}");
}

#[test]
fn what_initdb_gives_is_no_difference_between_versions() {
    let project = Project::new();
    for version in ["14", "18"] {
        project.file(
            &format!("{version}.json"),
            recording(&format!("base-{version}.json")).to_string(),
        );
    }
    for (from, to) in [("14", "18"), ("18", "14")] {
        let ended = project
            .run(&format!(
                "plan --from {from}.json --to {to}.json --include schema:public"
            ))
            .exits(0);
        assert!(ended.stdout.contains("no changes"), "{ended}");
    }
}

#[test]
fn only_a_database_can_be_recorded() {
    shows!(
        Project::with(SHOP)
            .run("inspect schema.toml --format snapshot")
            .exits(1)
    );
}

#[test]
fn a_commit() {
    let project = Project::with(SHOP);
    project.file("db/schema.toml", "format = 1\ninclude = [\"../shared/*.sql\"]\n");
    project.file(
        "shared/notes.sql",
        "CREATE TABLE notes (id bigint PRIMARY KEY);\n",
    );
    project.git(&["init", "-q", "-b", "main"]);
    project.git(&["add", "."]);
    project.git(&["commit", "-q", "-m", "first"]);
    project.file(
        "schema.toml",
        SHOP.replace("email = \"text not null\"", "email = \"text\""),
    );
    project.file("shared/notes.sql", "CREATE TABEL;\n");

    shows!(project.run("plan --from git:HEAD:schema.toml").exits(0));
    // A folder, and an include that is resolved inside the revision.
    project.run("check git:main:db").exits(0);
    project.run("check git:main:db/schema.toml").exits(0);
    let same = project
        .run("plan --from git:HEAD:schema.toml --to git:main:./schema.toml --exit-code")
        .exits(0);
    assert_eq!(same.stdout, "no changes\n");
}

#[test]
fn a_mistake_in_a_commit_has_a_place() {
    let project = Project::with("format = 1\n[tables.t.columns]\nid = \"intt\"\n");
    project.git(&["init", "-q", "-b", "main"]);
    project.git(&["add", "."]);
    project.git(&["commit", "-q", "-m", "first"]);
    shows!(project.run("check git:main:schema.toml").exits(1));
}

#[test]
fn commits_and_paths_that_are_not_there() {
    let project = Project::with(SHOP);
    project.file("sub/schema.toml", SHOP);
    let outside = project.run("check git:main:schema.toml").exits(1);
    assert!(
        outside.stderr.contains("repository of the working directory"),
        "{outside}"
    );
    project.git(&["init", "-q", "-b", "main"]);
    project.git(&["add", "."]);
    project.git(&["commit", "-q", "-m", "first"]);
    shows!(project.run("check git:release:schema.toml").exits(1));
    let mut command = project.command("check git:main:sub2/schema.toml");
    let missing = crate::harness::Ended::of(&command.output().unwrap()).exits(1);
    assert!(
        missing
            .stderr
            .contains("there is no `sub2/schema.toml` in revision `main`"),
        "{missing}"
    );
    let mut command = project.command("check git:main:schema.sql");
    command.current_dir(project.path().join("sub"));
    crate::harness::Ended::of(&command.output().unwrap()).exits(1);
}

#[test]
fn a_path_in_a_commit_may_start_here() {
    let project = Project::new();
    project.file("sub/model.toml", SHOP);
    project.git(&["init", "-q", "-b", "main"]);
    project.git(&["add", "."]);
    project.git(&["commit", "-q", "-m", "first"]);
    let run = |arguments: &str| {
        let mut command = project.command(arguments);
        command.current_dir(project.path().join("sub"));
        crate::harness::Ended::of(&command.output().unwrap())
    };
    run("check git:main:./model.toml").exits(0);
    run("check git:main:sub/model.toml").exits(0);
    shows!(run("check git:main:model.toml").exits(1));
}

#[test]
fn a_word_that_is_nothing() {
    let project = Project::with(&format!("{SHOP}\n[targets.production]\nurl = \"env:PROD_URL\"\n"));
    shows!(project.run("plan --from prodution").exits(1));
}

#[test]
fn a_word_that_is_two_things() {
    let project = Project::with(&format!("{SHOP}\n[targets.production]\nurl = \"env:PROD_URL\"\n"));
    project.file("production/schema.toml", SHOP);
    shows!(project.run("plan --from production").exits(1));
    project.run("plan --from ./production").exits(0);
}

#[test]
fn a_target_whose_variable_is_not_set() {
    let project = Project::with(&format!("{SHOP}\n[targets.production]\nurl = \"env:PROD_URL\"\n"));
    shows!(project.run("plan --target production").exits(1));
}

#[test]
fn a_target_that_is_a_file() {
    shows!(Project::with(SHOP).run("plan --target schema.toml").exits(1));
}

#[test]
fn empty_beside_a_folder_of_that_name() {
    let project = Project::with(SHOP);
    project.run("plan --from empty").exits(0);
    project.file("empty/schema.toml", SHOP);
    shows!(project.run("plan --from empty").exits(1));
    project.run("plan --from empty: --exit-code").exits(2);
    project.run("plan --from ./empty --exit-code").exits(0);
}

#[test]
fn a_recording_that_is_none() {
    let project = Project::with(SHOP);
    project.file("a.json", "{\"format\": 1}\n");
    shows!(project.run("plan --from a.json").exits(1));
    project.file(
        "b.json",
        "{\"format\": 99, \"server_version\": 180000, \"database\": \"x\", \"sections\": {}}\n",
    );
    shows!(project.run("plan --from b.json").exits(1));
}
