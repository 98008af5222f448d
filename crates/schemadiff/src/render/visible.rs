//! Names and texts as people may see them: nothing in them moves the cursor, ends a line or turns text around.

use std::borrow::Cow;

/// The text with every character shown that a terminal or a page would obey instead: control characters, line breaks among
/// them, and those that change the direction of text (Unicode, "Bidirectional Algorithm", UAX 9).
///
/// ```
/// use schemadiff::render::visible;
/// assert_eq!(visible("public.users"), "public.users");
/// assert_eq!(visible("a\u{1b}[2K\nno changes"), r"a\u{1b}[2K\nno changes");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, &[])
}

/// The same for a text of several lines.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    shown(text, &['\n', '\t'])
}

fn shown<'a>(text: &'a str, allowed: &[char]) -> Cow<'a, str> {
    let obeyed = |c: char| (c.is_control() && !allowed.contains(&c)) || turns(c);
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if !obeyed(c) {
            out.push(c);
        } else if turns(c) {
            out.extend(c.escape_unicode());
        } else {
            out.extend(c.escape_default());
        }
    }
    Cow::Owned(out)
}

fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_lines};

    #[test]
    fn what_would_be_obeyed_is_shown() {
        assert_eq!(visible("a\r\n\tb\u{7f}\u{9b}"), r"a\r\n\tb\u{7f}\u{9b}");
        assert_eq!(visible("\u{202e}abc\u{2066}"), r"\u{202e}abc\u{2066}");
        assert_eq!(visible_lines("a\n\tb\u{1b}"), "a\n\tb\\u{1b}");
        assert_eq!(visible("größe · ±"), "größe · ±");
    }
}
