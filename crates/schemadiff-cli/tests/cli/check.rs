//! Models with mistakes: every one is reported with its place, and nothing is compared.

use crate::harness::{Project, SHOP, shows};

#[test]
fn a_model_without_mistakes() {
    shows!(Project::with(SHOP).run("check").exits(0));
}

#[test]
fn toml_syntax() {
    shows!(
        Project::with("format = 1\n\n[tables.users\ncolumns = 3\n")
            .run("check")
            .exits(1)
    );
}

#[test]
fn unknown_type_and_unknown_key() {
    let model = "format = 1\n\n[tables.users.columns]\nid = \"uiid primary key\"\nname = { type = \"text\", defualt = \"'x'\" }\n";
    shows!(Project::with(model).run("check").exits(1));
}

#[test]
fn too_new_for_the_oldest_server() {
    let model = "format = 1\n\n[database]\npostgres = \">=14\"\n\n[tables.users]\ncolumns.id = \"bigint\"\nuniques.by_id = { columns = [\"id\"], nulls_distinct = false }\n";
    shows!(Project::with(model).run("check").exits(1));
}

#[test]
fn missing_table() {
    let model = "format = 1\n\n[tables.users.columns]\nid = \"uuid primary key\"\ntenant_id = \"uuid references tenant (id)\"\n\n[tables.tenants.columns]\nid = \"uuid primary key\"\n";
    shows!(Project::with(model).run("check").exits(1));
}

#[test]
fn cycle_of_views() {
    let model =
        "format = 1\n\n[views.a]\nquery = \"select x from b\"\n\n[views.b]\nquery = \"select x from a\"\n";
    shows!(Project::with(model).run("plan --from empty").exits(1));
}

#[test]
fn sql_in_a_model() {
    let model = "format = 1\n\n[tables.users.columns]\nid = \"uuid primary key\"\n\n[tables.users.checks]\nok = \"id is not nul\"\n";
    shows!(Project::with(model).run("check").exits(1));
}

#[test]
fn sql_in_a_script() {
    let project = Project::new();
    project.file(
        "schema.sql",
        "CREATE TABLE a (id int);\n\nCREATE TABEL b (id int);\nCREATE TABLE c (id itn);\n",
    );
    shows!(project.run("check schema.sql").exits(1));
}

#[test]
fn outer_statement_of_a_function() {
    let project = Project::new();
    project.file(
        "f.sql",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql IMUTABLE AS $$\n  select 1\n$$;\n",
    );
    shows!(project.run("check f.sql").exits(1));
}

#[test]
fn includes_that_lead_nowhere() {
    let project = Project::with("format = 1\ninclude = [\"db/*.sql\", \"types.toml\", \"notes.txt\"]\n");
    project.file("notes.txt", "");
    shows!(project.run("check").exits(1));
}

#[test]
fn a_mistake_in_an_included_file() {
    let project = Project::with("format = 1\ninclude = [\"db/**/*.sql\", \"db/*.toml\"]\n");
    project.file("db/a/views.sql", "CREATE VIEW v AS\n  SELECT FROM WHERE;\n");
    project.file("db/b.toml", "[tables.t.columns]\nid = \"intt\"\n");
    shows!(project.run("check").exits(1));
}

#[test]
fn a_file_that_is_not_text() {
    let project = Project::new();
    project.file("schema.toml", b"format = 1\n# \xff\n");
    shows!(project.run("check").exits(1));
}

#[test]
fn no_model_at_all() {
    shows!(Project::new().run("check").exits(1));
}

#[test]
fn a_broken_model_is_never_compared() {
    let project = Project::with("format = 1\n[tables.t.columns]\nid = \"intt\"\n");
    // Nothing listens there; what is wrong with the model is said instead.
    let mut command = project.command("plan");
    command.env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/x");
    shows!(crate::harness::Ended::of(&command.output().unwrap()).exits(1));
    assert!(!project.path().join(".schemadiff").exists());
}
