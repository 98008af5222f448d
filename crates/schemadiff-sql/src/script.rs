//! Whole scripts: hand-written DDL and `pg_dump --schema-only` output.

use pg_query::NodeEnum;

use crate::convert::{self, Problem};
use crate::split::{self, Piece};
use crate::syntax::{Parsed, Statement};
use crate::{SqlError, depth, grammar, lexer};

/// Parses a script statement by statement, so that one error costs one statement.
///
/// Understands what `psql` does to a dump: `\restrict`, `\connect` and other backslash lines are session statements,
/// and `COPY … FROM stdin` data is passed over with a statement that says so.
///
/// ```
/// use schemadiff_sql::{parse_script, syntax::Statement};
/// let (statements, errors) = parse_script("create schema app; create tabel t (); create schema billing;");
/// assert!(matches!(&statements[1].statement, Statement::CreateSchema(name, _) if name == "billing"));
/// assert_eq!(errors[0].message, "syntax error at or near \"tabel\"");
/// assert_eq!(errors[0].range, 26..31);
/// ```
pub fn parse_script(text: &str) -> (Vec<Parsed>, Vec<SqlError>) {
    let mut parsed = Vec::new();
    let mut errors = Vec::new();
    let mut at = 0;
    while let Some((piece, end)) = split::next(text, at) {
        at = end;
        match piece {
            Piece::Unterminated(found) => errors.push(SqlError {
                message: format!("unterminated {}", found.what),
                range: found.range,
                help: None,
            }),
            Piece::Meta(range) => match meta(&text[range.clone()]) {
                Ok(()) => parsed.push(Parsed {
                    statement: Statement::Session,
                    range,
                }),
                Err(message) => errors.push(SqlError {
                    message,
                    range,
                    help: None,
                }),
            },
            Piece::Statement(range) => {
                match read(&text[range.clone()]).map_err(|error| error.shifted(range.start)) {
                    Ok(Some(statement)) => parsed.push(Parsed { statement, range }),
                    Ok(None) => {
                        at = split::after_copy_data(text, end);
                        parsed.push(Parsed {
                            statement: Statement::Other {
                                what: "COPY data".to_owned(),
                            },
                            range,
                        });
                    }
                    Err(error) => errors.push(error),
                }
            }
        }
    }
    (parsed, errors)
}

/// Reads one statement, with enough room on the stack; `None` is the head of data that follow it.
fn read(code: &str) -> Result<Option<Statement>, SqlError> {
    depth::run(code, || statement(code))
}

fn statement(code: &str) -> Result<Option<Statement>, SqlError> {
    let statements = grammar::parse(code)?;
    let [grammar::Raw { node, .. }] = statements.as_slice() else {
        let message = "this is not one statement".to_owned();
        return Err(SqlError {
            message,
            range: 0..code.len(),
            help: None,
        });
    };
    if let NodeEnum::CopyStmt(copy) = node
        && copy.is_from
        && !copy.is_program
        && copy.filename.is_empty()
    {
        return Ok(None);
    }
    convert::statement(node)
        .map(Some)
        .map_err(|problem| error_of(problem, code))
}

/// Gives a problem its place: the word at its position, or the whole text.
pub(crate) fn error_of(problem: Problem, text: &str) -> SqlError {
    let at = problem.at.filter(|at| text.is_char_boundary(*at));
    let range = match at.and_then(|at| lexer::next(text, at)) {
        Some(Ok((_, range))) => range,
        _ => 0..text.len(),
    };
    SqlError {
        message: problem.message,
        range,
        help: None,
    }
}

/// Checks that a line for `psql` does nothing to the schema.
fn meta(line: &str) -> Result<(), String> {
    const HARMLESS: [&str; 20] = [
        "restrict",
        "unrestrict",
        "connect",
        "c",
        "set",
        "unset",
        "echo",
        "warn",
        "qecho",
        "encoding",
        "pset",
        "timing",
        "x",
        "t",
        "a",
        "o",
        "q",
        ".",
        "errverbose",
        "prompt",
    ];
    let command = line
        .trim_start_matches('\\')
        .split_whitespace()
        .next()
        .unwrap_or_default();
    if HARMLESS.contains(&command) {
        return Ok(());
    }
    Err(format!(
        "psql's \\{command} is not followed; name the files it would read instead"
    ))
}
