//! No unneeded work: in a database of a thousand tables a plan is about what changed and nothing else.

use crate::harness::{Project, ThrowAway};

#[path = "../../../schemadiff/benches/yardstick/schema.rs"]
mod schema;

#[test]
fn one_comment_among_a_thousand_tables_is_one_statement() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("yardstick");
    // By the script of a person, not by a plan of ours.
    server.run("yardstick", &schema::sql(1_000));
    let model = schema::toml(1_000);
    let project = Project::with(&model);
    project.run(&format!("plan --target {url} --exit-code")).exits(0);

    let before = "[tables.items_00500.columns]\nid         = \"bigint primary key\"";
    let after = "[tables.items_00500.columns]\nid         = { type = \"bigint\", primary_key = true, comment = \"What it is called by.\" }";
    let changed = model.replace(before, after);
    assert_ne!(changed, model);
    project.file("schema.toml", changed);
    let plan = project
        .run(&format!("plan --target {url} --exit-code --format json"))
        .exits(2)
        .stdout;
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let statements: Vec<_> = plan["steps"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|step| step["statements"].as_array().unwrap())
        .map(|statement| statement["sql"].as_str().unwrap())
        .collect();
    assert_eq!(
        statements,
        ["COMMENT ON COLUMN public.items_00500.id IS 'What it is called by.'"]
    );
    assert_eq!(plan["doubts"].as_array().map_or(0, Vec::len), 0, "{plan}");
    project.run(&format!("apply --target {url}")).exits(0);
    project.run(&format!("plan --target {url} --exit-code")).exits(0);
}
