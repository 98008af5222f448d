//! Plans on a terminal: the engine's text, coloured line by line.

use std::io::IsTerminal as _;

use schemadiff::plan::{Phase, Plan};
use schemadiff::render;
use schemadiff_sql::highlight::{self, Token};

use super::colour::{self, paint};

/// A plan as text.
pub(crate) fn text(plan: &Plan) -> String {
    let text = render::text(plan);
    if colour::on_stdout() {
        coloured(plan, &text)
    } else {
        text
    }
}

/// SQL, coloured where that arrives. On a terminal what would move the cursor is shown instead; a file gets every byte.
pub(crate) fn sql(script: &str) -> String {
    if colour::on_stdout() {
        highlighted(&render::visible_lines(script))
    } else if std::io::stdout().is_terminal() {
        render::visible_lines(script).into_owned()
    } else {
        script.to_owned()
    }
}

/// Colours the text of a plan. What a line is follows from how it starts; which lines are SQL, from the statements of
/// the plan, which the text holds in order.
fn coloured(plan: &Plan, text: &str) -> String {
    let mut statements = plan
        .statements()
        .map(|statement| opening(&statement.sql))
        .peekable();
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.lines() {
        if !line.is_empty() {
            out.push_str(&coloured_line(line, &mut statements));
        }
        out.push('\n');
    }
    out
}

fn coloured_line<'a>(
    line: &str,
    statements: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>,
) -> String {
    let heading = |phase: Phase| {
        let (first, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
        first.eq_ignore_ascii_case(&phase.word()[..1]) && rest.starts_with(&phase.word()[1..])
    };
    if heading(Phase::Expand) || heading(Phase::Contract) || line.starts_with("Plan: ") {
        return paint(colour::HEADING, line);
    }
    if line == "no changes" {
        return paint(colour::CREATE, line);
    }
    if line.starts_with("? ") {
        return paint(colour::ALTER, line);
    }
    for (sign, style) in [
        ("  + ", colour::CREATE),
        ("  ~ ", colour::ALTER),
        ("  ± ", colour::ALTER),
        ("  - ", colour::DROP),
    ] {
        if let Some(rest) = line.strip_prefix(sign) {
            let (object, details) = rest.split_once("  ").unwrap_or((rest, ""));
            let details = if details.is_empty() {
                String::new()
            } else {
                format!("  {details}")
            };
            return format!("{}{details}", paint(style, &format!("{sign}{object}")));
        }
    }
    if let Some(start) = statements.peek().and_then(|opening| line.find(*opening)) {
        statements.next();
        let (head, sql) = line.split_at(start);
        return format!("{}{}", paint(colour::FAINT, head), highlighted(sql));
    }
    let style = if line.trim_start().starts_with("! ") {
        colour::DROP
    } else {
        colour::FAINT
    };
    paint(style, line)
}

/// The first words of a statement, which no shortening takes away.
fn opening(sql: &str) -> &str {
    let end = sql.char_indices().take_while(|(_, c)| *c != '\n').take(12).last();
    &sql[..end.map_or(0, |(index, c)| index + c.len_utf8())]
}

/// Colours SQL.
fn highlighted(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() * 2);
    for (token, range) in highlight::tokens(sql) {
        let piece = &sql[range];
        match token {
            Token::Keyword => out.push_str(&paint(colour::KEYWORD, piece)),
            Token::String => out.push_str(&paint(colour::STRING, piece)),
            Token::Number => out.push_str(&paint(colour::NUMBER, piece)),
            Token::Comment => out.push_str(&paint(colour::FAINT, piece)),
            Token::Plain => out.push_str(piece),
        }
    }
    out
}
