//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn repository() -> PathBuf {
    // This crate is two folders below the top.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The folder of the cases.
pub fn cases() -> PathBuf {
    repository().join("tests/cases")
}

/// A path as it is written in messages: from the top of the repository.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(repository())
        .unwrap_or(path)
        .display()
        .to_string()
}

/// The entries of a folder by name, without the hidden ones.
///
/// # Errors
/// When the folder cannot be read.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let read =
        std::fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", shown(folder)))?;
    let mut paths: Vec<PathBuf> = read
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| !name.to_string_lossy().starts_with('.'))
        })
        .collect();
    paths.sort();
    Ok(paths)
}

/// The folders that `cargo xtask pg install` keeps things below: the user's cache and the machine's.
pub fn caches() -> impl Iterator<Item = PathBuf> {
    let user = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    user.into_iter().chain([PathBuf::from("/var/cache")])
}
