//! Positions inside TOML strings: which byte of the file a byte of the decoded text comes from.
//!
//! The parser hands over decoded text only, so the literal is walked again; that this is the inverse of decoding is
//! checked against the decoded text itself.

use std::ops::Range;

/// The bytes of `raw` (a string literal with its quotes) that `range` of `decoded` comes from. An empty range becomes
/// the character that stands there. `None` when the walk does not reproduce `decoded`.
pub(super) fn locate(raw: &str, decoded: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let pieces = pieces(raw, decoded)?;
    let end_of_text = pieces.last().map_or(opening(raw).0, |piece| piece.raw.end);
    let start_of = |byte: usize| {
        pieces
            .iter()
            .find(|piece| piece.decoded.end > byte)
            .map_or(end_of_text, |piece| {
                if piece.verbatim {
                    piece.raw.start + (byte - piece.decoded.start)
                } else {
                    piece.raw.start
                }
            })
    };
    let end_of = |byte: usize| {
        pieces
            .iter()
            .find(|piece| piece.decoded.end >= byte)
            .map_or(end_of_text, |piece| {
                if piece.verbatim {
                    piece.raw.start + (byte - piece.decoded.start)
                } else {
                    piece.raw.end
                }
            })
    };
    let start = start_of(range.start);
    let end = if range.end > range.start {
        end_of(range.end)
    } else {
        let next = decoded
            .get(range.start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        end_of(range.start + next)
    };
    Some(start..end.max(start))
}

/// A run of decoded bytes and where it was written.
struct Piece {
    decoded: Range<usize>,
    raw: Range<usize>,
    /// Whether both are the same bytes; otherwise it is an escape.
    verbatim: bool,
}

/// Length of the opening quotes (with the newline that follows them in a multi-line string) and of the closing ones.
fn opening(raw: &str) -> (usize, usize) {
    for quotes in ["\"\"\"", "'''"] {
        if let Some(rest) = raw.strip_prefix(quotes) {
            let newline = if rest.starts_with("\r\n") {
                2
            } else {
                usize::from(rest.starts_with('\n'))
            };
            return (quotes.len() + newline, quotes.len());
        }
    }
    (1, 1)
}

/// Source: TOML 1.1, "String": escapes, and a backslash at the end of a line that takes the blanks after it along.
fn pieces(raw: &str, decoded: &str) -> Option<Vec<Piece>> {
    let (open, close) = opening(raw);
    let inner = raw.get(open..raw.len().checked_sub(close)?)?;
    let basic = raw.starts_with('"');
    let mut pieces: Vec<Piece> = Vec::new();
    let mut text = String::new();
    let mut rest = inner;
    while !rest.is_empty() {
        let at = raw.len() - close - rest.len();
        let from = text.len();
        let (taken, verbatim) = if let Some(escape) = rest.strip_prefix('\\').filter(|_| basic) {
            (1 + unescape(escape, &mut text)?, false)
        } else {
            let plain = rest.find('\\').filter(|_| basic).unwrap_or(rest.len());
            text.push_str(&rest[..plain]);
            (plain, true)
        };
        if text.len() > from {
            pieces.push(Piece {
                decoded: from..text.len(),
                raw: at..at + taken,
                verbatim,
            });
        }
        rest = &rest[taken..];
    }
    (text == decoded).then_some(pieces)
}

/// Decodes what follows a backslash and returns how many bytes that is.
fn unescape(escape: &str, text: &mut String) -> Option<usize> {
    let letter = escape.chars().next()?;
    let digits = match letter {
        'b' => return simple(text, '\u{8}'),
        'e' => return simple(text, '\u{1b}'),
        'f' => return simple(text, '\u{c}'),
        'n' => return simple(text, '\n'),
        'r' => return simple(text, '\r'),
        't' => return simple(text, '\t'),
        '"' | '\\' => return simple(text, letter),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        ' ' | '\t' | '\r' | '\n' => {
            return Some(escape.len() - escape.trim_start_matches([' ', '\t', '\r', '\n']).len());
        }
        _ => return None,
    };
    let code = u32::from_str_radix(escape.get(1..=digits)?, 16).ok()?;
    text.push(char::from_u32(code)?);
    Some(1 + digits)
}

#[expect(clippy::unnecessary_wraps, reason = "it is returned as it is by the caller")]
fn simple(text: &mut String, decoded: char) -> Option<usize> {
    text.push(decoded);
    Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(raw: &'a str, decoded: &str, word: &str) -> &'a str {
        let start = decoded.find(word).unwrap();
        &raw[locate(raw, decoded, &(start..start + word.len())).unwrap()]
    }

    #[test]
    fn plain_strings_only_shift() {
        assert_eq!(found("'a bad b'", "a bad b", "bad"), "bad");
        assert_eq!(found("\"ä bad b\"", "ä bad b", "bad"), "bad");
    }

    #[test]
    fn escapes_are_longer_than_what_they_mean() {
        assert_eq!(found(r#""\u00e4 \"x\" bad""#, "ä \"x\" bad", "bad"), "bad");
        assert_eq!(found(r#""a \"x\" b""#, "a \"x\" b", "\"x\""), r#"\"x\""#);
        assert_eq!(found(r#""tab\there""#, "tab\there", "here"), "here");
    }

    #[test]
    fn multi_line_strings_start_after_their_first_newline() {
        assert_eq!(found("'''\nselect\n  bad'''", "select\n  bad", "bad"), "bad");
        assert_eq!(
            found("\"\"\"\r\nselect \\\n   bad\"\"\"", "select bad", "bad"),
            "bad"
        );
    }

    #[test]
    fn the_end_of_the_text_is_before_the_quotes() {
        assert_eq!(locate("'abc'", "abc", &(3..3)), Some(4..4));
        assert_eq!(locate("''", "", &(0..0)), Some(1..1));
        assert_eq!(locate("'abc'", "abc", &(1..1)), Some(2..3));
    }

    #[test]
    fn a_walk_that_goes_astray_is_noticed() {
        assert_eq!(locate("'abc'", "abd", &(0..1)), None);
    }
}
