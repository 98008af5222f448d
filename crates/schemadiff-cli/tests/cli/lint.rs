//! `schemadiff lint`.

use crate::harness::{Project, shows};

const MODEL: &str = "\
# Orders, as they came to be.
[conventions]
names.index = \"idx_{table}_{columns}\"

[[conventions.except]]
rule = \"missing-primary-key\"
object = \"imports\"
reason = \"read once and thrown away\"

[tables.users]
columns.id = \"uuid primary key\"

[tables.orders]
columns.id    = \"uuid primary key\"
columns.owner = \"uuid references users(id)\"   # whoever pays
columns.notes = { type = \"json\" }

[tables.orders.indexes]
by_notes   = { on = \"id\", include = [\"owner\"] } # kept

[tables.imports]
columns.line = \"text\"
";

#[test]
fn findings_are_shown_with_their_place() {
    let project = Project::with(MODEL);
    shows!(project.run("lint").exits(0));
    shows!(project.run("lint --strict --rule json-type=error").exits(1));
}

#[test]
fn programs_read_json_sarif_and_annotations() {
    let project = Project::with(MODEL);
    for format in ["json", "sarif", "github"] {
        shows!(project.run(&format!("lint --format {format}")).exits(0));
    }
    let sarif: serde_json::Value = serde_json::from_str(&project.run("lint --format sarif").stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(
            sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"],
            result["ruleId"]
        );
    }
}

#[test]
fn what_is_mechanical_is_mended_and_nothing_else_changes() {
    let project = Project::with(MODEL);
    shows!(project.run("lint --fix").exits(0));
    let fixed = project.read("schema.toml");
    insta::assert_snapshot!(
        similar::TextDiff::from_lines(MODEL, &fixed)
            .unified_diff()
            .context_radius(0)
            .to_string()
    );
    project.run("lint --fix").exits(0);
    assert_eq!(
        project.read("schema.toml"),
        fixed,
        "mending again changes nothing"
    );
    project.run("check").exits(0);
}

#[test]
fn a_commit_is_not_mended() {
    let project = Project::with(MODEL);
    project.git(&["init", "-q"]);
    project.git(&["add", "."]);
    project.git(&["commit", "-qm", "first"]);
    shows!(project.run("lint --fix git:HEAD:schema.toml").exits(1));
    assert_eq!(project.read("schema.toml"), MODEL);
}

#[test]
fn mistakes_in_conventions_have_their_places() {
    let project = Project::with(
        "\
[conventions]
preset = \"documents\"
names.index = \"idx_{tabel}\"
types.money = { type = \"numeric(\" }
rules.missing-primary-kee = \"error\"
rules.index-name = \"fatal\"
rules.foreign-key-without-index = { partial = \"some\", levle = \"error\" }
colums.standard = []
[[conventions.except]]
object = \"users\"
[[conventions.except]]
object = \"users\"
reason = \" \"
",
    );
    shows!(project.run("lint").exits(1));
}

#[test]
fn sql_is_held_to_the_conventions_of_the_model_beside_it() {
    let project = Project::with("[conventions]\nnames.tables = \"singular\"\n");
    project.file(
        "db/tables.sql",
        "create table users (id integer, code char(3));\n",
    );
    shows!(project.run("lint db").exits(1));
    shows!(project.run("lint db --preset off").exits(0));
}

#[test]
fn rules_are_listed_and_explained() {
    let project = Project::new();
    let list = project.run("lint --list").exits(0).stdout;
    assert_eq!(list.lines().count(), schemadiff::lint::Rule::ALL.len());
    shows!(project.run("explain foreign-key-without-index").exits(0));
    assert_eq!(
        project.run("explain sdl402").exits(0).stdout,
        project.run("explain foreign-key-without-index").exits(0).stdout
    );
    shows!(
        project
            .run("lint empty --rule foreign-key-without-indx=error")
            .exits(1)
    );
    shows!(project.run("lint empty").exits(0));
}
