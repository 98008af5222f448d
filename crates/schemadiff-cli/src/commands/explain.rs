//! `schemadiff explain`: what a code means, at length.

use std::fmt::Write;

use clap::Args;
use schemadiff::diag::{CodeInfo, explain, nearest};
use schemadiff::lint::Rule;

use crate::failure::{Exit, Failure};
use crate::terminal::print;

/// Explain a code such as SD0007, or a rule of lint
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The code; without one, all codes are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let Some(code) = &arguments.code else {
        let mut list = String::new();
        for info in CodeInfo::ALL {
            let _ = writeln!(list, "{}  {}", info.code, info.title);
        }
        for rule in Rule::ALL {
            let _ = writeln!(list, "{}  {}: {}", rule.code, rule.name, lower(rule.wants));
        }
        print(&list)?;
        return Ok(Exit::Done);
    };
    if let Some(rule) = Rule::find(code) {
        print(&about(rule))?;
        return Ok(Exit::Done);
    }
    let Some(info) = explain(code) else {
        let failure = Failure::user(format!("there is no code `{code}`"));
        let near = nearest(
            &code.to_ascii_uppercase(),
            CodeInfo::ALL
                .iter()
                .map(|info| info.code)
                .chain(Rule::ALL.iter().map(|rule| rule.code)),
        );
        return Err(match near {
            Some(near) => failure.hint(format!("did you mean {near}? `schemadiff explain` lists all")),
            None => failure.hint("`schemadiff explain` lists all codes"),
        });
    };
    print(&format!(
        "{}: {}\n\n{}\n",
        info.code,
        info.title,
        wrapped(info.explanation, 80)
    ))?;
    Ok(Exit::Done)
}

/// A rule of lint at length.
fn about(rule: &Rule) -> String {
    let mut text = format!(
        "{} {}: {}\n\n{}\n",
        rule.code,
        rule.name,
        lower(rule.wants),
        wrapped(rule.why, 80)
    );
    let _ = write!(
        text,
        "\nIt is `{}` in the preset `minimal`, `{}` in `document`. `[conventions.rules]` of a model says otherwise.\n",
        rule.minimal.word(),
        rule.document.word()
    );
    for key in rule.keys {
        let _ = writeln!(text, "What it asks for: `conventions.{key}`.");
    }
    for option in rule.options {
        let _ = writeln!(text, "`{}`: {}.", option.key, lower(option.what));
    }
    text
}

/// A sentence as part of another one. Words in capitals stay as they are.
fn lower(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// Breaks a text into lines.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let room = word.chars().count();
        if length > 0 && length + 1 + room > width {
            lines.push('\n');
            length = 0;
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += room;
    }
    lines
}
