//! `schemadiff explain`: what a code means, at length.

use std::fmt::Write;

use clap::Args;
use schemadiff::diag::{CodeInfo, explain, nearest};

use crate::failure::{Exit, Failure};
use crate::terminal::print;

/// Explain a code such as SD0007
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
        print(&list)?;
        return Ok(Exit::Done);
    };
    let Some(info) = explain(code) else {
        let failure = Failure::user(format!("there is no code `{code}`"));
        let near = nearest(
            &code.to_ascii_uppercase(),
            CodeInfo::ALL.iter().map(|info| info.code),
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
