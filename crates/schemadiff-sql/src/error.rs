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

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SqlError {}
