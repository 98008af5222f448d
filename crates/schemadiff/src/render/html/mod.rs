//! Pages for a browser: one file each, without anything from elsewhere. All text in them is escaped here.

mod diagram;
mod document;
mod layered;
mod locks;
mod plan;
mod steps;

use schemadiff_sql::highlight::{self, Token};
use sha2::{Digest, Sha256};

pub use document::document;
pub use plan::plan;

use super::{visible, visible_lines};

const STYLE: &str = include_str!("style.css");

/// What a page is made of.
pub(super) struct Page<'a> {
    /// The title, as text.
    pub(super) title: &'a str,
    /// Classes of the frame around everything.
    pub(super) frame: &'a str,
    /// What stands in the body, as HTML.
    pub(super) body: &'a str,
    /// A script, when the page has one.
    pub(super) script: Option<&'a str>,
}

/// The whole page. Its policy lets the browser run and apply what is named by hash and nothing else, so that even markup which
/// slipped in could do nothing (W3C, "Content Security Policy Level 3", 2.3.1).
pub(super) fn page(page: &Page<'_>) -> String {
    let script = page.script.map_or_else(
        || "'none'".to_owned(),
        |script| format!("'sha256-{}'", base64(&Sha256::digest(script))),
    );
    let style = base64(&Sha256::digest(STYLE));
    let element = page
        .script
        .map_or_else(String::new, |script| format!("<script>{script}</script>\n"));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{style}'; \
         script-src {script}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"schemadiff\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<div class=\"{frame}\">\n{body}</div>\n{element}</body>\n</html>\n",
        title = escape(page.title),
        frame = page.frame,
        body = page.body,
    )
}

/// Text of one line that is text in HTML too, between tags and in attributes with quotes.
pub(super) fn escape(text: &str) -> String {
    escape_shown(&visible(text))
}

/// The same with what stands between backticks as code.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, code, after)) = rest
        .split_once('`')
        .and_then(|(before, more)| more.split_once('`').map(|(code, after)| (before, code, after)))
    {
        out.push_str(&format!("{}<code>{}</code>", escape(before), escape(code)));
        rest = after;
    }
    out + &escape(rest)
}

/// The same for a text of several lines.
pub(super) fn escape_lines(text: &str) -> String {
    escape_shown(&visible_lines(text))
}

fn escape_shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// SQL, coloured, as a block that a keyboard can scroll.
pub(super) fn sql(text: &str) -> String {
    let mut out = String::from("<pre tabindex=\"0\"><code>");
    for (token, range) in highlight::tokens(text) {
        let class = match token {
            Token::Keyword => "k",
            Token::String => "s",
            Token::Number => "n",
            Token::Comment => "c",
            Token::Plain => {
                out.push_str(&escape_lines(&text[range]));
                continue;
            }
        };
        out.push_str(&format!(
            "<span class=\"{class}\">{}</span>",
            escape_lines(&text[range])
        ));
    }
    out.push_str("</code></pre>\n");
    out
}

/// Pixels that a text takes in the drawings, at most: they are set in 12 pixels of a font whose characters are equally wide,
/// and fonts differ by little in how wide that is.
pub(super) fn width(text: &str) -> f64 {
    // Characters of East Asian scripts take two columns.
    let columns: u32 = text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum();
    f64::from(columns) * 7.3
}

/// A coordinate, with no more digits than a screen shows.
pub(super) fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// Base64 (RFC 4648, 4), which content security policies write hashes in.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            if index > group.len() {
                out.push('=');
            } else {
                let digit = bits >> (18 - 6 * index) & 63;
                out.push(char::from(DIGITS[digit as usize]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{base64, escape, prose, sql};

    #[test]
    fn base64_is_that_of_the_rfc() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, wanted) in pairs {
            assert_eq!(base64(text.as_bytes()), wanted);
        }
    }

    #[test]
    fn no_text_is_markup() {
        assert_eq!(
            escape("<b a=\"1\" c='2'>&\u{202e}"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;\\u{202e}"
        );
        assert_eq!(
            prose("a `<b>` and ` <i>"),
            "a <code>&lt;b&gt;</code> and ` &lt;i&gt;"
        );
        let block = sql("select '<script>' as \"</pre>\" -- <b>");
        assert_eq!(block.matches("<script").count() + block.matches("<b>").count(), 0);
        assert_eq!(block.matches("</pre>").count(), 1, "{block}");
    }
}
