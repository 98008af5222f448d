//! Triggers, whose parts stand in separate places of a model.

use std::ops::Range;

use pg_query::NodeEnum;

use crate::syntax::{CreateTrigger, ObjectName};
use crate::{SqlError, convert, grammar, lexer, quote};

/// The parts of a trigger as a model writes them.
#[derive(Clone, Copy, Debug)]
pub struct TriggerParts<'a> {
    /// Its name, raw.
    pub name: &'a str,
    /// Its table.
    pub table: &'a ObjectName,
    /// `before insert or update of email`.
    pub timing: &'a str,
    /// `row` (the default) or `statement`.
    pub for_each: Option<&'a str>,
    /// `old.* is distinct from new.*`.
    pub when: Option<&'a str>,
    /// `set_updated_at()`, arguments allowed.
    pub execute: &'a str,
    /// `old table as o new table as n`.
    pub referencing: Option<&'a str>,
    /// Whether it is a constraint trigger.
    pub constraint: bool,
    /// `deferrable initially deferred`.
    pub deferrable: Option<&'a str>,
}

/// Parses a trigger. The error names the part (`"timing"`, `"when"`, …) beside the position inside it.
///
/// ```
/// use schemadiff_sql::{TriggerParts, parse_trigger, syntax::ObjectName};
/// let parts = TriggerParts {
///     name: "touch",
///     table: &ObjectName::bare("users"),
///     timing: "before update",
///     for_each: None,
///     when: None,
///     execute: "set_updated_at()",
///     referencing: None,
///     constraint: false,
///     deferrable: None,
/// };
/// assert!(parse_trigger(&parts).is_ok());
/// let (part, error) = parse_trigger(&TriggerParts { timing: "before updat", ..parts }).unwrap_err();
/// assert_eq!((part, error.range), ("timing", 7..12));
/// ```
pub fn parse_trigger(parts: &TriggerParts<'_>) -> Result<CreateTrigger, (&'static str, SqlError)> {
    let mut sql = Assembly::default();
    sql.ours(if parts.constraint {
        "CREATE CONSTRAINT TRIGGER "
    } else {
        "CREATE TRIGGER "
    });
    sql.ours(&quote::identifier(parts.name));
    sql.part("timing", parts.timing)?;
    sql.ours(&format!("ON {}", parts.table));
    if let Some(deferrable) = parts.deferrable {
        sql.part("deferrable", deferrable)?;
    }
    if let Some(referencing) = parts.referencing {
        sql.ours("REFERENCING");
        sql.part("referencing", referencing)?;
    }
    sql.ours("FOR EACH");
    sql.part("for_each", parts.for_each.unwrap_or("row"))?;
    if let Some(when) = parts.when {
        sql.ours("WHEN (");
        sql.part("when", when)?;
        sql.ours(")");
    }
    sql.ours("EXECUTE FUNCTION");
    sql.part("execute", parts.execute)?;
    let statements = grammar::parse(&sql.text).map_err(|error| sql.place(error))?;
    match statements.as_slice() {
        [
            grammar::Raw {
                node: NodeEnum::CreateTrigStmt(create),
                ..
            },
        ] => convert::create_trigger(create).map_err(|problem| {
            sql.place(SqlError {
                message: problem.message,
                range: 0..0,
                help: None,
            })
        }),
        _ => Err(sql.place(SqlError {
            message: "this is more than a trigger".to_owned(),
            range: 0..0,
            help: None,
        })),
    }
}

/// A statement made of our words and a model's parts.
#[derive(Default)]
struct Assembly {
    text: String,
    parts: Vec<(&'static str, Range<usize>)>,
}

impl Assembly {
    /// Adds words of our own. Every piece is a line, so that a comment at its end stays in it.
    fn ours(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Adds a part of the model, which must be complete in itself.
    fn part(&mut self, name: &'static str, text: &str) -> Result<(), (&'static str, SqlError)> {
        if text.trim().is_empty() {
            let message = format!("{name} is empty");
            return Err((
                name,
                SqlError {
                    message,
                    range: 0..text.len(),
                    help: None,
                },
            ));
        }
        lexer::check_fragment(text, false).map_err(|error| (name, error))?;
        let start = self.text.len();
        self.ours(text);
        self.parts.push((name, start..start + text.len()));
        Ok(())
    }

    /// Says in which part an error is: the one it stands in, or the one before it, at its end.
    fn place(&self, error: SqlError) -> (&'static str, SqlError) {
        let before = self
            .parts
            .iter()
            .rev()
            .find(|(_, range)| range.start <= error.range.start);
        let Some((name, range)) = before.or(self.parts.first()) else {
            return ("timing", error);
        };
        let length = range.len();
        let inside = |at: usize| at.saturating_sub(range.start).min(length);
        let range = inside(error.range.start)..inside(error.range.end);
        (name, SqlError { range, ..error })
    }
}
