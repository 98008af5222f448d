//! `schemadiff man`: the manual pages.

use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::Man;

use crate::failure::{Exit, Failure};
use crate::terminal::print;

/// Print the manual page, or write those of all commands
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Write schemadiff.1 and a page for each command into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let command = crate::args::Arguments::command();
    let Some(folder) = &arguments.out else {
        let mut page = Vec::new();
        Man::new(command)
            .render(&mut page)
            .map_err(|error| unwritten().because(&error))?;
        print(&String::from_utf8_lossy(&page))?;
        return Ok(Exit::Done);
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command, folder))
        .map_err(|error| {
            unwritten()
                .because(&error)
                .hint(format!("is `{}` a folder?", folder.display()))
        })?;
    Ok(Exit::Done)
}

fn unwritten() -> Failure {
    Failure::user("the manual cannot be written")
}
