//! Where the machine keeps PostgreSQL's programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ServerError;
use super::unprivileged::{Account, account};

/// A look-up in the environment, passed in so that tests can have one of their own.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The programs of one PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binaries {
    directory: PathBuf,
    major: u32,
    version: String,
}

impl Binaries {
    /// The programs in a folder, which holds them itself or has a `bin`.
    ///
    /// # Errors
    /// When there are none, or they do not run here.
    pub fn at(directory: &Path) -> Result<Self, ServerError> {
        let inner = directory.join("bin");
        let directory = if is_server(&inner) {
            inner
        } else {
            directory.to_owned()
        };
        if !is_server(&directory) {
            return Err(ServerError::new(
                format!("{} does not hold `postgres` and `initdb`", directory.display()),
                "name the folder of a PostgreSQL server's programs, such as /usr/lib/postgresql/18/bin",
            ));
        }
        let broken = |why: String| {
            ServerError::new(
                format!("{} does not run: {why}", directory.join("postgres").display()),
                "install it again, or choose another with SCHEMADIFF_PG_BIN",
            )
        };
        let output = Command::new(directory.join("postgres"))
            .arg("--version")
            .output()
            .map_err(|error| broken(error.to_string()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        // `postgres (PostgreSQL) 16.4 (Debian 16.4-1)`
        let version = text.split_whitespace().nth(2).unwrap_or_default().to_owned();
        let digits = version
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(version.len());
        let major = version[..digits]
            .parse()
            .map_err(|_| broken(String::from_utf8_lossy(&output.stderr).trim().to_owned()))?;
        Ok(Self {
            directory,
            major,
            version,
        })
    }

    /// The programs to use: those of `chosen` or else `SCHEMADIFF_PG_BIN` when either is said, otherwise the first that the
    /// machine has, of the version `major` when that matters.
    ///
    /// # Errors
    /// When there are none; the message says how to get them.
    pub fn find(chosen: Option<&Path>, major: Option<u32>, env: Env<'_>) -> Result<Self, ServerError> {
        let chosen = chosen
            .map(Path::to_owned)
            .or_else(|| env("SCHEMADIFF_PG_BIN").map(PathBuf::from));
        if let Some(chosen) = chosen {
            return Self::at(&chosen);
        }
        let account = account()?;
        let mut unreachable = Vec::new();
        for directory in candidates(env) {
            if !Account::can_reach(account.as_ref(), &directory) {
                unreachable.push(directory.display().to_string());
                continue;
            }
            match Self::at(&directory) {
                Ok(binaries) if major.is_none_or(|major| major == binaries.major) => return Ok(binaries),
                Ok(_) => {}
                Err(error) => tracing::debug!("{error}"),
            }
        }
        let what = major.map_or_else(
            || "PostgreSQL server".to_owned(),
            |major| format!("PostgreSQL {major} server"),
        );
        let mut message = format!("this machine has no {what} to start");
        if let (Some(account), false) = (account, unreachable.is_empty()) {
            let _ = write!(
                message,
                " ({} cannot be entered by user `{}`)",
                unreachable.join(", "),
                account.name
            );
        }
        Err(ServerError::new(
            message,
            "install one (apt-get install postgresql, dnf install postgresql-server, brew install postgresql), name the \
             folder of its programs with SCHEMADIFF_PG_BIN, or say with --target which running server to use",
        ))
    }

    /// Every version that the machine has, the first of each, by its number.
    pub fn all(env: Env<'_>) -> BTreeMap<u32, Self> {
        let account = account().ok().flatten();
        let mut all = BTreeMap::new();
        for directory in candidates(env)
            .into_iter()
            .filter(|it| Account::can_reach(account.as_ref(), it))
        {
            if let Ok(binaries) = Self::at(&directory) {
                all.entry(binaries.major).or_insert(binaries);
            }
        }
        all
    }

    /// The folder.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The major version, such as 16.
    pub fn major(&self) -> u32 {
        self.major
    }

    /// The version, such as `16.4`.
    pub fn version(&self) -> &str {
        &self.version
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }
}

fn is_server(directory: &Path) -> bool {
    directory.join("postgres").is_file() && directory.join("initdb").is_file()
}

/// Folders that hold a server, in the order of preference: what the user put on the path, what the distribution
/// installed (newest first), what `cargo xtask pg install` fetched.
fn candidates(env: Env<'_>) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    let path = env("PATH").unwrap_or_default();
    found.extend(std::env::split_paths(&path).filter(|directory| directory.is_absolute()));
    // Debian and Ubuntu; Red Hat's PGDG packages; Homebrew on both kinds of Mac.
    for (parent, prefix) in [
        ("/usr/lib/postgresql", ""),
        ("/usr", "pgsql-"),
        ("/opt/homebrew/opt", "postgresql@"),
        ("/usr/local/opt", "postgresql@"),
    ] {
        found.extend(versions(Path::new(parent), prefix));
    }
    for cache in caches(env) {
        found.extend(versions(&cache.join("pg"), ""));
    }
    found.retain(|directory| is_server(directory));
    found
}

/// Subfolders `PREFIX<number>/bin`, newest first.
fn versions(parent: &Path, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else {
        return Vec::new();
    };
    let mut numbered: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((number, entry.path().join("bin")))
        })
        .collect();
    numbered.sort_by(|one, other| other.cmp(one));
    numbered.into_iter().map(|(_, directory)| directory).collect()
}

/// Where `cargo xtask pg install` puts what it fetches: the user's cache, or for root the machine's, since the account
/// that the server runs as cannot enter root's home.
fn caches(env: Env<'_>) -> Vec<PathBuf> {
    let user = env("XDG_CACHE_HOME")
        .filter(|path| path.starts_with('/'))
        .map(PathBuf::from)
        .or_else(|| env("HOME").map(|home| Path::new(&home).join(".cache")));
    user.into_iter()
        .chain([PathBuf::from("/var/cache")])
        .map(|cache| cache.join("schemadiff"))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Binaries, versions};

    #[test]
    fn newer_versions_come_first_and_other_folders_do_not_count() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["pgsql-9", "pgsql-16", "pgsql-18", "pgsql-devel", "other"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let names: Vec<_> = versions(folder.path(), "pgsql-")
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["pgsql-18/bin", "pgsql-16/bin", "pgsql-9/bin"]);
    }

    #[test]
    fn a_machine_without_a_server_says_how_to_get_one() {
        let error = Binaries::find(None, Some(7), &|_| None).unwrap_err();
        assert!(
            error
                .message
                .starts_with("this machine has no PostgreSQL 7 server to start"),
            "{error}"
        );
        assert!(error.hint.unwrap().contains("apt-get install postgresql"));
    }

    #[test]
    fn a_chosen_folder_without_programs_is_an_error_even_when_there_are_others() {
        let error = Binaries::find(None, None, &|name| {
            (name == "SCHEMADIFF_PG_BIN").then(|| "/nowhere/at/all".to_owned())
        })
        .unwrap_err();
        assert_eq!(
            error.message,
            "/nowhere/at/all does not hold `postgres` and `initdb`"
        );
    }
}
