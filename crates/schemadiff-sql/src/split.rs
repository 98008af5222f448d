//! Cutting a script into statements, lines for `psql`, and the data of `COPY`.
//!
//! Follows `psql`'s own rules (`src/fe_utils/psqlscan.l`), with one difference: a semicolon inside parentheses ends a
//! statement unless it can belong to `CREATE RULE`, so that a missing parenthesis costs one statement, not the file.

use std::ops::Range;

use crate::lexer::{self, Kind, Unterminated};

/// One piece of a script, without the blanks and comments around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A statement without its semicolon.
    Statement(Range<usize>),
    /// A line that begins with a backslash.
    Meta(Range<usize>),
    /// A string or comment that does not end; nothing follows.
    Unterminated(Unterminated),
}

/// Cuts the next piece from `text` at `start`; the second part is where to go on.
pub(crate) fn next(text: &str, start: usize) -> Option<(Piece, usize)> {
    // Editors on some systems put a byte order mark in front of a file; psql skips it too.
    let mut at = if start == 0 && text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        start
    };
    let mut code: Option<Range<usize>> = None;
    let mut words = Words::default();
    while let Some(lexeme) = lexer::next(text, at) {
        let (kind, range) = match lexeme {
            Ok(found) => found,
            Err(found) => return Some((Piece::Unterminated(found), text.len())),
        };
        at = range.end;
        match kind {
            Kind::Blank | Kind::Comment => continue,
            Kind::Semicolon if words.ends_here() => match code {
                Some(code) => return Some((Piece::Statement(code), at)),
                None => continue,
            },
            Kind::Backslash if code.is_none() => {
                let end = text[range.start..]
                    .find('\n')
                    .map_or(text.len(), |length| range.start + length);
                return Some((
                    Piece::Meta(range.start..range.start + text[range.start..end].trim_end().len()),
                    end,
                ));
            }
            Kind::Open => words.depth += 1,
            Kind::Close => words.depth = words.depth.saturating_sub(1),
            Kind::Word => words.add(&text[range.clone()]),
            _ => {}
        }
        let begin = code.map_or(range.start, |code| code.start);
        code = Some(begin..range.end);
    }
    code.map(|code| (Piece::Statement(code), text.len()))
}

/// Where the line after the data of a `COPY` begins, when the data begin in the line after `start`.
pub(crate) fn after_copy_data(text: &str, start: usize) -> usize {
    let mut at = start
        + text[start..]
            .find('\n')
            .map_or(text.len() - start, |length| length + 1);
    while at < text.len() {
        let line = text[at..].find('\n').map_or(text.len(), |length| at + length + 1);
        if text[at..line].trim_end() == "\\." {
            return line;
        }
        at = line;
    }
    text.len()
}

/// What the words so far say about where the statement ends.
#[derive(Default)]
struct Words {
    /// The first words, enough to tell what is created.
    first: Vec<String>,
    /// Brackets that are open.
    depth: usize,
    /// `BEGIN ATOMIC` and `CASE` that wait for their `END`.
    blocks: usize,
    /// Whether the last word was `BEGIN`.
    begins: bool,
}

impl Words {
    fn add(&mut self, word: &str) {
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "atomic" if self.begins && self.creates(&["function", "procedure"]) => self.blocks += 1,
            "case" if self.blocks > 0 => self.blocks += 1,
            "end" => self.blocks = self.blocks.saturating_sub(1),
            _ => {}
        }
        self.begins = word == "begin";
        if self.first.len() < 4 {
            self.first.push(word);
        }
    }

    /// Whether the statement is `CREATE [OR REPLACE]` of one of these kinds.
    fn creates(&self, kinds: &[&str]) -> bool {
        let first: Vec<&str> = self.first.iter().map(String::as_str).collect();
        match first.as_slice() {
            ["create", "or", "replace", kind] | ["create", kind, ..] => kinds.contains(kind),
            _ => false,
        }
    }

    fn ends_here(&self) -> bool {
        self.blocks == 0 && (self.depth == 0 || !self.creates(&["rule"]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((piece, next)) = super::next(text, at) {
            at = next;
            found.push(match piece {
                Piece::Statement(range) => text[range].to_owned(),
                Piece::Meta(range) => format!("meta {}", &text[range]),
                Piece::Unterminated(found) => format!("open {}", &text[found.range]),
            });
        }
        found
    }

    #[test]
    fn statements_end_at_semicolons_of_their_own() {
        for (text, expected) in [
            ("a; b", vec!["a", "b"]),
            (";; a ;", vec!["a"]),
            ("-- c;\na /* ; */ b; -- d", vec!["a /* ; */ b"]),
            ("\u{feff}a;", vec!["a"]),
            (
                "select ';', $$;$$, E'\\';', \";\"; b",
                vec!["select ';', $$;$$, E'\\';', \";\"", "b"],
            ),
            (
                "create table t (a int; create table u ();",
                vec!["create table t (a int", "create table u ()"],
            ),
            (
                "create rule r as on insert to t do (a; b); c",
                vec!["create rule r as on insert to t do (a; b)", "c"],
            ),
            (
                "create or replace function f() returns int begin atomic select case when a then 1 end; end; b",
                vec![
                    "create or replace function f() returns int begin atomic select case when a then 1 end; end",
                    "b",
                ],
            ),
            (
                "begin; create table t (); end; a",
                vec!["begin", "create table t ()", "end", "a"],
            ),
            ("a; 'b; c", vec!["a", "open 'b; c"]),
        ] {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_for_psql_are_apart() {
        assert_eq!(
            pieces("\\restrict it's\nselect 1;\n\\connect x\n"),
            ["meta \\restrict it's", "select 1", "meta \\connect x"]
        );
    }

    #[test]
    fn data_end_with_a_backslash_and_a_point() {
        let text = "copy t from stdin;\n1\tit's\n\\.\nselect 1;";
        let (_, end) = super::next(text, 0).unwrap();
        assert_eq!(&text[after_copy_data(text, end)..], "select 1;");
    }
}
