//! PostgreSQL's own client programs: `pg_dump` is the judge of what a database holds, `psql` runs scripts.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use schemadiff_pg::Target;

use crate::place::caches;
use crate::servers::Server;

/// Names the `pg_dump` to use; `psql` is taken from beside it.
pub const PG_DUMP: &str = "SCHEMADIFF_TEST_PG_DUMP";

/// The programs.
#[derive(Clone, Debug)]
pub struct Clients {
    pg_dump: PathBuf,
    psql: PathBuf,
}

impl Clients {
    /// The newest `pg_dump` of the machine that has a `psql` beside it; it has to be as new as the newest server, whose
    /// catalog it must know.
    ///
    /// # Errors
    /// When there is none, or none that is new enough.
    pub fn find(newest_server: u32) -> Result<Self, String> {
        let get = format!("get one with `cargo xtask pg install clients`, or name it with {PG_DUMP}");
        let newest = candidates()
            .into_iter()
            .filter(|path| path.with_file_name("psql").is_file())
            .filter_map(|path| Some((major(&path)?, path)))
            .max_by_key(|(major, _)| *major);
        match newest {
            Some((major, pg_dump)) if major >= newest_server => Ok(Self {
                psql: pg_dump.with_file_name("psql"),
                pg_dump,
            }),
            Some((major, pg_dump)) => Err(format!(
                "{} is of PostgreSQL {major} and cannot dump a server of {newest_server}; {get}",
                pg_dump.display()
            )),
            None => Err(format!("there is no pg_dump with a psql beside it; {get}")),
        }
    }

    /// Dumps the schema of a database.
    ///
    /// # Errors
    /// With what `pg_dump` said.
    pub fn dump(&self, server: &Server, database: &Target) -> Result<String, String> {
        let output = run(program(&self.pg_dump, server, database).args(["--schema-only", "--no-password"]))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs a script to its end or to its first error.
    ///
    /// # Errors
    /// With what `psql` said.
    pub fn run_file(&self, server: &Server, database: &Target, script: &Path) -> Result<(), String> {
        let arguments = [
            "--no-psqlrc",
            "--quiet",
            "--no-password",
            "--set=ON_ERROR_STOP=1",
            "--file",
        ];
        run(program(&self.psql, server, database).args(arguments).arg(script)).map(drop)
    }
}

/// A program for a database, without what the environment says about others.
fn program(path: &Path, server: &Server, database: &Target) -> Command {
    let mut command = Command::new(path);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    command.arg("--host").arg(server.socket_directory()).args([
        "--username",
        database.user(),
        "--dbname",
        database.database(),
    ]);
    command
}

fn run(command: &mut Command) -> Result<Output, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    if output.status.success() {
        return Ok(output);
    }
    Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
}

/// Where a `pg_dump` may be: the one that was named, and no other; or what `cargo xtask pg install` fetched, what
/// Debian installed, and the path.
fn candidates() -> Vec<PathBuf> {
    if let Some(named) = std::env::var_os(PG_DUMP) {
        return vec![named.into()];
    }
    let mut found = Vec::new();
    for cache in caches() {
        for kind in ["clients", "pg"] {
            found.extend(matches(
                &cache.join("schemadiff").join(kind).join("*/bin/pg_dump"),
            ));
        }
    }
    found.extend(matches(Path::new("/usr/lib/postgresql/*/bin/pg_dump")));
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.extend(std::env::split_paths(&path).map(|folder| folder.join("pg_dump")));
    found
}

fn matches(pattern: &Path) -> impl Iterator<Item = PathBuf> {
    let paths = glob::glob(&pattern.to_string_lossy()).ok();
    paths.into_iter().flatten().flatten()
}

/// The major version that a program tells: `pg_dump (PostgreSQL) 18.1`.
fn major(path: &Path) -> Option<u32> {
    let output = Command::new(path).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().nth(2)?.split('.').next()?.parse().ok()
}
