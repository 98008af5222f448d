//! Splitting SQL into words, strings and comments, so that a terminal can colour them.

use std::ops::Range;

use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token as Sql, Whitespace};

use crate::grammar;

/// What a piece of SQL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A key word.
    Keyword,
    /// A string.
    String,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// Anything else.
    Plain,
}

/// Cuts `sql` into pieces that cover it without gaps. Text that cannot be tokenized is one plain piece.
///
/// ```
/// use schemadiff_sql::highlight::{Token, tokens};
/// let sql = "select 1";
/// assert_eq!(tokens(sql), [(Token::Keyword, 0..6), (Token::Plain, 6..7), (Token::Number, 7..8)]);
/// ```
pub fn tokens(sql: &str) -> Vec<(Token, Range<usize>)> {
    let (found, _) = grammar::tokenize(sql);
    let mut pieces: Vec<(Token, Range<usize>)> = Vec::new();
    let mut push = |token: Token, range: Range<usize>| match pieces.last_mut() {
        _ if range.is_empty() => {}
        Some((last, before)) if *last == Token::Plain && token == Token::Plain => before.end = range.end,
        _ => pieces.push((token, range)),
    };
    let mut end = 0;
    for (token, range) in found {
        push(Token::Plain, end..range.start);
        end = range.end;
        push(kind(&token), range);
    }
    push(Token::Plain, end..sql.len());
    pieces
}

fn kind(token: &Sql) -> Token {
    match token {
        Sql::Word(word) if word.quote_style.is_none() && word.keyword != Keyword::NoKeyword => Token::Keyword,
        Sql::Number(..) => Token::Number,
        Sql::SingleQuotedString(_)
        | Sql::DollarQuotedString(_)
        | Sql::NationalStringLiteral(_)
        | Sql::EscapedStringLiteral(_)
        | Sql::UnicodeStringLiteral(_)
        | Sql::SingleQuotedByteStringLiteral(_)
        | Sql::HexStringLiteral(_) => Token::String,
        Sql::Whitespace(Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_)) => {
            Token::Comment
        }
        _ => Token::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_text() {
        for sql in [
            "",
            " ",
            "select 'é', 1.5 -- c\nfrom \"T\" /* x */;",
            "select 'open",
            "$$ body $$",
            "é /* open",
            "create function f() returns int as $x$ select 1 $x$",
        ] {
            let pieces = tokens(sql);
            let text: String = pieces.iter().map(|(_, range)| &sql[range.clone()]).collect();
            assert_eq!(text, sql);
        }
    }

    #[test]
    fn words_strings_and_comments_are_told_apart() {
        let sql = "CREATE TABLE t (a text DEFAULT 'x' -- why\n)";
        let found: Vec<_> = tokens(sql)
            .into_iter()
            .filter(|(token, _)| *token != Token::Plain)
            .collect();
        let texts: Vec<_> = found
            .iter()
            .map(|(token, range)| (*token, &sql[range.clone()]))
            .collect();
        assert!(texts.contains(&(Token::Keyword, "CREATE")));
        assert!(texts.contains(&(Token::String, "'x'")));
        assert!(
            texts
                .iter()
                .any(|(token, text)| *token == Token::Comment && text.starts_with("-- why"))
        );
    }
}
