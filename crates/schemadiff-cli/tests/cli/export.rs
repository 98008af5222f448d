//! `schemadiff export`: what is written, and that the tools it is written for arrive where `apply` does.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{Ended, Project, ThrowAway, shows};

const OLD: &str = "\
[tables.users]
columns.id = \"bigint primary key generated always as identity\"
columns.name = \"text not null\"
columns.legacy = \"text\"
";

const NEW: &str = "\
[tables.users]
columns.id = \"bigint primary key generated always as identity\"
columns.full_name = { type = \"text\", null = false, renamed_from = \"name\" }
columns.email = \"text default '${nobody}'\"
indexes.idx_users_email = { on = \"lower(email)\" }

[tables.invoices]
columns.id = \"bigint primary key generated always as identity\"
columns.user_id = \"bigint references users(id)\"
";

fn project() -> Project {
    let project = Project::with(NEW);
    project.file("old.toml", OLD);
    project
}

/// All files of a folder with their names.
fn all(folder: &Path) -> String {
    let mut text = String::new();
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                paths.push(path);
            }
        }
    }
    paths.sort();
    for path in paths {
        let name = path.strip_prefix(folder).unwrap().display();
        text.push_str(&format!(
            "════ {name}\n{}",
            std::fs::read_to_string(&path).unwrap()
        ));
    }
    text
}

#[test]
fn every_tool_gets_its_files() {
    for tool in ["flyway", "golang-migrate", "dbmate", "sqitch", "plain"] {
        let project = project();
        let export = format!(
            "export --from old.toml --format {tool} --out db --name add-invoices --as-of 2026-11-28T23:59:58Z --allow all"
        );
        project.run(&export).exits(0);
        insta::assert_snapshot!(tool, all(&project.path().join("db")));
    }
}

#[test]
fn phases_are_written_when_they_are_due() {
    let project = project();
    let export = "export --from old.toml --format golang-migrate --out db --allow all";
    project
        .run(&format!("{export} --phase expand --name one"))
        .exits(0);
    shows!(
        project
            .run(&format!("{export} --phase contract --name two"))
            .exits(0)
    );
}

#[test]
fn nothing_is_written_over_and_nothing_without_permission() {
    let project = project();
    shows!(project.run("export --from old.toml --format dbmate").exits(1));
    let export = "export --from old.toml --format sqitch --out db --allow all";
    project.run(export).exits(0);
    let before = all(&project.path().join("db"));
    shows!(project.run(export).exits(1));
    assert_eq!(all(&project.path().join("db")), before);
    shows!(
        project
            .run("export --from schema.toml --format plain --out db")
            .exits(0)
    );
    shows!(
        project
            .run("export --from old.toml --format plain --as-of yesterday --allow all")
            .exits(1)
    );
}

/// A program that the set-up installs, or that is on the path.
fn program(name: &str, cached: &str) -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let caches = [
        variable("XDG_CACHE_HOME"),
        variable("HOME").map(|home| home.join(".cache")),
        Some("/var/cache".into()),
    ];
    let cached = caches
        .into_iter()
        .flatten()
        .map(|cache| cache.join("schemadiff").join(cached));
    let path = variable("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .collect();
    let found = cached.chain(on_path).find(|path| path.is_file());
    if found.is_none() {
        let _ = writeln!(
            std::io::stderr(),
            "*** skipped: {name} is not here; `./scripts/setup sqitch libdbd-pg-perl` and `cargo xtask pg install` get it ***"
        );
    }
    found
}

/// Runs a program to its end.
fn run(command: &mut Command) -> Ended {
    Ended::of(&command.env("PGUSER", "postgres").output().unwrap())
}

fn dump(pg_dump: &Path, url: &str) -> String {
    let mut command = Command::new(pg_dump);
    command.args([
        "--schema-only",
        "--exclude-schema=schemadiff",
        "--exclude-schema=sqitch",
    ]);
    command.args(["--exclude-table=public.schema_migrations", "--dbname", url]);
    let dump = run(&mut command).exits(0).stdout;
    // Newer ones put a key of their own around the dump.
    let lines: Vec<_> = dump.lines().filter(|line| !line.starts_with('\\')).collect();
    lines.join("\n") + "\n"
}

/// The tools that are run here, by name: how to run all that is pending in a folder, and how to take the last one back.
fn tools() -> Vec<(&'static str, PathBuf)> {
    let dbmate = program("dbmate", "dbmate/bin/dbmate").map(|path| ("dbmate", path));
    let sqitch = program("sqitch", "sqitch/bin/sqitch").map(|path| ("sqitch", path));
    let psql = program("psql", "clients/18/bin/psql").map(|path| ("plain", path));
    [dbmate, sqitch, psql].into_iter().flatten().collect()
}

fn migrate(tool: &str, program: &Path, folder: &Path, url: &str, done: &mut usize) {
    match tool {
        "dbmate" => {
            let url = format!("{url}&sslmode=disable");
            let mut command = Command::new(program);
            command.args(["--no-dump-schema", "--url", &url, "--migrations-dir"]);
            run(command.arg(folder).arg("up")).exits(0);
        }
        "sqitch" => {
            let mut command = Command::new(program);
            // Its URLs know no socket.
            let (name, host) = url
                .trim_start_matches("postgres://postgres@/")
                .split_once("?host=")
                .unwrap();
            command
                .args(["deploy", &format!("db:pg:{name}")])
                .env("PGHOST", host);
            run(command.current_dir(folder)).exits(0);
        }
        _ => {
            let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.to_string_lossy().ends_with(".up.sql"))
                .collect();
            files.sort();
            for file in &files[*done..] {
                let mut command = Command::new(program);
                run(command
                    .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-f"])
                    .arg(file))
                .exits(0);
            }
            *done = files.len();
        }
    }
}

#[test]
fn exported_files_arrive_where_apply_arrives() {
    let (Some(server), Some(pg_dump)) = (ThrowAway::start(), program("pg_dump", "clients/18/bin/pg_dump"))
    else {
        return;
    };
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/saas");
    let state = |version: &str| examples.join(version).display().to_string();
    let project = Project::new();
    let applied = server.database("applied");
    let tools = tools();
    let urls: Vec<String> = tools
        .iter()
        .map(|(tool, _)| server.database(&format!("by_{tool}")))
        .collect();
    let mut done = vec![0; tools.len()];
    let mut from = "empty".to_owned();
    for version in ["v1", "v2", "v3"] {
        let to = state(version);
        project
            .run(&format!("apply --target {applied} --to {to} --allow all"))
            .exits(0);
        let wanted = dump(&pg_dump, &applied);
        for (index, (tool, program)) in tools.iter().enumerate() {
            project
                .run(&format!(
                    "export --from {from} --to {to} --format {tool} --out {tool} --name {version} --allow all"
                ))
                .exits(0);
            migrate(
                tool,
                program,
                &project.path().join(tool),
                &urls[index],
                &mut done[index],
            );
            let arrived = dump(&pg_dump, &urls[index]);
            let diff = similar::TextDiff::from_lines(&wanted, &arrived);
            assert!(
                wanted == arrived,
                "{tool}, {version}:\n{}",
                diff.unified_diff().context_radius(3)
            );
        }
        from = to;
    }
}

/// What loses nothing is taken back; what would lose something says so and stays.
#[test]
fn the_way_back_loses_nothing() {
    let (Some(server), Some(pg_dump)) = (ThrowAway::start(), program("pg_dump", "clients/18/bin/pg_dump"))
    else {
        return;
    };
    let Some((_, dbmate)) = tools().into_iter().find(|(tool, _)| *tool == "dbmate") else {
        return;
    };
    let project = Project::with(
        "\
[tables.users]
columns.id = \"bigint primary key generated always as identity\"
columns.name = \"text not null\"
columns.legacy = \"text\"
columns.email = \"text\"
indexes.idx_users_email = { on = \"email\" }

[tables.invoices]
columns.id = \"bigint primary key\"
",
    );
    project.file("old.toml", OLD);
    let url = server.database("back");
    project
        .run(&format!("apply --target {url} --to old.toml"))
        .exits(0);
    server.run("back", "INSERT INTO users (name) VALUES ('Ada')");
    let before = dump(&pg_dump, &url);
    project
        .run("export --from old.toml --format dbmate --out db --allow all")
        .exits(0);
    migrate("dbmate", &dbmate, &project.path().join("db"), &url, &mut 0);
    let after = dump(&pg_dump, &url);
    let down = || {
        let url = format!("{url}&sslmode=disable");
        let mut command = Command::new(&dbmate);
        command.args(["--no-dump-schema", "--url", &url, "--migrations-dir"]);
        run(command.arg(project.path().join("db")).arg("down"))
    };
    server.run("back", "INSERT INTO invoices VALUES (1)");
    let files = std::fs::read_dir(project.path().join("db")).unwrap().count();
    let mut refused = 0;
    for _ in 0..files {
        let ended = down();
        if ended.code != Some(0) {
            assert!(ended.stderr.contains("which would be lost"), "{ended}");
            refused += 1;
            server.run("back", "DELETE FROM invoices");
            down().exits(0);
        }
    }
    assert_eq!(refused, 1);
    assert_ne!(before, after);
    assert_eq!(dump(&pg_dump, &url), before);
}
