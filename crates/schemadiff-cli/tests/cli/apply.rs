//! Plan, apply and "no changes", on the private server that a newcomer gets.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::harness::{Ended, Held, Project, SHOP, ThrowAway, has_server, shows};

#[test]
fn plan_apply_plan() {
    if !has_server() {
        return;
    }
    let project = Project::with(SHOP);
    let first = project.run("plan --exit-code").exits(2);
    assert!(
        first.stderr.contains("Target: a private server in .schemadiff"),
        "{first}"
    );
    shows!(project.run("apply").exits(0));
    let again = project.run("plan --exit-code").exits(0);
    assert_eq!(again.stdout, "no changes\n", "{again}");

    // The shop without orders: what loses data needs permission, and says which.
    let start = SHOP.find("[tables.orders.columns]").unwrap();
    project.file("schema.toml", &SHOP[..start]);
    shows!(project.run("apply").exits(1));
    let nothing = project.run("plan --to git:none --exit-code").exits(1);
    assert!(nothing.stdout.is_empty());
    project
        .run("apply --allow drop_view:paid_orders --allow drop_table:public.orders")
        .exits(0);
    project.run("plan --exit-code").exits(0);
}

#[test]
fn a_saved_plan_runs_once() {
    if !has_server() {
        return;
    }
    let project = Project::with(SHOP);
    project.run("plan --out plan.json").exits(0);
    shows!(project.run("apply plan.json").exits(0));
    shows!(project.run("apply plan.json").exits(1));
}

#[test]
fn a_database_in_all_its_forms() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(&format!("{SHOP}\n[targets.local]\nurl = \"env:SHOP_URL\"\n"));
    let run = |arguments: &str| {
        let mut command = project.command(arguments);
        Ended::of(&command.env("SHOP_URL", &url).output().unwrap())
    };
    run("apply --target local").exits(0);
    for from in ["local", "target:local", &url] {
        let same = run(&format!("plan --from {from} --exit-code")).exits(0);
        assert_eq!(same.stdout, "no changes\n", "{same}");
    }
    let recording = run("inspect local --format snapshot").exits(0).stdout;
    project.file("shop.json", recording);
    assert_eq!(
        run("plan --from shop.json --to local --exit-code")
            .exits(0)
            .stdout,
        "no changes\n"
    );
    let copy = server.database("copy");
    project.file("shop.sql", run("inspect local --format sql").exits(0).stdout);
    run(&format!("apply --target {copy} --to shop.sql")).exits(0);
    assert_eq!(
        run(&format!("plan --from {copy} --exit-code")).exits(0).stdout,
        "no changes\n"
    );
}

#[test]
fn a_signal_stops_between_steps_and_says_how_to_go_on() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with("format = 1\n[tables.t.columns]\nid = \"bigint primary key\"\n");
    project.run(&format!("apply --target {url}")).exits(0);
    project.file(
        "schema.toml",
        "format = 1\n[tables.t.columns]\nid = \"bigint primary key\"\na = \"text\"\n[tables.t.indexes]\nt_a = { on = [\"a\"] }\n",
    );
    // Somebody holds the table, so that the first step waits.
    let blocker = server.hold("shop", "BEGIN; LOCK TABLE t");
    let mut command = project.command(&format!("apply --target {url}"));
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let waiting = lines
        .by_ref()
        .map(Result::unwrap)
        .find(|line| line.contains("waiting for public.t"));
    assert!(waiting.is_some_and(|line| line.contains("held by")));
    // The shell's own: not every machine has the program.
    Command::new("sh")
        .args(["-c", &format!("kill -TERM {}", child.id())])
        .status()
        .unwrap();
    let stopping = lines
        .by_ref()
        .map(Result::unwrap)
        .any(|line| line == "stopping after this statement");
    assert!(stopping);
    drop(blocker);
    let rest: Vec<_> = lines.map(Result::unwrap).collect();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{rest:?}");
    assert!(
        rest.iter().any(|line| line.starts_with("Stopped after")),
        "{rest:?}"
    );
    assert!(
        rest.iter()
            .any(|line| line.contains("go on with: schemadiff apply --target")),
        "{rest:?}"
    );
    project.run(&format!("apply --target {url}")).exits(0);
    project.run(&format!("plan --target {url} --exit-code")).exits(0);
}

/// A model whose second version needs a lock on a table that is there.
const TABLE: &str =
    "format = 1\n[policy]\nlock_timeout = \"20s\"\n[tables.t.columns]\nid = \"bigint primary key\"\n";

/// A run that waits for somebody who holds the table.
fn waiting<'a>(server: &'a ThrowAway, project: &Project, url: &str) -> (Held<'a>, Child) {
    project.file("schema.toml", TABLE);
    project.run(&format!("apply --target {url}")).exits(0);
    project.file("schema.toml", format!("{TABLE}a = \"text\"\n"));
    let blocker = server.hold("shop", "BEGIN; LOCK TABLE t");
    let child = project
        .command(&format!("apply --target {url}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    server.wait_until(WAITING, "1");
    (blocker, child)
}

const WAITING: &str = "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND NOT granted";

#[test]
fn a_connection_that_is_lost_is_made_again() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::new();
    let (blocker, child) = waiting(&server, &project, &url);
    server.run(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'relation' AND NOT granted",
    );
    server.wait_until(WAITING, "1");
    drop(blocker);
    let ended = Ended::of(&child.wait_with_output().unwrap()).exits(0);
    assert!(
        ended
            .stderr
            .contains("The connection was lost; looking at what is done, to go on from there"),
        "{ended}"
    );
    assert!(ended.stdout.ends_with("no changes\n"), "{ended}");
}

/// A server that does not look whether anybody is there would have the statement wait for its lock, and everybody else behind it,
/// until the time for locks is over.
#[test]
fn a_run_that_is_killed_does_not_go_on_waiting() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::new();
    let (blocker, mut child) = waiting(&server, &project, &url);
    child.kill().unwrap();
    child.wait().unwrap();
    let killed = Instant::now();
    server.wait_until(WAITING, "0");
    assert!(
        killed.elapsed() < Duration::from_secs(10),
        "{:?}",
        killed.elapsed()
    );
    drop(blocker);
    project.run(&format!("apply --target {url}")).exits(0);
    project.run(&format!("plan --target {url} --exit-code")).exits(0);
}

#[test]
fn one_phase_at_a_time() {
    if !has_server() {
        return;
    }
    let project = Project::with(SHOP);
    project.run("apply").exits(0);
    let start = SHOP.find("[views.paid_orders]").unwrap();
    project.file(
        "schema.toml",
        format!(
            "{}[tables.notes.columns]\nid = \"bigint primary key\"\n",
            &SHOP[..start]
        ),
    );
    let refused = project.run("apply --phase contract --allow drop_view").exits(1);
    assert!(
        refused.stderr.contains("of phase expand must run first"),
        "{refused}"
    );
    let half = project.run("apply --phase expand").exits(0);
    assert!(half.stdout.ends_with("1 statement needs permission.\n"), "{half}");
    let done = project.run("apply --phase contract --allow drop_view").exits(0);
    assert!(done.stdout.ends_with("no changes\n"), "{done}");
}

#[test]
fn a_file_that_is_no_plan() {
    let project = Project::with(SHOP);
    project.file("plan.json", "{}");
    shows!(project.run("apply plan.json").exits(1));
    let missing = project.run("apply other.json").exits(1);
    assert!(
        missing.stderr.starts_with("error: `other.json` cannot be read"),
        "{missing}"
    );
}

#[test]
fn a_statement_that_fails_says_so() {
    if !has_server() {
        return;
    }
    let project = Project::with(
        "format = 1\n[tables.t.columns]\nid = \"bigint primary key default no_such_function()\"\n",
    );
    let failed = project.run("apply").exits(1);
    assert!(failed.stderr.contains("no_such_function"), "{failed}");
}

/// A model that says where its schema is kept.
fn kept_schema(columns: &str) -> String {
    format!(
        "format = 1\n[document.backup.schema_only]\nfile = \"db/schema.sql\"\n[tables.notes.columns]\nid = \"bigint primary key\"\n{columns}"
    )
}

#[test]
fn a_run_that_succeeds_leaves_the_schema_in_a_file() {
    for server in ThrowAway::oldest_and_newest() {
        let url = server.database("shop");
        let project = Project::with(&kept_schema(""));
        // There has to be a place for it before anything is applied.
        let nowhere = project.run(&format!("apply --target {url}")).exits(1);
        assert!(nowhere.stderr.contains("there is no folder `db`"), "{nowhere}");
        assert_eq!(
            server.value_of("shop", "SELECT to_regclass('notes') IS NULL"),
            "t"
        );

        std::fs::create_dir(project.path().join("db")).unwrap();
        project.run(&format!("apply --target {url}")).exits(0);
        let printed = project.run(&format!("inspect {url}")).exits(0);
        assert_eq!(project.read("db/schema.sql"), printed.stdout);
        assert!(printed.stdout.contains("CREATE TABLE public.notes"), "{printed}");

        // The same schema is the same file, and one that somebody has changed is as it should be again.
        let written = || {
            std::fs::metadata(project.path().join("db/schema.sql"))
                .unwrap()
                .modified()
                .unwrap()
        };
        let before = written();
        project.run(&format!("apply --target {url}")).exits(0);
        assert_eq!(written(), before);
        project.file("db/schema.sql", "-- edited");
        project.run(&format!("apply --target {url}")).exits(0);
        assert_eq!(project.read("db/schema.sql"), printed.stdout);
        let left: Vec<_> = std::fs::read_dir(project.path().join("db")).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing temporary is left: {left:?}");

        // What the file says makes the same database.
        let again = server.database("again");
        project
            .run(&format!(
                "apply --to db/schema.sql --target {again} --dump-schema again.sql"
            ))
            .exits(0);
        assert_eq!(project.read("again.sql"), printed.stdout);

        // The expand phase is a migration too, and so is a saved plan.
        project.file("schema.toml", kept_schema("body = \"text\"\n"));
        project
            .run(&format!("apply --phase expand --target {url}"))
            .exits(0);
        assert!(project.read("db/schema.sql").contains("body text"));
        project.file("schema.toml", kept_schema("body = \"text\"\ntitle = \"text\"\n"));
        project
            .run(&format!("plan --target {url} --out plan.json"))
            .exits(0);
        project
            .run(&format!(
                "apply plan.json --target {url} --dump-schema db/schema.sql"
            ))
            .exits(0);
        assert!(project.read("db/schema.sql").contains("title text"));
    }
}

#[test]
fn a_run_that_fails_leaves_the_file_alone() {
    let Some(server) = ThrowAway::start() else { return };
    let url = server.database("shop");
    let project = Project::with(&kept_schema("body = \"text\"\n"));
    std::fs::create_dir(project.path().join("db")).unwrap();
    project.run(&format!("apply --target {url}")).exits(0);
    let before = project.read("db/schema.sql");
    server.run("shop", "INSERT INTO notes VALUES (1, NULL)");
    // Rows that are there make it fail, and without permission nothing is tried.
    project.file(
        "schema.toml",
        kept_schema("title = \"text\"\nbody = \"text not null\"\n"),
    );
    project.run(&format!("apply --target {url}")).exits(1);
    assert_eq!(project.read("db/schema.sql"), before);
    project.file("schema.toml", kept_schema(""));
    project.run(&format!("apply --target {url}")).exits(1);
    assert_eq!(project.read("db/schema.sql"), before);
}
