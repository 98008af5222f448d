//! Rules of tables and views.

use super::{Body, ObjectName};
use crate::Expr;

/// `CREATE RULE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateRule {
    /// Its name, unique on its table.
    pub name: String,
    /// The table or view.
    pub table: ObjectName,
    /// `ON`.
    pub event: RuleEvent,
    /// `INSTEAD` rather than `ALSO`.
    pub instead: bool,
    /// `WHERE`.
    pub condition: Option<Expr>,
    /// What is done, each a body of one statement; none for `NOTHING`.
    pub actions: Vec<Body>,
}

/// What a rule is for. One for SELECT is what makes a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are SQL's")]
pub enum RuleEvent {
    Insert,
    Update,
    Delete,
}

impl RuleEvent {
    /// The SQL word.
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
        }
    }
}
