//! Where installed versions of PostgreSQL are kept; `schemadiff` looks for servers there too.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The cache: the user's, or for root the machine's. A server that root starts runs as another user, who cannot enter root's
/// home.
pub(crate) fn folder() -> Result<PathBuf, String> {
    let absolute = |name: &str| std::env::var(name).ok().filter(|path| path.starts_with('/'));
    let parent = match (absolute("XDG_CACHE_HOME"), is_root(), absolute("HOME")) {
        (Some(cache), _, _) => PathBuf::from(cache),
        (None, true, _) => PathBuf::from("/var/cache"),
        (None, false, Some(home)) => Path::new(&home).join(".cache"),
        (None, false, None) => {
            return Err("neither XDG_CACHE_HOME nor HOME says where to keep things".to_owned());
        }
    };
    Ok(parent.join("schemadiff"))
}

/// The programs of an installed server.
pub(crate) fn server(major: u32) -> Result<PathBuf, String> {
    Ok(folder()?.join("pg").join(major.to_string()))
}

/// The client programs.
pub(crate) fn clients() -> Result<PathBuf, String> {
    Ok(folder()?.join("clients").join("18"))
}

/// The linter of migrations that plans are held to.
pub(crate) fn squawk() -> Result<PathBuf, String> {
    Ok(folder()?.join("squawk"))
}

/// The migration tool that exported plans are run by.
pub(crate) fn dbmate() -> Result<PathBuf, String> {
    Ok(folder()?.join("dbmate"))
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
