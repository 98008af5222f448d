//! Doubts about texts that differ and may mean the same, and how a server settles them.
//!
//! The engine makes the SQL and reads the answers; somebody else has the connection.

mod scratch;

pub use scratch::{ScratchColumn, ScratchTables};

use crate::catalog::ObjectRef;

/// Something to ask a server, inside a transaction that is rolled back: each question runs after a savepoint and is
/// rolled back to it, so that one does not see another's objects and a refusal costs one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub about: ObjectRef,
    /// Statements that make temporary objects.
    pub setup: Vec<String>,
    /// A query of one text value.
    pub ask: String,
}

/// What the server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value; null when the query returned none.
    Text(Option<String>),
    /// The server could not answer, with its words.
    Refused(String),
}

/// Collects questions in a first pass and hands out their answers in a second one over the same doubts.
pub struct Questions<'a> {
    pub(crate) tables: &'a ScratchTables,
    pub(crate) asked: Vec<Question>,
    pub(crate) answers: Option<std::vec::IntoIter<Answer>>,
    /// Doubts that no server settled.
    pub(crate) unsettled: Vec<(ObjectRef, String)>,
}
