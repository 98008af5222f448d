//! What cannot be applied: files that are no plan for this database, roles and servers that will not do it, a disk that is full.
//! Each says so clearly, and nothing is changed.

use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::harness::{Ended, Project, ThrowAway};

const ONE: &str = "format = 1\n[tables.a.columns]\nid = \"bigint primary key\"\n[tables.b.columns]\nid = \"bigint primary key\"\n";
const TWO: &str = "format = 1\n[tables.a.columns]\nid = \"bigint primary key\"\nx = \"text\"\n\
                   [tables.b.columns]\nid = \"bigint primary key\"\ny = \"text\"\n[tables.b.indexes]\nb_y = { on = [\"y\"] }\n";

/// Everything in a database that a plan could have changed: relations, columns, constraints, and whether there is a history.
const STATE: &str = "SELECT md5(concat_ws(';',
    (SELECT string_agg(concat_ws(' ', oid, relname, relfilenode, relowner), ',' ORDER BY oid) FROM pg_class
     WHERE oid >= 16384 AND relkind <> 't'),
    (SELECT string_agg(concat_ws(' ', attrelid, attname, atttypid, attnotnull), ',' ORDER BY attrelid, attnum)
     FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0),
    (SELECT string_agg(concat_ws(' ', oid, conname, convalidated), ',' ORDER BY oid) FROM pg_constraint WHERE oid >= 16384),
    (SELECT string_agg(nspname, ',' ORDER BY oid) FROM pg_namespace WHERE oid >= 16384)))";

/// A database that has the first model, and a plan for the second.
fn planned(server: &ThrowAway) -> (Project, String) {
    let url = server.database("shop");
    let project = Project::with(ONE);
    project.run(&format!("apply --target {url} --no-ledger")).exits(0);
    project.file("schema.toml", TWO);
    project
        .run(&format!("plan --target {url} --out plan.json"))
        .exits(0);
    (project, url)
}

/// Refuses, and says these words; the database is as it was.
#[track_caller]
fn refuses(server: &ThrowAway, project: &Project, arguments: &str, words: &[&str]) -> Ended {
    let before = server.value_of("shop", STATE);
    let ended = project.run(arguments).exits(1);
    for words in words {
        assert!(ended.stderr.contains(words), "{words}: {ended}");
    }
    assert_eq!(server.value_of("shop", STATE), before, "{ended}");
    ended
}

#[test]
fn a_plan_that_was_cut_short() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = planned(&server);
    let plan = project.read("plan.json");
    let apply = format!("apply cut.json --target {url}");
    for eighth in 0..8 {
        project.file("cut.json", &plan[..plan.len() * eighth / 8]);
        refuses(&server, &project, &apply, &["`cut.json` cannot be applied"]);
    }
    project.file("cut.json", &plan[..plan.len() - 1]);
    refuses(&server, &project, &apply, &["its end is missing"]);
    // As it was saved it is welcome.
    project.run(&format!("apply plan.json --target {url}")).exits(0);
}

#[test]
fn a_plan_that_was_edited() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = planned(&server);
    let plan = project.read("plan.json");
    let apply = format!("apply edited.json --target {url}");
    for (from, to) in [
        ("ADD COLUMN x text", "ADD COLUMN x json"),
        ("\"lock_timeout_ms\": ", "\"lock_timeout_ms\": 1"),
        ("public.a", "public.b"),
        (",\n", ", \n"),
    ] {
        let edited = plan.replacen(from, to, 1);
        assert_ne!(edited, plan, "{from}");
        project.file("edited.json", edited);
        refuses(&server, &project, &apply, &["it is not as it was saved"]);
    }
    project.file("edited.json", plan.replace('\n', "\r\n"));
    refuses(&server, &project, &apply, &["written anew by another program"]);
}

#[test]
fn a_plan_of_another_version() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = planned(&server);
    let plan = project.read("plan.json");
    let here = env!("CARGO_PKG_VERSION");
    let apply = format!("apply other.json --target {url}");
    let other = plan.replacen(&format!("\"tool\": \"{here}\""), "\"tool\": \"9.9.9\"", 1);
    assert_ne!(other, plan);
    project.file("other.json", other);
    refuses(
        &server,
        &project,
        &apply,
        &[
            "saved by version 9.9.9 of schemadiff",
            &format!("this is version {here}"),
        ],
    );
    // What the first formats looked like: without a version, and without a seal.
    project.file(
        "other.json",
        "{\n  \"format\": 2,\n  \"database\": \"shop\",\n  \"base\": {},\n  \"search_path\": [],\n  \"changes\": [],\n  \"steps\": [],\n  \"doubts\": []\n}\n",
    );
    refuses(
        &server,
        &project,
        &apply,
        &["saved by another version of schemadiff in format 2"],
    );
}

#[test]
fn a_plan_of_another_database() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = planned(&server);
    let other = server.database("other");
    project
        .run(&format!("apply --target {other} --no-ledger"))
        .exits(0);
    let refused = project.run(&format!("apply plan.json --target {other}")).exits(1);
    assert!(
        refused
            .stderr
            .contains("the plan was made for database `shop`, and this is `other`; nothing was applied"),
        "{refused}"
    );
    // One of the same name, which is another one.
    let Some(twin) = ThrowAway::start() else { return };
    let there = twin.database("shop");
    twin.run("shop", "CREATE TABLE a (id bigint PRIMARY KEY, other text)");
    refuses(
        &twin,
        &project,
        &format!("apply plan.json --target {there}"),
        &[
            "has changed since the plan was made; nothing was applied",
            "table `public.a` has changed",
            "table `public.b` is gone",
        ],
    );
    project.run(&format!("apply plan.json --target {url}")).exits(0);
}

/// The first step would be allowed, and the second is not: neither is done.
#[test]
fn a_role_without_rights() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = planned(&server);
    server.run(
        "shop",
        "CREATE ROLE keeper; CREATE ROLE guest LOGIN; GRANT USAGE, CREATE ON SCHEMA public TO guest;
         ALTER TABLE a OWNER TO guest; ALTER TABLE b OWNER TO keeper",
    );
    let guest = url.replace("postgres@", "guest@");
    let flags = format!("--target {guest} --no-privileges --no-owner");
    for apply in [
        format!("apply {flags}"),
        format!("apply plan.json --target {guest}"),
    ] {
        refuses(
            &server,
            &project,
            &apply,
            &[
                "role `guest` may not do what the plan does; nothing was applied",
                "`public.b` belongs to `keeper`",
                "help: apply as the owner",
            ],
        );
    }
    // A member of the owner's role may.
    server.run(
        "shop",
        "GRANT keeper TO guest; REVOKE CREATE ON SCHEMA public FROM guest, PUBLIC",
    );
    refuses(
        &server,
        &project,
        &format!("apply {flags}"),
        &["in schema `public`, which belongs to `", "it may create nothing"],
    );
    server.run("shop", "GRANT CREATE ON SCHEMA public TO guest, keeper");
    project.run(&format!("apply {flags}")).exits(0);
    project.run(&format!("plan {flags} --exit-code")).exits(0);
}

#[test]
fn a_standby() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, _) = planned(&server);
    let standby = server.standby("shop");
    for apply in [
        format!("apply --target {standby}"),
        format!("apply plan.json --target {standby}"),
    ] {
        refuses(
            &server,
            &project,
            &apply,
            &[
                "the server is a standby, where nothing can be changed; nothing was applied",
                "help: name the primary",
            ],
        );
    }
}

/// Of several hosts the one is taken that may be written to, wherever it stands in the list; and a standby where one is asked for.
#[test]
fn of_several_hosts_the_primary() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = planned(&server);
    let standby = server.standby("shop");
    let (host, port) = standby
        .split_once("?host=")
        .and_then(|(_, rest)| rest.split_once("&port="))
        .unwrap();
    let primary = server.value("SHOW port");
    let hosts = |first: &str, second: &str, wanted: &str| {
        format!(
            "postgres://postgres@/shop?host={host},{host}&port={first},{second}&target_session_attrs={wanted}"
        )
    };
    refuses(
        &server,
        &project,
        &format!("apply --target {}", hosts(port, &primary, "any")),
        &["the server is a standby"],
    );
    refuses(
        &server,
        &project,
        &format!("apply --target {}", hosts(&primary, port, "read-only")),
        &["the server is a standby"],
    );
    for wanted in ["read-write", "primary"] {
        project
            .run(&format!("apply --target {}", hosts(port, &primary, wanted)))
            .exits(0);
    }
    project.run(&format!("plan --target {url} --exit-code")).exits(0);
    // One that does not answer is passed over.
    project
        .run(&format!(
            "plan --target {} --exit-code",
            hosts("1", &primary, "read-write")
        ))
        .exits(0);
}

/// A run whose first step waits for somebody who holds its table, while another changes the table of the second one.
fn changed_meanwhile(server: &ThrowAway, project: &Project, apply: &str) -> Ended {
    let holder = server.hold("shop", "BEGIN; LOCK TABLE a");
    let child = project
        .command(apply)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    server.wait_until(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND NOT granted",
        "1",
    );
    server.run("shop", "ALTER TABLE b ADD COLUMN z integer");
    drop(holder);
    Ended::of(&child.wait_with_output().unwrap())
}

#[test]
fn a_table_that_somebody_changes_before_its_step() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = planned(&server);
    let ended = changed_meanwhile(&server, &project, &format!("apply plan.json --target {url}")).exits(1);
    for words in [
        "the database was changed by somebody else before the end of 3 steps",
        "the columns of public.b have changed",
        "1 step with 1 statements is done",
        "help: plan again and apply that",
    ] {
        assert!(ended.stderr.contains(words), "{words}: {ended}");
    }
    let columns = "SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'b'::regclass AND attnum > 0";
    assert_eq!(server.value_of("shop", columns), "id z");
    // Whoever planned by himself plans again.
    server.run("shop", "ALTER TABLE a DROP COLUMN x; ALTER TABLE b DROP COLUMN z");
    let apply = format!("apply --target {url} --allow all");
    let ended = changed_meanwhile(&server, &project, &apply).exits(0);
    assert!(ended.stderr.contains("Planning again"), "{ended}");
    project.run(&format!("plan --target {url} --exit-code")).exits(0);
}

#[test]
fn a_step_that_does_not_make_what_it_was_to_make() {
    let Some(server) = ThrowAway::start() else { return };
    let (project, url) = planned(&server);
    server.run(
        "shop",
        "CREATE FUNCTION contrary() RETURNS event_trigger LANGUAGE plpgsql AS $$
             BEGIN IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'a'::regclass AND attname = 'x') THEN ALTER TABLE a DROP COLUMN x; END IF; END $$;
         CREATE EVENT TRIGGER contrary ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION contrary()",
    );
    let ended = project.run(&format!("apply plan.json --target {url}")).exits(1);
    for words in [
        "step 1 of 3 has not made what it was to make",
        "column `public.a.x` is not there",
        "help: an event trigger of the database, or somebody, has other ideas",
    ] {
        assert!(ended.stderr.contains(words), "{words}: {ended}");
    }
}

/// A small file system of its own; gone when dropped.
struct Small(PathBuf);

impl Small {
    /// Nothing where this user may not mount.
    fn mount(folder: PathBuf, megabytes: u32) -> Option<Self> {
        let owner = std::fs::metadata(folder.parent().unwrap()).unwrap();
        std::fs::create_dir(&folder).unwrap();
        let options = format!(
            "size={megabytes}m,uid={},gid={},mode=700",
            owner.uid(),
            owner.gid()
        );
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(&folder)
            .output();
        mounted
            .is_ok_and(|output| output.status.success())
            .then(|| Self(folder))
    }

    fn resize(&self, megabytes: u32) {
        let status = Command::new("mount")
            .args(["-o", &format!("remount,size={megabytes}m")])
            .arg(&self.0)
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk() {
    let Some(server) = ThrowAway::start() else { return };
    let folder = PathBuf::from(format!("{}.small", server.value("SHOW data_directory")));
    let Some(small) = Small::mount(folder, 28) else {
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            b"\n*** A full disk is NOT tested: mounting one takes root ***\n",
        );
        return;
    };
    server.run(
        "postgres",
        &format!("CREATE TABLESPACE small LOCATION '{}'", small.0.display()),
    );
    server.run("postgres", "CREATE DATABASE shop TABLESPACE small");
    let url = server.url("shop");
    let project =
        Project::with("format = 1\n[tables.t.columns]\nid = \"integer primary key\"\nnote = \"text\"\n");
    project.run(&format!("apply --target {url} --no-ledger")).exits(0);
    server.run(
        "shop",
        "INSERT INTO t SELECT n, md5(n::text) || md5((-n)::text) FROM generate_series(1, 100000) n; CHECKPOINT",
    );
    project.file(
        "schema.toml",
        "format = 1\n[tables.t.columns]\nid = \"integer primary key\"\nnote = \"text\"\n[tables.t.indexes]\nt_note = { on = [\"note\"] }\n",
    );
    let apply = format!("apply --target {url} --no-ledger");
    refuses(
        &server,
        &project,
        &apply,
        &["No space left on device", "help: make room on the server's disk"],
    );
    assert_eq!(server.value_of("shop", "SELECT count(*) FROM t"), "100000");
    // A statement that writes the table anew is rolled back.
    project.file(
        "schema.toml",
        "format = 1\n[tables.t.columns]\nid = \"integer primary key\"\nnote = { type = \"bytea\", using = \"convert_to(note || note, 'UTF8')\" }\n",
    );
    refuses(
        &server,
        &project,
        &format!("{apply} --allow all --strategy direct"),
        &["No space left on device"],
    );

    project.file(
        "schema.toml",
        "format = 1\n[tables.t.columns]\nid = \"integer primary key\"\nnote = \"text\"\n[tables.t.indexes]\nt_note = { on = [\"note\"] }\n",
    );
    small.resize(200);
    project.run(&apply).exits(0);
    project.run(&format!("plan --target {url} --exit-code")).exits(0);
}
