//! What a run leaves behind: its history, what `status` says of it, and what a second one makes of it.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use schemadiff_pg::{Connection, Target};

use crate::harness::{Ended, Project, ThrowAway};

const ONE: &str = "format = 1\n[tables.t.columns]\nid = \"bigint primary key\"\n";
const TWO: &str = "format = 1\n[tables.t.columns]\nid = \"bigint primary key\"\na = \"text\"\n\
                   [tables.t.indexes]\nt_a = { on = [\"a\"] }\n";

#[test]
fn history_is_kept_and_is_no_part_of_the_schema() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let project = Project::with(ONE);
        project.run(&format!("apply --target {url}")).exits(0);
        project.file("schema.toml", TWO);
        project.run(&format!("apply --target {url}")).exits(0);

        let runs = "SELECT string_agg(format('%s %s %s %s', outcome, phases, steps, tool), '; ' ORDER BY run) FROM schemadiff.runs";
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            server.value_of("shop", runs),
            format!(
                "done expand, backfill, contract 1 {version}; done expand, backfill, contract 2 {version}"
            )
        );
        let steps = "SELECT string_agg(format('%s %s %s', phase, transaction, outcome), '; ' ORDER BY step)
                     FROM schemadiff.steps WHERE run = 2 AND ended >= began";
        assert_eq!(
            server.value_of("shop", steps),
            "expand one done; expand none done"
        );
        let statements = "SELECT string_agg(sql, '; ' ORDER BY step) FROM schemadiff.statements WHERE run = 2 AND took > '0'";
        assert_eq!(
            server.value_of("shop", statements),
            "ALTER TABLE public.t ADD COLUMN a text; CREATE INDEX CONCURRENTLY t_a ON public.t USING btree (a)"
        );

        let plan = project
            .run(&format!(
                "plan --target {url} --exit-code --strict --show-unmanaged"
            ))
            .exits(0);
        assert!(!plan.stdout.contains("schemadiff"), "{plan}");
        for format in ["toml", "sql", "json"] {
            let shown = project.run(&format!("inspect {url} --format {format}")).exits(0);
            for word in ["runs", "statements", "\"schemadiff\""] {
                let rows = shown.stdout.lines().filter(|line| line.contains(word)).count();
                assert_eq!(rows, 0, "{word} in {format}: {shown}");
            }
        }

        // Without it nothing is missing.
        server.run("shop", "DROP SCHEMA schemadiff CASCADE");
        project.file("schema.toml", ONE);
        project
            .run(&format!("apply --target {url} --allow all --no-ledger"))
            .exits(0);
        let none = "SELECT count(*) FROM pg_namespace WHERE nspname = 'schemadiff'";
        assert_eq!(server.value_of("shop", none), "0");
        project.run(&format!("plan --target {url} --exit-code")).exits(0);
    }
}

#[test]
fn history_may_have_another_name() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let target = format!("[targets.shop]\nurl = \"{url}\"\nledger = \"It's history\"\n");
        let project = Project::with(&format!("{ONE}{target}"));
        project.run("apply --target shop").exits(0);
        project.file("schema.toml", format!("{TWO}{target}"));
        project.run("apply --target shop").exits(0);
        let runs = "SELECT string_agg(outcome, ' ') FROM \"It's history\".runs";
        assert_eq!(server.value_of("shop", runs), "done done");
        let others = "SELECT count(*) FROM pg_namespace WHERE nspname = 'schemadiff'";
        assert_eq!(server.value_of("shop", others), "0");
        let status = project.run("status --target shop").exits(0);
        assert!(status.stdout.contains("done, 2 of 2 steps"), "{status}");

        let plan = project
            .run("plan --target shop --exit-code --strict --show-unmanaged")
            .exits(0);
        assert!(!plan.stdout.contains("history"), "{plan}");
        for format in ["toml", "sql", "json"] {
            let shown = project.run(&format!("inspect shop --format {format}")).exits(0);
            // The target itself says where the history is, and nothing else does.
            let rows = shown.stdout.lines().filter(|line| line.contains("history"));
            assert!(rows.clone().all(|line| line.starts_with("ledger")), "{shown}");
        }
        // The flag says the same of a URL; without either it is a schema like any other.
        let mut command = project.command(&format!("plan --target {url} --exit-code --ledger"));
        let told = Ended::of(&command.arg("It's history").output().unwrap());
        assert_eq!(told.code, Some(0), "{told}");
        project.run(&format!("plan --target {url} --exit-code")).exits(2);
    }
}

#[test]
fn history_does_not_hide_what_is_somebody_elses() {
    let project = Project::with(ONE);
    for name in ["public", "information_schema", "pg_catalog"] {
        let refused = project.run(&format!("plan --ledger {name}")).exits(1);
        assert!(
            refused.stderr.contains("the history needs a schema of its own"),
            "{refused}"
        );
        project.file(
            "schema.toml",
            format!("{ONE}[targets.shop]\nurl = \"env:SHOP\"\nledger = \"{name}\"\n"),
        );
        let refused = project.run("check").exits(1);
        assert!(
            refused.stderr.contains("cannot be the schema of the history"),
            "{refused}"
        );
        project.file("schema.toml", ONE);
    }
}

/// Whose history it is, can have others run what triggers and views say.
#[test]
fn history_of_strangers_is_neither_written_nor_read() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    server.run(
        "shop",
        "CREATE ROLE guest LOGIN; GRANT CREATE ON DATABASE shop TO guest; GRANT CREATE, USAGE ON SCHEMA public TO guest",
    );
    let project = Project::with(ONE);
    let guest = url.replace("postgres@", "guest@");
    let flags = "--no-privileges --no-owner";
    project.run(&format!("apply --target {guest} {flags}")).exits(0);
    server.run(
        "shop",
        "SET ROLE guest;
         CREATE FUNCTION schemadiff.rise() RETURNS boolean LANGUAGE plpgsql AS $$
             BEGIN EXECUTE 'ALTER ROLE guest SUPERUSER'; RETURN true; END $$;
         CREATE FUNCTION schemadiff.on_write() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN PERFORM schemadiff.rise(); RETURN NEW; END $$;
         CREATE TRIGGER trap BEFORE INSERT ON schemadiff.runs FOR EACH ROW EXECUTE FUNCTION schemadiff.on_write()",
    );
    let has_risen = || server.value_of("shop", "SELECT rolsuper FROM pg_roles WHERE rolname = 'guest'");

    project.file("schema.toml", TWO);
    let ended = project.run(&format!("apply --target {url} {flags}")).exits(0);
    assert!(
        ended
            .stderr
            .contains("no history is kept of this run: schema `schemadiff` belongs to `guest`"),
        "{ended}"
    );
    assert_eq!(has_risen(), "f");

    server.run(
        "shop",
        "SET ROLE guest; ALTER TABLE schemadiff.runs RENAME TO of_old;
         CREATE VIEW schemadiff.runs AS SELECT * FROM schemadiff.of_old WHERE schemadiff.rise()",
    );
    project.run(&format!("status --target {url}")).exits(0);
    assert_eq!(has_risen(), "f");
}

#[test]
fn a_role_that_may_not_keep_history_applies_all_the_same() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    server.run(
        "shop",
        "CREATE ROLE app LOGIN; GRANT CREATE, USAGE ON SCHEMA public TO app",
    );
    let project = Project::with(ONE);
    let app = url.replace("postgres@", "app@");
    let ended = project
        .run(&format!("apply --target {app} --no-privileges"))
        .exits(0);
    assert!(
        ended
            .stderr
            .contains("no history is kept of this run: permission denied for database shop"),
        "{ended}"
    );
    project
        .run(&format!("plan --target {app} --no-privileges --exit-code"))
        .exits(0);
    // Somebody else's history is not theirs to write.
    project.file("schema.toml", TWO);
    project
        .run(&format!("apply --target {url} --no-privileges"))
        .exits(0);
    project.file("schema.toml", ONE);
    server.run("shop", "ALTER TABLE t OWNER TO app");
    let ended = project
        .run(&format!(
            "apply --target {app} --no-privileges --no-owner --allow all"
        ))
        .exits(0);
    assert!(
        ended
            .stderr
            .contains("no history is kept of this run: permission denied for schema schemadiff"),
        "{ended}"
    );
}

#[test]
fn history_is_not_sent_to_subscribers_of_everything() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(ONE);
    let kinds = "SELECT string_agg(relpersistence::text, '' ORDER BY relname) FROM pg_class
                 WHERE relnamespace = 'schemadiff'::regnamespace AND relkind = 'r'";
    let apply = format!("apply --target {url} --exclude publication:*");
    project.run(&apply).exits(0);
    assert_eq!(server.value_of("shop", kinds), "ppp");
    server.run("shop", "CREATE PUBLICATION everything FOR ALL TABLES");
    project.file("schema.toml", TWO);
    project.run(&apply).exits(0);
    assert_eq!(server.value_of("shop", kinds), "uuu");
    let published = "SELECT string_agg(tablename, ',') FROM pg_publication_tables";
    assert_eq!(server.value_of("shop", published), "t");
    assert_eq!(
        server.value_of("shop", "SELECT string_agg(outcome, ' ') FROM schemadiff.runs"),
        "done done"
    );
}

#[test]
fn status_says_what_is_in_progress() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let project = Project::with(
            "format = 1\n[tables.users.columns]\nid = \"bigint primary key\"\nname = \"text\"\n",
        );
        project.run(&format!("apply --target {url}")).exits(0);
        let status = format!("status --target {url}");
        let quiet = project.run(&status).exits(0);
        for words in [
            "Nothing is in progress",
            "Nobody is at work",
            "done, 1 of 1 steps",
        ] {
            assert!(quiet.stdout.contains(words), "{words}: {quiet}");
        }

        project.file(
            "schema.toml",
            "format = 1\n[tables.users.columns]\nid = \"bigint primary key\"\n\
             full_name = { type = \"text\", renamed_from = \"name\" }\n",
        );
        project
            .run(&format!("apply --target {url} --phase expand"))
            .exits(0);
        server.run(
            "shop",
            "INSERT INTO users (id, name) VALUES (1, 'a'), (2, 'a');
             ALTER TABLE users ADD CONSTRAINT short CHECK (length(name) < 9) NOT VALID",
        );
        server.fails("shop", "CREATE UNIQUE INDEX CONCURRENTLY broken ON users (name)");
        let busy = project.run(&status).exits(0);
        for words in [
            "column `name` of public.users is being renamed to `full_name`: every row has both, and both are kept equal",
            "schemadiff apply --phase contract",
            "index public.broken on public.users is invalid",
            "constraint short of public.users is not valid",
        ] {
            assert!(busy.stdout.contains(words), "{words}: {busy}");
        }
        let json = project.run(&format!("{status} --format json")).exits(0).stdout;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            json["changes_in_progress"][0]["waits_for_contract"], true,
            "{json}"
        );
        assert_eq!(json["unfinished"][0]["kind"], "invalid_index", "{json}");
        assert_eq!(json["runs"][0]["outcome"], "done", "{json}");
        assert_eq!(json["runs"][0]["phases"], "expand, backfill", "{json}");
        assert_eq!(json["at_work"], serde_json::Value::Null, "{json}");
    }
}

#[test]
fn status_names_who_is_at_work_and_who_was() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(ONE);
    project.run(&format!("apply --target {url}")).exits(0);
    project.file("schema.toml", TWO);
    let blocker = server.hold("shop", "BEGIN; LOCK TABLE t");
    let mut child = project
        .command(&format!("apply --target {url}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    server.wait_until(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND NOT granted",
        "1",
    );
    let status = project.run(&format!("status --target {url}")).exits(0);
    assert!(status.stdout.contains("At work: pid "), "{status}");
    assert!(status.stdout.contains("is running, 0 of 2 steps"), "{status}");
    // Another one does not want to wait, and hears who it is.
    let other = project.run(&format!("apply --target {url} --wait 0")).exits(1);
    assert!(
        other
            .stderr
            .contains("another run of schemadiff is at work in this database: pid "),
        "{other}"
    );
    child.kill().unwrap();
    child.wait().unwrap();
    drop(blocker);
    server.wait_until("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", "0");
    let status = project.run(&format!("status --target {url}")).exits(0);
    assert!(
        status.stdout.contains("did not say how it ended, 0 of 2 steps"),
        "{status}"
    );
    project.run(&format!("apply --target {url}")).exits(0);
    let outcomes = "SELECT string_agg(outcome, ' ' ORDER BY run) FROM schemadiff.runs";
    assert_eq!(server.value_of("shop", outcomes), "done lost done");
}

#[test]
fn two_at_once_do_not_mix() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(ONE);
    project.run(&format!("apply --target {url}")).exits(0);
    let mut model = ONE.to_owned();
    for number in 0..10 {
        model += &format!("c{number} = \"integer\"\n");
        project.file("schema.toml", &model);
        let both = [(), ()].map(|()| {
            project
                .command(&format!("apply --target {url}"))
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        });
        for child in both {
            Ended::of(&child.wait_with_output().unwrap()).exits(0);
        }
        project.run(&format!("plan --target {url} --exit-code")).exits(0);
    }
    let added = "SELECT count(*) FROM schemadiff.statements WHERE sql LIKE 'ALTER TABLE%ADD COLUMN%'";
    assert_eq!(server.value_of("shop", added), "10", "each was added once");
}

#[test]
fn a_plan_that_is_damaged_changes_nothing() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(ONE);
    project
        .run(&format!("plan --target {url} --out plan.json"))
        .exits(0);
    let whole = project.read("plan.json");
    let damaged = [
        ("half of it", whole[..whole.len() / 2].to_owned()),
        ("nothing", String::new()),
        ("no plan", "[1, 2]".to_owned()),
        (
            "a later version",
            whole.replacen("\"format\": ", "\"format\": 9", 1),
        ),
        (
            "a step without statements",
            whole.replacen("\"statements\"", "\"statement\"", 1),
        ),
        (
            "another lock",
            whole.replacen("\"transaction\": \"one\"", "\"transaction\": \"two\"", 1),
        ),
    ];
    for (what, text) in damaged {
        assert_ne!(text, whole, "{what}");
        project.file("damaged.json", text);
        let ended = project
            .run(&format!("apply damaged.json --target {url}"))
            .exits(1);
        assert!(
            ended
                .stderr
                .starts_with("error: `damaged.json` cannot be applied"),
            "{what}: {ended}"
        );
        assert_eq!(server.value_of("shop", "SELECT to_regclass('t')"), "", "{what}");
    }
    project.run(&format!("apply plan.json --target {url}")).exits(0);
}

/// A model with a column to fill, and rows.
fn to_fill(server: &ThrowAway, rows: u32) -> (Project, String) {
    let url = server.database("shop");
    let project = Project::with(ONE);
    project.run(&format!("apply --target {url}")).exits(0);
    server.run(
        "shop",
        &format!("INSERT INTO t SELECT generate_series(1, {rows})"),
    );
    project.file(
        "schema.toml",
        format!("{ONE}twice = {{ type = \"bigint\", null = false, using = \"id * 2\" }}\n"),
    );
    (project, url)
}

#[test]
fn rows_are_filled_no_faster_than_asked() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = to_fill(&server, 3000);
    let began = Instant::now();
    project
        .run(&format!("apply --target {url} --max-rate 1500"))
        .exits(0);
    assert!(began.elapsed() >= Duration::from_secs(2), "{:?}", began.elapsed());
    let filled =
        "SELECT string_agg(format('%s of %s, %s', pages, of_pages, filled), ';') FROM schemadiff.statements
                  WHERE filled IS NOT NULL";
    let pages = server.value_of(
        "shop",
        "SELECT of_pages FROM schemadiff.statements WHERE filled IS NOT NULL",
    );
    assert_eq!(
        server.value_of("shop", filled),
        format!("{pages} of {pages}, 3000")
    );
    assert_eq!(
        server.value_of("shop", "SELECT count(*) FROM t WHERE twice = id * 2"),
        "3000"
    );
}

#[test]
fn a_standby_that_does_not_follow_has_a_backfill_pause() {
    let Some(server) = ThrowAway::start() else { return };
    // Far more than the batches of the first two seconds are of.
    let (project, url) = to_fill(&server, 200_000);
    let standby = server.standby("shop");
    let standby = Target::resolve(Some(&standby), &|_| None).unwrap();
    let run = |sql: &str| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            Connection::open(&standby)
                .await
                .unwrap()
                .batch(sql)
                .await
                .unwrap();
        });
    };
    run("SELECT pg_wal_replay_pause()");
    let mut child = project
        .command(&format!("apply --target {url} --max-lag 1 --max-rate 40000"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let paused = lines
        .by_ref()
        .map(Result::unwrap)
        .find(|line| line.contains("paused: "));
    assert!(paused.is_some_and(|line| line.contains("s behind, 1.0 s are allowed")));
    let left = "SELECT count(*) > 0 FROM t WHERE twice IS NULL";
    assert_eq!(server.value_of("shop", left), "t");
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(
        server.value_of("shop", left),
        "t",
        "it goes on although nobody follows"
    );
    run("SELECT pg_wal_replay_resume()");
    let rest: Vec<_> = lines.map(Result::unwrap).collect();
    assert!(child.wait().unwrap().success(), "{rest:?}");
    assert_eq!(
        server.value_of("shop", "SELECT count(*) FROM t WHERE twice = id * 2"),
        "200000"
    );
}
