//! Which folders a server lives in: a place that its account can reach, and a socket whose path is not too long.

use std::fs::{self, DirBuilder};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::ServerError;
use super::unprivileged::Account;
use crate::fingerprint;

/// The port that is part of the socket's name.
pub(super) const PORT: u16 = 5432;

/// The longest path of a socket: `sockaddr_un.sun_path` holds 108 bytes on Linux and 104 on macOS, with a zero at the end.
const LONGEST_SOCKET: usize = 103;

/// The folder of a persistent server: `directory` itself, or one outside of it when the account cannot get there, with a
/// sentence that says so.
pub(super) fn home(
    directory: &Path,
    account: Option<&Account>,
) -> Result<(PathBuf, Option<String>), ServerError> {
    create(directory, 0o755)?;
    let directory = directory
        .canonicalize()
        .map_err(|error| ServerError::io("open the folder", directory, &error))?;
    let Some(account) = account.filter(|account| !Account::can_reach(Some(account), &directory)) else {
        return Ok((directory, None));
    };
    // The same project finds its server again by its path.
    let elsewhere = Path::new("/var/tmp").join(format!(
        "schemadiff-{:016x}",
        fingerprint(directory.as_os_str().as_bytes())
    ));
    create(&elsewhere, 0o755)?;
    let metadata = fs::symlink_metadata(&elsewhere)
        .map_err(|error| ServerError::io("open the folder", &elsewhere, &error))?;
    // Anybody can make folders there, and whoever owns the folder owns the server.
    if !metadata.is_dir() || metadata.uid() != rustix::process::geteuid().as_raw() {
        return Err(ServerError::new(
            format!("{} belongs to somebody else", elsewhere.display()),
            "remove it, or run from a folder that other users can enter",
        ));
    }
    let notice = format!(
        "the private server is kept in {}, because user `{}`, whom it runs as, cannot enter {}",
        elsewhere.display(),
        account.name,
        directory.display()
    );
    Ok((elsewhere, Some(notice)))
}

/// A new folder for things that are thrown away, which the account owns: in `parent`, or in the system's temporary one.
pub(super) fn throw_away(parent: Option<&Path>, account: Option<&Account>) -> Result<PathBuf, ServerError> {
    let parent = Some(parent.map_or_else(std::env::temp_dir, Path::to_owned))
        .filter(|parent| parent.is_dir() && Account::can_reach(account, parent))
        .unwrap_or_else(|| PathBuf::from("/tmp"));
    fresh(&parent, account)
}

/// The folder of the socket: `wanted`, or a new one with a shorter path.
pub(super) fn socket(wanted: &Path, account: Option<&Account>) -> Result<PathBuf, ServerError> {
    let name = format!("/.s.PGSQL.{PORT}");
    if wanted.as_os_str().as_bytes().len() + name.len() > LONGEST_SOCKET {
        return fresh(Path::new("/tmp"), account);
    }
    create(wanted, 0o700)?;
    Account::own(account, wanted)?;
    Ok(wanted.to_owned())
}

/// Makes a folder and those above it, where they are not there.
pub(super) fn create(path: &Path, mode: u32) -> Result<(), ServerError> {
    DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(path)
        .map_err(|error| ServerError::io("create the folder", path, &error))
}

fn fresh(parent: &Path, account: Option<&Account>) -> Result<PathBuf, ServerError> {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    loop {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("schemadiff-{}-{number}", std::process::id()));
        // Only a folder that was not there is surely ours.
        match DirBuilder::new().mode(0o700).create(&path) {
            Ok(()) => {
                Account::own(account, &path)?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(ServerError::io("create the folder", &path, &error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::socket;

    #[test]
    fn a_socket_whose_path_would_be_too_long_goes_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let short = folder.path().join("socket");
        assert_eq!(socket(&short, None).unwrap(), short);
        let long = folder.path().join("x".repeat(90));
        let chosen = socket(&long, None).unwrap();
        assert!(
            chosen.starts_with("/tmp") && chosen.is_dir(),
            "{}",
            chosen.display()
        );
        std::fs::remove_dir(chosen).unwrap();
    }
}
