//! Where model files are read from: the disk, or a revision of a git repository. Nobody above knows which.

use std::fmt;
use std::io;
use std::path::{Component, Path};

use walkdir::{DirEntry, WalkDir};

use super::git::Revision;
use crate::failure::Failure;

/// Files by their path, with `/` between folders.
pub(crate) enum Tree {
    /// The disk; paths are relative to the working directory, as the user wrote them.
    Disk,
    /// A commit; paths are relative to the top of the repository.
    Revision(Revision),
}

/// Why a file cannot be read, to be put after its name.
#[derive(Debug)]
pub(crate) enum ReadError {
    Missing,
    Folder,
    NotUtf8 { line: usize },
    Other(String),
}

impl Tree {
    /// The text of a file, without a byte order mark.
    pub(crate) fn read(&mut self, path: &str) -> Result<String, ReadError> {
        let bytes = match self {
            Self::Disk => std::fs::read(path).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => ReadError::Missing,
                io::ErrorKind::IsADirectory => ReadError::Folder,
                _ => ReadError::Other(error.to_string()),
            })?,
            Self::Revision(revision) => revision.read(path)?,
        };
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            ReadError::NotUtf8 {
                line: String::from_utf8_lossy(valid).matches('\n').count() + 1,
            }
        })?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        Ok(text)
    }

    /// Where a link on the disk ends; git's links are files that hold a path.
    pub(crate) fn end_of_link(&self, path: &str) -> Option<String> {
        match self {
            Self::Disk => {
                let end = std::fs::canonicalize(path).ok()?;
                Some(end.to_string_lossy().into_owned())
            }
            Self::Revision(_) => None,
        }
    }

    /// Whether there is a folder at `path`.
    pub(crate) fn is_folder(&mut self, path: &str) -> bool {
        match self {
            Self::Disk => Path::new(if path.is_empty() { "." } else { path }).is_dir(),
            Self::Revision(revision) => matches!(revision.read(path), Err(ReadError::Folder)),
        }
    }

    /// Whether there is a file at `path`.
    pub(crate) fn is_file(&mut self, path: &str) -> bool {
        match self {
            Self::Disk => Path::new(path).is_file(),
            Self::Revision(revision) => revision.read(path).is_ok(),
        }
    }

    /// All files below a folder, relative to it, in order. What is hidden stays hidden: `.git`, `.schemadiff`, and the
    /// files that editors leave.
    pub(crate) fn files(&mut self, folder: &str) -> Result<Vec<String>, Failure> {
        let mut files = match self {
            Self::Disk => files_on_disk(folder)?,
            Self::Revision(revision) => revision.files(folder)?,
        };
        files.retain(|file| !file.split('/').any(|part| part.starts_with('.')));
        files.sort();
        Ok(files)
    }

    /// How messages name a file.
    pub(crate) fn shown(&self, path: &str) -> String {
        match self {
            Self::Disk => path.to_owned(),
            Self::Revision(revision) => format!("{}:{path}", revision.name()),
        }
    }

    /// The path that `relative` means in `folder`. Within a revision it is brought into the form in which git names
    /// files; `None` means that it leads out of the repository.
    pub(crate) fn join(&self, folder: &str, relative: &str) -> Option<String> {
        match self {
            Self::Disk => Some(join(folder, relative)),
            Self::Revision(_) => normalized(&join(folder, relative)),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("does not exist"),
            Self::Folder => f.write_str("is a folder"),
            Self::NotUtf8 { line } => write!(f, "is not UTF-8, see line {line}"),
            Self::Other(text) => write!(f, "cannot be read: {text}"),
        }
    }
}

/// The folder of a file; empty for one without.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/')
        .map_or("", |(folder, _)| if folder.is_empty() { "/" } else { folder })
}

fn join(folder: &str, relative: &str) -> String {
    if folder.is_empty() || relative.starts_with('/') {
        relative.to_owned()
    } else if relative.is_empty() {
        folder.to_owned()
    } else {
        format!("{}/{relative}", folder.trim_end_matches('/'))
    }
}

/// Takes `.` and `..` out of a path.
pub(super) fn normalized(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for component in Path::new(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

fn files_on_disk(folder: &str) -> Result<Vec<String>, Failure> {
    let root = if folder.is_empty() { "." } else { folder };
    let visible =
        |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    let mut files = Vec::new();
    for entry in WalkDir::new(root)
        .follow_links(true)
        .into_iter()
        .filter_entry(visible)
    {
        let entry = entry
            .map_err(|error| Failure::user(format!("the folder `{root}` cannot be read")).because(&error))?;
        if entry.file_type().is_file()
            && let Ok(relative) = entry.path().strip_prefix(root)
            && let Some(relative) = relative.to_str()
        {
            files.push(relative.replace('\\', "/"));
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_written_and_normalized_for_git() {
        assert_eq!(join("", "a.sql"), "a.sql");
        assert_eq!(join("db", "../a.sql"), "db/../a.sql");
        assert_eq!(join("db/", "/etc/a.sql"), "/etc/a.sql");
        assert_eq!(normalized("db/../x/./a.sql").as_deref(), Some("x/a.sql"));
        assert_eq!(normalized("../a.sql"), None);
    }

    #[test]
    fn the_folder_of_a_file() {
        assert_eq!(folder_of("a.toml"), "");
        assert_eq!(folder_of("x/y/a.toml"), "x/y");
        assert_eq!(folder_of("/a.toml"), "/");
    }
}
