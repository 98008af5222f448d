//! Where things were written, kept beside the catalog so that equality means equality.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ObjectRef;

/// The files of a model.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// One file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path as the user knows it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A file of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile {
            path: path.into(),
            text: text.into(),
        });
        FileId(self.files.len() - 1)
    }

    /// A file by its handle.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0]
    }

    /// All files in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId(index), file))
    }

    /// Line and column (both from 1, the column in characters) of a byte of a file.
    pub fn position(&self, id: FileId, byte: usize) -> (usize, usize) {
        let text = &self.file(id).text;
        let before = &text[..text.floor_char_boundary(byte.min(text.len()))];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (
            before.matches('\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In a file, at a byte range.
    File {
        /// The file.
        file: FileId,
        /// The bytes.
        range: Range<usize>,
    },
    /// In the database.
    Live(ObjectRef),
}

/// Where each object was defined.
pub type Origins = BTreeMap<ObjectRef, Origin>;
