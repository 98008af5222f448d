//! Rows for development in databases of the oldest and the newest version.

use std::path::Path;

use crate::harness::{Project, ThrowAway};

const MODEL: &str = r#"
format = 1
[targets.production]
url = "env:PRODUCTION_URL"
[targets.prod-eu]
url = "env:EUROPE_URL"
environment = "staging"

[enums]
plan = ["free", "pro"]

[tables.plans.columns]
code = "text primary key"

[tables.tenants.columns]
id = "bigint generated always as identity primary key"
name = "varchar(60) not null"
plan = "plan not null default 'free'"
plan_code = { type = "text", null = false, references = "plans(code)" }

[tables.users]
uniques.users_tenant_email = ["tenant_id", "email"]
[tables.users.columns]
id = "uuid primary key default gen_random_uuid()"
tenant_id = { type = "bigint", null = false, references = "tenants(id)" }
email = "varchar(320) not null check (email = lower(email))"
[tables.notes.columns]
id = "bigserial primary key"
user_id = { type = "uuid", null = false, references = "users(id)" }
stars = "smallint not null check (stars between 1 and 5)"

[seeds.required.plans]
key = ["code"]
rows = [{ code = "basic" }, { code = "extra" }]

[seeds.development]
scripts = ["seeds/first.sql"]
seed = 7
[seeds.development.generate]
tenants = 4
users = "3 per tenants"
notes = "2 per users"

[seeds.production.plans]
key = ["code"]
rows = [{ code = "paid" }]
"#;

const SCRIPT: &str = "INSERT INTO plans VALUES ('by script') ON CONFLICT DO NOTHING;\n";

fn project() -> Project {
    let project = Project::with(MODEL);
    project.file("seeds/first.sql", SCRIPT);
    project
}

#[test]
fn a_database_is_seeded() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let project = project();
        project.run(&format!("apply --target {url}")).exits(0);
        let dry = project.run(&format!("seed --target {url} --dry-run")).exits(0);
        assert!(dry.stdout.contains("-- would run seeds/first.sql"), "{dry}");
        assert!(
            dry.stdout
                .contains("12 rows of public.users (id, tenant_id, email)"),
            "{dry}"
        );
        let many = || {
            server.value_of(
                "shop",
                "SELECT concat_ws(' ', (SELECT count(*) FROM plans), (SELECT count(*) FROM tenants), (SELECT count(*) FROM users), \
                 (SELECT count(*) FROM notes))",
            )
        };
        assert_eq!(many(), "2 0 0 0");
        let seeded = project.run(&format!("seed --target {url}")).exits(0);
        assert!(seeded.stdout.starts_with("40 rows in 3 tables"), "{seeded}");
        assert!(seeded.stderr.contains("seeds/first.sql"), "{seeded}");
        assert_eq!(many(), "3 4 12 24");
        // The numbers go on, and nothing is left to plan.
        server.run("shop", "INSERT INTO tenants (name, plan_code) VALUES ('next', 'basic'); INSERT INTO notes (user_id, stars) SELECT id, 1 FROM users");
        let plan = project.run(&format!("plan --exit-code --target {url}")).exits(0);
        assert!(plan.stdout.contains("no changes"), "{plan}");
        // What is not empty is named, and nothing is added to it unasked.
        let again = project.run(&format!("seed --target {url}")).exits(1);
        assert!(
            again
                .stderr
                .contains("3 tables are not empty; nothing was changed"),
            "{again}"
        );
        assert!(again.stderr.contains("public.tenants (5 rows)"), "{again}");
        assert_eq!(many(), "3 5 12 36");
        project.run(&format!("seed --target {url} --append")).exits(0);
        assert_eq!(many(), "3 9 24 60");
        // The same seed gives the same rows anywhere.
        let elsewhere = server.database("elsewhere");
        project.run(&format!("apply --target {elsewhere}")).exits(0);
        project.run(&format!("seed --target {elsewhere}")).exits(0);
        let third = server.database("third");
        project.run(&format!("apply --target {third}")).exits(0);
        project.run(&format!("seed --target {third}")).exits(0);
        let sum = "SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM (SELECT n::text AS t FROM notes n UNION SELECT u::text FROM users u) t";
        assert_eq!(server.value_of("elsewhere", sum), server.value_of("third", sum));
    }
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_changed() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = project();
    project.run(&format!("apply --target {url}")).exits(0);
    for (arguments, words) in [
        ("seed demo", "the model has no `[seeds.demo]`"),
        ("seed --rows users", "write a table and a number"),
        ("seed --rows nobody=3", "there is no table `public.nobody`"),
    ] {
        let ended = project.run(&format!("{arguments} --target {url}")).exits(1);
        assert!(ended.stderr.contains(words), "{ended}");
    }
    project.file(
        "seeds/first.sql",
        format!("{SCRIPT}INSERT INTO plans\n  VALUES (nothing);\n"),
    );
    let script = project.run(&format!("seed --target {url}")).exits(1);
    assert!(
        script
            .stderr
            .contains("seeds/first.sql:3 failed, and what it did is undone"),
        "{script}"
    );
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM plans"), "2");
    project.file("seeds/first.sql", SCRIPT);
    // What no generator can know: every table that does not take its rows is named at once.
    server.run(
        "shop",
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not this one'; END $$;
         CREATE TRIGGER no BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION no();
         CREATE TABLE odd (a int CHECK (a * a = 1764 AND a::text <> reverse(a::text)), s text NOT NULL CHECK (md5(s) = 'x'));
         CREATE TRIGGER no BEFORE INSERT ON odd FOR EACH STATEMENT EXECUTE FUNCTION no();",
    );
    let refused = project
        .run(&format!("seed --target {url} --rows odd=10"))
        .exits(1);
    assert!(
        refused
            .stderr
            .contains("the rows of 2 tables are not taken as they are made up; none were put in"),
        "{refused}"
    );
    assert!(refused.stderr.contains("public.notes: not this one"), "{refused}");
    assert!(
        refused
            .stderr
            .contains("--rows public.odd=0 --rows public.notes=0"),
        "{refused}"
    );
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM tenants"), "0");
    let left = project
        .run(&format!("seed --target {url} --rows notes=0 --rows odd=0"))
        .exits(0);
    assert!(left.stdout.starts_with("16 rows in 2 tables"), "{left}");
}

#[test]
fn production_is_refused() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = project();
    project.run(&format!("apply --target {url}")).exits(0);
    let run = |arguments: &str, variable: &str| {
        let mut command = project.command(arguments);
        crate::harness::Ended::of(&command.env(variable, &url).output().unwrap())
    };
    // By its name, and by where it is, whoever comes in.
    for arguments in [
        "seed --target production",
        &format!("seed --target {url}"),
        "seed --target production --generate --append",
    ] {
        let refused = run(arguments, "PRODUCTION_URL").exits(1);
        assert!(
            refused.stderr.contains("`production` is a database for production, and `development` is not for it; nothing was changed"),
            "{refused}"
        );
    }
    let generated = run(
        "seed production --target production --rows users=1",
        "PRODUCTION_URL",
    )
    .exits(1);
    assert!(
        generated.stderr.contains("is a database for production"),
        "{generated}"
    );
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM plans"), "2");
    // Rows that are for it are put in; and the model says what a name does not mean.
    run("seed production --target production", "PRODUCTION_URL").exits(0);
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM plans"), "3");
    run("seed --target prod-eu --dry-run", "EUROPE_URL").exits(0);
    // A database can say it itself.
    server.run(
        "shop",
        "ALTER DATABASE shop SET schemadiff.environment = 'production'",
    );
    let marked = project.run(&format!("seed --target {url}")).exits(1);
    assert!(
        marked
            .stderr
            .contains("its setting `schemadiff.environment` says so"),
        "{marked}"
    );
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM users"), "0");
}

/// Tables that only their own code can fill, by schema: what has to be left out, and what the server says of each.
const BY_HAND: &[(&str, &str, &str)] = &[("finance", "ledger.entries", "the books are off")];

#[test]
fn whole_schemas_take_rows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/schemas");
    let mut scripts: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    scripts.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    scripts.sort();
    assert!(scripts.len() >= 9);
    for server in ThrowAway::oldest_and_newest() {
        let is_old = server.value("SHOW server_version_num").parse::<u32>().unwrap() < 150_000;
        for path in &scripts {
            let name = path.file_stem().unwrap().to_str().unwrap();
            if is_old && name.ends_with("since15") {
                continue;
            }
            let url = server.database(name);
            server.run(name, &std::fs::read_to_string(path).unwrap());
            let project = Project::with("format = 1\n");
            let mut arguments = format!("seed --target {url} --rows *=60");
            for (_, table, words) in BY_HAND.iter().filter(|(schema, _, _)| *schema == name) {
                let refused = project.run(&arguments).exits(1);
                assert!(refused.stderr.contains(words), "{name}: {refused}");
                arguments.push_str(&format!(" --rows {table}=0"));
            }
            let before = project
                .run(&format!("inspect {url} --format sql"))
                .exits(0)
                .stdout;
            let seeded = project.run(&arguments).exits(0);
            let filled = server.value_of(
                name,
                "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text !~ '^pg_|^information_schema|^schemadiff' \
                 AND NOT relispartition AND (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %s', oid::regclass), false, true, '')))[1]::text::int = 0",
            );
            // Every table has rows but those that are said to have none.
            let without = seeded.stderr.matches(": no rows").count()
                + BY_HAND.iter().filter(|(schema, _, _)| *schema == name).count();
            assert!(
                filled.parse::<usize>().unwrap() <= without,
                "{name}: {filled} tables without rows: {seeded}"
            );
            // Nothing of the schema has changed, and every constraint holds that is checked when it is asked for.
            let after = project
                .run(&format!("inspect {url} --format sql"))
                .exits(0)
                .stdout;
            assert_eq!(before, after, "{name}");
        }
    }
}
