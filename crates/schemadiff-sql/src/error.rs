//! What is wrong with a piece of SQL, and where.

use std::fmt;
use std::ops::Range;

/// A problem in SQL text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlError {
    /// What is wrong, one line, without a period.
    pub message: String,
    /// Where, in bytes of the text given.
    pub range: Range<usize>,
    /// What to do about it, when known.
    pub help: Option<String>,
}

impl SqlError {
    /// The same error for a text that begins `offset` bytes earlier.
    pub(crate) fn shifted(self, offset: usize) -> Self {
        Self {
            range: self.range.start + offset..self.range.end + offset,
            ..self
        }
    }
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SqlError {}
