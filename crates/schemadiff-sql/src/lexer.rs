//! Where strings, comments and words end: just enough of PostgreSQL's scanner to cut text safely.
//!
//! A tokenizer for whole texts does not serve here: a script holds lines for `psql` and data for `COPY` that are no
//! SQL at all, so scanning must go lexeme by lexeme and be able to skip. Source: `src/backend/parser/scan.l`.

use std::ops::Range;

/// What a lexeme is, as far as cutting is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Blanks.
    Blank,
    /// A comment of either form.
    Comment,
    /// A key word, an identifier without quotes, or a number.
    Word,
    /// A string of any form or a quoted identifier.
    Quoted,
    /// `(` or `[`.
    Open,
    /// `)` or `]`.
    Close,
    /// `;`.
    Semicolon,
    /// `\`, which begins a line for `psql`.
    Backslash,
    /// Any other character.
    Other,
}

/// A lexeme that the text ends in the middle of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unterminated {
    /// What is not terminated, as PostgreSQL's message names it.
    pub(crate) what: &'static str,
    /// From its beginning to the end of the text.
    pub(crate) range: Range<usize>,
}

/// The lexeme that begins at `start`, or `None` at the end of the text.
pub(crate) fn next(text: &str, start: usize) -> Option<Result<(Kind, Range<usize>), Unterminated>> {
    let rest = &text.as_bytes()[start..];
    let first = *rest.first()?;
    let ends = |kind, length: usize| Some(Ok((kind, start..start + length)));
    let closes = |kind, what, length: Option<usize>| {
        let found = length.map(|length| (kind, start..start + length));
        Some(found.ok_or(Unterminated {
            what,
            range: start..text.len(),
        }))
    };
    match first {
        b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c => ends(Kind::Blank, run(rest, is_blank)),
        b'-' if rest.starts_with(b"--") => {
            ends(Kind::Comment, run(rest, |byte| !matches!(byte, b'\n' | b'\r')))
        }
        b'/' if rest.starts_with(b"/*") => closes(Kind::Comment, "/* comment", block_comment(rest)),
        b'\'' => closes(Kind::Quoted, "quoted string", string(rest, 0, false)),
        b'"' => closes(Kind::Quoted, "quoted identifier", quoted(rest, 0, b'"', false)),
        b'$' => match dollar_tag(rest) {
            Some(tag) => closes(
                Kind::Quoted,
                "dollar-quoted string",
                find(rest, tag, tag.len()).map(|at| at + tag.len()),
            ),
            None => ends(Kind::Other, 1),
        },
        b'(' | b'[' => ends(Kind::Open, 1),
        b')' | b']' => ends(Kind::Close, 1),
        b';' => ends(Kind::Semicolon, 1),
        b'\\' => ends(Kind::Backslash, 1),
        _ if is_word(first) => {
            let word = run(rest, |byte| is_word(byte) || byte == b'$');
            match (&rest[..word], rest.get(word)) {
                (b"e" | b"E", Some(b'\'')) => closes(Kind::Quoted, "quoted string", string(rest, word, true)),
                (b"b" | b"B", Some(b'\'')) => {
                    closes(Kind::Quoted, "bit string literal", string(rest, word, false))
                }
                (b"x" | b"X", Some(b'\'')) => closes(
                    Kind::Quoted,
                    "hexadecimal string literal",
                    string(rest, word, false),
                ),
                (b"n" | b"N", Some(b'\'')) => {
                    closes(Kind::Quoted, "quoted string", string(rest, word, false))
                }
                (b"u" | b"U", Some(b'&')) if rest.get(word + 1) == Some(&b'\'') => {
                    closes(Kind::Quoted, "quoted string", string(rest, word + 1, false))
                }
                (b"u" | b"U", Some(b'&')) if rest.get(word + 1) == Some(&b'"') => closes(
                    Kind::Quoted,
                    "quoted identifier",
                    quoted(rest, word + 1, b'"', false),
                ),
                _ => ends(Kind::Word, word),
            }
        }
        _ => ends(Kind::Other, 1),
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// Letters, digits, underscores and everything beyond ASCII.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// How many bytes at the start satisfy a condition.
fn run(bytes: &[u8], condition: impl Fn(u8) -> bool) -> usize {
    bytes
        .iter()
        .position(|byte| !condition(*byte))
        .unwrap_or(bytes.len())
}

/// Where `needle` begins in `bytes`, not before `from`.
fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    bytes[from..]
        .windows(needle.len())
        .position(|window| window == needle)
        .map(|at| from + at)
}

/// The length of a comment; they nest.
fn block_comment(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

/// The end of a text in quotes that begins with a quote at `start`; a doubled quote is part of it.
fn quoted(bytes: &[u8], start: usize, quote: u8, escapes: bool) -> Option<usize> {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if escapes => at += 2,
            byte if byte == quote && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// The end of a string, with the parts that continue it after a line break: those of an escape string are read as it is.
fn string(bytes: &[u8], start: usize, escapes: bool) -> Option<usize> {
    let mut end = quoted(bytes, start, b'\'', escapes)?;
    loop {
        let blanks = run(&bytes[end..], is_blank);
        let continues = bytes[end..end + blanks].contains(&b'\n') && bytes.get(end + blanks) == Some(&b'\'');
        if !continues {
            return Some(end);
        }
        end = quoted(bytes, end + blanks, b'\'', escapes)?;
    }
}

/// The opening tag of a dollar quote: `$$`, `$body$`.
fn dollar_tag(bytes: &[u8]) -> Option<&[u8]> {
    let name = run(&bytes[1..], is_word);
    let begins_well = bytes.get(1).is_some_and(|byte| !byte.is_ascii_digit());
    (begins_well && bytes.get(1 + name) == Some(&b'$')).then(|| &bytes[..name + 2])
}

/// Checks that a fragment is complete in itself, so that nothing can be smuggled out of the place it is put in.
///
/// # Errors
/// An unterminated lexeme, a bracket without its partner, and (unless `statements`) a semicolon.
pub(crate) fn check_fragment(text: &str, statements: bool) -> Result<(), crate::SqlError> {
    let error = |message: &str, range| crate::SqlError {
        message: message.to_owned(),
        range,
        help: None,
    };
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(lexeme) = next(text, at) {
        let (kind, range) =
            lexeme.map_err(|found| error(&format!("unterminated {}", found.what), found.range))?;
        at = range.end;
        match kind {
            Kind::Open => open.push(range),
            Kind::Close if open.pop().is_none() => {
                return Err(error("closing bracket without an opening one", range));
            }
            Kind::Semicolon if !statements => return Err(error("a semicolon does not belong here", range)),
            _ => {}
        }
    }
    match open.pop() {
        Some(range) => Err(error("opening bracket without a closing one", range)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(lexeme) = next(text, at) {
            let (kind, range) = lexeme.unwrap();
            at = range.end;
            if kind != Kind::Blank {
                found.push((kind, &text[range]));
            }
        }
        found
    }

    #[test]
    fn quotes_end_where_postgres_ends_them() {
        for text in [
            "''",
            "'a''b'",
            r"'a\'",
            r"E'a\'b'",
            "e'a''b'",
            "U&'a'",
            "U&\"a\"",
            "\"a\"\"b\"",
            "$$a$b$$",
            "$t$ $$ $t$",
            "$é$x$é$",
            "B'01'",
            "X'ff'",
            "'a'\n  'b'",
            "E'a'\n'\\''",
            "N'x'",
        ] {
            assert_eq!(kinds(text), [(Kind::Quoted, text)], "{text}");
        }
    }

    #[test]
    fn words_hide_quotes() {
        assert_eq!(kinds("a$b$c$b$"), [(Kind::Word, "a$b$c$b$")]);
        assert_eq!(kinds("re'x'"), [(Kind::Word, "re"), (Kind::Quoted, "'x'")]);
        assert_eq!(kinds("$1"), [(Kind::Other, "$"), (Kind::Word, "1")]);
    }

    #[test]
    fn comments_nest() {
        assert_eq!(
            kinds("/* a /* b */ c */x"),
            [(Kind::Comment, "/* a /* b */ c */"), (Kind::Word, "x")]
        );
        assert_eq!(
            kinds("x--y;\nz"),
            [(Kind::Word, "x"), (Kind::Comment, "--y;"), (Kind::Word, "z")]
        );
    }

    #[test]
    fn what_is_open_is_named() {
        for (text, what) in [
            ("'a", "quoted string"),
            ("/* /* */", "/* comment"),
            ("$a$ $$", "dollar-quoted string"),
        ] {
            assert_eq!(
                next(text, 0).unwrap().unwrap_err(),
                Unterminated {
                    what,
                    range: 0..text.len()
                }
            );
        }
    }

    #[test]
    fn fragments_are_complete() {
        assert!(check_fragment("a(')') -- )", false).is_ok());
        for text in ["int); drop table x; --", "a)", "(a", "/* a", "'a", "a;"] {
            assert!(check_fragment(text, false).is_err(), "{text}");
        }
    }
}
