//! Collecting what is wrong while reading goes on.
//!
//! Every value of a file can report, so the list is shared and filled through a shared reference; otherwise each of
//! the readers would have to carry it as one more argument.

use std::cell::RefCell;
use std::ops::Range;

use crate::catalog::{FileId, Origin};
use crate::diag::Diagnostic;

/// The problems of a run, in the order they were found.
#[derive(Debug, Default)]
pub(crate) struct Problems(RefCell<Vec<Diagnostic>>);

impl Problems {
    /// Adds a problem.
    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    /// All problems, by place.
    pub(crate) fn into_sorted(self) -> Vec<Diagnostic> {
        let mut found = self.0.into_inner();
        found.sort_by_key(
            |diagnostic| match diagnostic.labels.first().map(|label| &label.origin) {
                Some(Origin::File { file, range }) => (Some(*file), range.start),
                Some(Origin::Live(_)) | None => (None, 0),
            },
        );
        found
    }
}

/// A file that is being read.
#[derive(Debug)]
pub(crate) struct File<'a> {
    /// Its handle.
    pub(crate) id: FileId,
    /// Its text.
    pub(crate) text: &'a str,
    /// Where to report.
    pub(crate) problems: &'a Problems,
}

impl File<'_> {
    /// A place in the file.
    pub(crate) fn origin(&self, range: Range<usize>) -> Origin {
        Origin::File { file: self.id, range }
    }
}
