//! `schemadiff import`: what is written is the schema that it was written from.

use crate::harness::{Project, SHOP, ThrowAway, shows};

const TABLES: &str = "
    CREATE SCHEMA billing;
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  NEW.updated_at := now();\n  RETURN NEW;\nEND\n$$;
    CREATE FUNCTION total(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
    CREATE FUNCTION total(a integer, b integer) RETURNS integer LANGUAGE sql AS 'SELECT a + b';
    CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE teams (id bigserial PRIMARY KEY, owner bigint NOT NULL REFERENCES users,
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
    CREATE TABLE billing.invoices (id bigserial PRIMARY KEY, total numeric(12,2) NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now(), paid boolean);
    CREATE TABLE billing.\"Notes\" (note text);
    CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE TRIGGER touch BEFORE UPDATE ON teams FOR EACH ROW EXECUTE FUNCTION touch();
    CREATE VIEW owners AS SELECT u.email FROM users u JOIN teams t ON t.owner = u.id;
    COMMENT ON VIEW owners IS 'Those who pay';
    CREATE MATERIALIZED VIEW billing.sums AS SELECT sum(total) AS total FROM billing.invoices;
    CREATE UNIQUE INDEX sums_total ON billing.sums (total);
    SELECT lo_create(4711);
";

#[test]
fn a_database_becomes_a_model_that_equals_it() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    drop(server.hold("shop", TABLES));
    let project = Project::new();
    let layouts = [
        "",
        " --split schema",
        " --split kind",
        " --sql functions,views",
        " --split schema --sql functions",
        " --split kind --sql views",
    ];
    for (number, layout) in layouts.iter().enumerate() {
        let import = format!("import --from {url} --out model{number}{layout}");
        let ended = project.run(&import).exits(0);
        for file in ended.stdout.lines() {
            assert!(project.path().join(file).is_file(), "{ended}");
        }
        assert!(ended.stderr.contains("large object: 4711"), "{ended}");
        let plan = format!("plan --target {url} --to model{number} --exit-code");
        let plan = project.run(&plan).exits(0);
        assert!(plan.stdout.starts_with("no changes\n"), "{layout}: {plan}");
        // And without a server.
        let recording = project.run(&format!("inspect {url} --format snapshot")).exits(0);
        project.file("recorded.json", recording.stdout);
        project
            .run(&format!(
                "plan --from recorded.json --to model{number} --exit-code"
            ))
            .exits(0);
    }
    insta::with_settings!({ filters => vec![(r">=\d+", ">=[VERSION]")], omit_expression => true }, {
        insta::assert_snapshot!(project.read("model0/schema.toml"));
    });
}

#[test]
fn files_are_divided_by_schema_and_kind() {
    let project = Project::new();
    let sql: String = TABLES
        .lines()
        .filter(|line| !line.contains("lo_create"))
        .collect::<Vec<_>>()
        .join("\n");
    project.file("dump.sql", sql);
    shows!(
        project
            .run("import --from dump.sql --out model --split schema --sql functions,views")
            .exits(0)
    );
    assert_eq!(
        project.read("model/schema.toml").lines().nth(1),
        Some(
            "include = [\"schemas/*.toml\", \"functions/*.sql\", \"materialized_views/*.sql\", \"views/*.sql\"]"
        )
    );
    insta::assert_snapshot!(project.read("model/functions/total.sql"));
    insta::assert_snapshot!(project.read("model/materialized_views/billing.sums.sql"));
}

#[test]
fn owners_and_privileges_go_along_with_what_is_written_in_sql() {
    let project = Project::new();
    project.file(
        "dump.sql",
        "CREATE TABLE t (id integer);\n\
         CREATE FUNCTION one(a integer) RETURNS integer LANGUAGE sql RETURN a;\n\
         ALTER FUNCTION one(integer) OWNER TO app;\n\
         GRANT EXECUTE ON FUNCTION one(integer) TO reader;\n\
         CREATE VIEW v AS SELECT id FROM t;\n\
         GRANT SELECT ON v TO reader;\n",
    );
    project
        .run("import --from dump.sql --out model --sql functions,views")
        .exits(0);
    let function = project.read("model/functions/one.sql");
    assert!(
        function.contains("OWNER TO app") && function.contains("TO reader"),
        "{function}"
    );
    let view = project.read("model/views/v.sql");
    assert!(view.contains("TO reader"), "{view}");
    assert!(!project.read("model/schema.toml").contains("reader"));
    project
        .run("plan --from dump.sql --to model --exit-code")
        .exits(0);
}

#[test]
fn nothing_is_overwritten_unless_it_is_meant() {
    let project = Project::with(SHOP);
    project.file("model/schema.toml", "# mine\n");
    shows!(project.run("import --from schema.toml --out model").exits(1));
    assert_eq!(project.read("model/schema.toml"), "# mine\n");
    project
        .run("import --from schema.toml --out model --force")
        .exits(0);
    assert!(project.read("model/schema.toml").starts_with("format = 1\n"));
}

#[test]
fn files_that_would_become_part_of_the_model_are_not_swept_in() {
    let project = Project::with(SHOP);
    project.file("model/views/old.sql", "CREATE VIEW old AS SELECT 1;\n");
    shows!(
        project
            .run("import --from schema.toml --out model --sql views --force")
            .exits(1)
    );
    assert!(!project.path().join("model/schema.toml").exists());
}

#[test]
fn a_part_of_a_schema_stays_a_part() {
    let project = Project::with(SHOP);
    project
        .run("import --from schema.toml --out part --exclude view:*")
        .exits(0);
    assert!(
        project
            .read("part/schema.toml")
            .contains("exclude = [\"view:*\"]")
    );
    project
        .run("plan --from schema.toml --to part --exit-code")
        .exits(0);
}

#[test]
fn what_is_not_managed_refuses_a_strict_import() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    drop(server.hold("shop", "SELECT lo_create(4711)"));
    let project = Project::new();
    let ended = project
        .run(&format!("import --from {url} --out model --strict"))
        .exits(1);
    assert!(ended.stderr.contains("nothing was written"), "{ended}");
    assert!(!project.path().join("model").exists());
}

#[test]
fn a_model_that_lacks_what_nothing_models_is_written_and_complained_of() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    drop(server.hold(
        "shop",
        "CREATE TYPE number; CREATE FUNCTION number_in(cstring) RETURNS number LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; \
         CREATE FUNCTION number_out(number) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; \
         CREATE TYPE number (INPUT = number_in, OUTPUT = number_out, LIKE = integer); CREATE TABLE t (a number)",
    ));
    let project = Project::new();
    let ended = project.run(&format!("import --from {url} --out model")).exits(1);
    assert!(project.path().join("model/schema.toml").is_file(), "{ended}");
    assert!(
        ended.stderr.contains("base type: public.number") && ended.stderr.contains("cannot be used yet"),
        "{ended}"
    );
}
