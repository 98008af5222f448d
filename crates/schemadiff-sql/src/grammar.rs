//! Running PostgreSQL's grammar, and finding out where it stopped.
//!
//! `pg_query` reports what PostgreSQL says but not the position that PostgreSQL knows, so the position is looked for:
//! the tokens of the text (by `sqlparser`'s tokenizer, which gives places) are cut off at the end, and the shortest
//! beginning that fails with the same message ends with the token that is wrong. Parsing goes from left to right
//! with one token of lookahead, so this is exact.

use std::ops::Range;

use pg_query::NodeEnum;
use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Location, Token, Tokenizer};

use crate::SqlError;

/// A statement's tree.
#[derive(Debug)]
pub(crate) struct Raw {
    /// The tree.
    pub(crate) node: NodeEnum,
    /// Where the statement, with the blanks in front of it, begins in the text.
    pub(crate) start: usize,
}

/// Parses statements.
///
/// # Errors
/// What PostgreSQL says, and where.
pub(crate) fn parse(text: &str) -> Result<Vec<Raw>, SqlError> {
    parse_in("", text, "")
}

/// Parses `text` between a beginning and an end that are ours; the error's place is in `text`.
///
/// # Errors
/// What PostgreSQL says, and where.
pub(crate) fn parse_in(before: &str, text: &str, after: &str) -> Result<Vec<Raw>, SqlError> {
    if let Some(at) = text.find('\0') {
        let message = "a NUL character cannot be part of SQL".to_owned();
        return Err(SqlError {
            message,
            range: at..at + 1,
            help: None,
        });
    }
    // A line break in front of what follows, so that a comment at the end of the text stays in it.
    let whole = if before.is_empty() && after.is_empty() {
        text.to_owned()
    } else {
        format!("{before}{text}\n{after}")
    };
    match run(&whole) {
        Ok(statements) => Ok(statements),
        Err(message) => {
            let range = locate(&whole, &message);
            let start = range.start.saturating_sub(before.len());
            if range.start < before.len() || start >= text.trim_end().len() {
                let end = end_of_code(text);
                let message = if range.start < before.len() {
                    message
                } else {
                    "syntax error at end of input".to_owned()
                };
                return Err(SqlError {
                    message,
                    range: end..end,
                    help: None,
                });
            }
            let end = range.end.saturating_sub(before.len()).min(text.len());
            Err(SqlError {
                message,
                range: start..end,
                help: None,
            })
        }
    }
}

/// Runs the grammar; the error is PostgreSQL's message.
fn run(text: &str) -> Result<Vec<Raw>, String> {
    match pg_query::parse(text, pg_query::ParserOptions::DEFAULT) {
        Ok(parsed) => Ok(parsed
            .protobuf
            .stmts
            .into_iter()
            .filter_map(|raw| {
                let start = usize::try_from(raw.stmt_location).unwrap_or(0);
                raw.stmt
                    .and_then(|node| node.node)
                    .map(|node| Raw { node, start })
            })
            .collect()),
        Err(pg_query::Error::Parse(message)) => Err(message),
        Err(other) => Err(other.to_string()),
    }
}

/// Where the last token that is not a comment ends.
fn end_of_code(text: &str) -> usize {
    token_ranges(text).last().map_or(0, |range| range.end)
}

/// Finds the token at which parsing `text` fails with `message`.
fn locate(text: &str, message: &str) -> Range<usize> {
    let tokens = token_ranges(text);
    let end = tokens.last().map_or(0, |range| range.end);
    if message.ends_with("at end of input") {
        return end..end;
    }
    let fails = |range: &Range<usize>| run(&text[..range.end]).is_err_and(|found| found == message);
    let at = tokens.partition_point(|range| !fails(range));
    let near = message
        .split_once("at or near \"")
        .and_then(|(_, rest)| rest.strip_suffix('"'));
    let is_near = |range: &Range<usize>| near.is_none_or(|near| &text[range.clone()] == near);
    match tokens.get(at) {
        Some(range) if is_near(range) => range.clone(),
        // After NOT, WITH, NULLS and a few more the scanner looks one token ahead before it decides what they are.
        Some(range) => match at.checked_sub(1).map(|before| &tokens[before]) {
            Some(before) if is_near(before) => before.clone(),
            _ => range.clone(),
        },
        None => end..end,
    }
}

/// The byte ranges of the tokens of a text, comments left out. What cannot be tokenized is one last token.
fn token_ranges(text: &str) -> Vec<Range<usize>> {
    let (tokens, rest) = tokenize(text);
    let is_code = |token: &Token| !matches!(token, Token::Whitespace(_) | Token::EOF);
    let mut ranges: Vec<_> = tokens
        .into_iter()
        .filter(|(token, _)| is_code(token))
        .map(|(_, range)| range)
        .collect();
    ranges.extend(rest);
    ranges
}

/// A token and where it stands.
pub(crate) type Placed = (Token, Range<usize>);

/// Tokenizes a text; the second part is the range that could not be tokenized.
pub(crate) fn tokenize(text: &str) -> (Vec<Placed>, Option<Range<usize>>) {
    let mut found = Vec::new();
    let dialect = PostgreSqlDialect {};
    let outcome = Tokenizer::new(&dialect, text)
        .with_unescape(false)
        .tokenize_with_location_into_buf(&mut found);
    let mut places = Places::new(text);
    let tokens: Vec<_> = found
        .into_iter()
        .map(|token| {
            (
                token.token,
                places.offset(token.span.start)..places.offset(token.span.end),
            )
        })
        .collect();
    let end = tokens.last().map_or(0, |(_, range)| range.end);
    let rest = (outcome.is_err() && end < text.len()).then(|| {
        let blanks = text[end..].len() - text[end..].trim_start().len();
        end + blanks..text.len()
    });
    (tokens, rest)
}

/// Turns lines and columns, which only grow, into byte offsets.
struct Places<'a> {
    text: &'a str,
    offset: usize,
    line: u64,
    column: u64,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            offset: 0,
            line: 1,
            column: 1,
        }
    }

    fn offset(&mut self, place: Location) -> usize {
        while (self.line, self.column) < (place.line, place.column) {
            let Some(next) = self.text[self.offset..].chars().next() else {
                break;
            };
            self.offset += next.len_utf8();
            if next == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(text: &str) -> String {
        let error = parse(text).unwrap_err();
        format!("{} <{}>", error.message, &text[error.range])
    }

    #[test]
    fn errors_have_a_place() {
        for (text, expected) in [
            (
                "select a from b where where",
                r#"syntax error at or near "where" <where>"#,
            ),
            (
                "create table t (a int,, b int)",
                r#"syntax error at or near "," <,>"#,
            ),
            ("select 'é', ) x", r#"syntax error at or near ")" <)>"#),
            ("select 1 +", "syntax error at end of input <>"),
            ("selec 1", r#"syntax error at or near "selec" <selec>"#),
            (
                "create table t (a int not between)",
                r#"syntax error at or near "not" <not>"#,
            ),
            (
                "create table t (a int -- x\n) ) -- y",
                r#"syntax error at or near ")" <)>"#,
            ),
            ("create index on t using", "syntax error at end of input <>"),
        ] {
            assert_eq!(failure(text), expected, "{text}");
        }
    }

    #[test]
    fn the_right_one_of_equal_tokens_is_found() {
        let text = "create table t (a int, b int, c int int, d int)";
        let error = parse(text).unwrap_err();
        assert_eq!(
            error.range,
            text.find("int int").unwrap() + 4..text.find("int int").unwrap() + 7
        );
    }

    #[test]
    fn places_are_in_the_fragment() {
        let error = parse_in("ALTER TABLE x ALTER c SET DEFAULT ", "1 + + ) ", "").unwrap_err();
        assert_eq!(error.range, 6..7);
        let error = parse_in("ALTER TABLE x ALTER c SET DEFAULT ", "1 + ", "").unwrap_err();
        assert_eq!(
            (error.message.as_str(), error.range),
            ("syntax error at end of input", 3..3)
        );
        let error = parse_in("CREATE TABLE x (c ", "int default", ")").unwrap_err();
        assert_eq!(
            (error.message.as_str(), error.range),
            ("syntax error at end of input", 11..11)
        );
    }
}
