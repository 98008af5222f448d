//! The places in statements that fragments are put into.

use pg_query::NodeEnum;

use crate::convert::{self, Problem};
use crate::script::error_of;
use crate::{SqlError, depth, grammar, lexer};

/// A place in a statement of ours that accepts exactly one kind of fragment.
pub(super) struct Place<'a> {
    /// The statement up to the fragment.
    pub(super) before: &'a str,
    /// The statement after it.
    pub(super) after: &'a str,
    /// What the fragment is, with its article.
    pub(super) what: &'a str,
    /// Whether the fragment is made of statements.
    pub(super) statements: bool,
}

impl<'a> Place<'a> {
    /// A place at the end of a statement.
    pub(super) fn after(before: &'a str, what: &'a str) -> Self {
        Self::between(before, "", what)
    }

    /// A place inside a statement.
    pub(super) fn between(before: &'a str, after: &'a str, what: &'a str) -> Self {
        Self {
            before,
            after,
            what,
            statements: false,
        }
    }

    /// Reads a fragment: `convert` finds it in the statement, which must hold nothing else, else there is `None`.
    pub(super) fn read<T: Send>(
        &self,
        text: &str,
        convert: impl FnOnce(NodeEnum) -> Option<convert::Result<T>> + Send,
    ) -> Result<T, SqlError> {
        let wrong = |message: String| SqlError {
            message,
            range: 0..text.len(),
            help: None,
        };
        if text.trim().is_empty() {
            return Err(wrong(format!("{} is missing", self.what)));
        }
        lexer::check_fragment(text, self.statements)?;
        depth::run(text, || {
            let mut statements = grammar::parse_in(self.before, text, self.after)?;
            let found = match (statements.pop(), statements.is_empty()) {
                (Some(statement), true) => convert(statement.node),
                _ => None,
            };
            let found = found.ok_or_else(|| wrong(format!("this is more than {}", self.what)))?;
            found.map_err(|problem| {
                let at = problem.at.and_then(|at| at.checked_sub(self.before.len()));
                error_of(Problem { at, ..problem }, text)
            })
        })
    }
}
