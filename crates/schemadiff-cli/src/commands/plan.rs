//! `schemadiff plan`: what it takes to get from one schema to another.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use schemadiff::catalog::Pair;
use schemadiff::order::Drawing;
use schemadiff::render;

use super::comparison::{
    AllowArguments, Comparison, ScopeArguments, StrategyArguments, TargetArguments,
    refuse_without_permission, shell,
};
use super::unmanaged;
use crate::failure::{Exit, Failure};
use crate::state::{Session, Upkeep};
use crate::{terminal, written};

/// Show what it takes to get from one schema to another
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: TargetArguments,

    #[command(flatten)]
    scope: ScopeArguments,

    /// Start from this schema instead of the target, which is then only asked about texts that may mean the same
    #[arg(long, value_name = "S")]
    from: Option<String>,

    #[command(flatten)]
    allow: AllowArguments,

    #[command(flatten)]
    strategy: StrategyArguments,

    /// How to print the plan
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "F")]
    format: Format,

    /// Save the plan too, for `schemadiff apply FILE`
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Exit 0 when there is nothing to do, 2 when there are changes, 1 on failure
    #[arg(long)]
    exit_code: bool,

    /// Refuse what is not understood or not managed, and treat warnings as errors
    #[arg(long)]
    strict: bool,

    /// Go through the zero-downtime checklist, after the plan; every format but text, SQL and drawings has it anyway
    #[arg(long)]
    checklist: bool,

    /// List what the database has that is not managed, after the plan
    #[arg(long)]
    show_unmanaged: bool,
}

/// How a plan is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// A script for `psql -v ON_ERROR_STOP=1 -f`
    Sql,
    /// For programs, and for `schemadiff apply`
    Json,
    /// For a comment on a pull request
    Markdown,
    /// A page for a browser, which needs nothing else
    Html,
    /// What must come before what and why, for `dot -Tsvg`
    Dot,
    /// The same for Mermaid
    Mermaid,
}

/// Plans what the model asks for, or what the upkeep of partitions asks for.
pub(crate) fn run(arguments: &Arguments, upkeep: Option<Upkeep>) -> Result<Exit, Failure> {
    let mut session = Session::about(arguments.scope.scope()?);
    session.upkeep = upkeep;
    let comparison = Comparison::read(
        &mut session,
        &arguments.target,
        arguments.from.as_deref(),
        (&arguments.allow, &arguments.strategy),
        arguments.strict,
    )?;
    let plan = &comparison.plan;
    if arguments.format == Format::Sql {
        refuse_without_permission(plan, "no SQL was printed")?;
    }
    if let Some(file) = &arguments.out {
        written::replace(file, render::json::write(plan).as_bytes(), "the plan")?;
        terminal::say(&format!("Saved to {}", file.display()));
    }
    match arguments.format {
        Format::Text => terminal::print(&terminal::plan::text(plan)),
        Format::Sql => terminal::print_script(&render::script(plan)),
        Format::Json => terminal::print(&render::json::write(plan)),
        Format::Markdown => terminal::print_exactly(&render::markdown(plan)),
        Format::Html => {
            let drawing = drawing(&comparison)?;
            terminal::print_exactly(&render::html::plan(plan, Some(&drawing)))
        }
        Format::Dot => terminal::print(&render::dot(&drawing(&comparison)?)),
        Format::Mermaid => terminal::print(&render::mermaid(&drawing(&comparison)?)),
    }?;
    if arguments.checklist {
        let list = render::checklist_text(plan);
        match arguments.format {
            Format::Text => terminal::print(&format!("\n{list}"))?,
            Format::Sql | Format::Dot | Format::Mermaid => terminal::say(list.trim_end()),
            Format::Json | Format::Markdown | Format::Html => {}
        }
    }
    if arguments.show_unmanaged {
        let listing = unmanaged::listing(plan.survey.as_ref());
        match arguments.format {
            Format::Text => terminal::print(&listing)?,
            // The others are read by programs, or say it already.
            Format::Sql | Format::Json | Format::Markdown | Format::Html | Format::Dot | Format::Mermaid => {
                terminal::say(listing.trim_end());
            }
        }
    }
    if arguments.format == Format::Text && comparison.server.is_some() && !plan.is_empty() {
        terminal::say(&format!("\n{}", arguments.next(session.upkeep.as_ref())));
    }
    Ok(if arguments.exit_code && !plan.is_empty() {
        Exit::Changes
    } else {
        Exit::Done
    })
}

/// What decides the order of the plan.
fn drawing(comparison: &Comparison) -> Result<Drawing, Failure> {
    let Pair { old, new } = &comparison.settled;
    schemadiff::drawing(Pair { old, new }, &comparison.policy)
        .map_err(|_| Failure::internal("there is a plan, and its operations are in a circle"))
}

impl Arguments {
    /// What to do with a plan.
    fn next(&self, upkeep: Option<&Upkeep>) -> String {
        let flag = |name: &str, value: &Option<String>| {
            value
                .as_ref()
                .map_or_else(String::new, |value| format!(" {name} {}", shell(value)))
        };
        let TargetArguments { target, to } = &self.target;
        if let Some(file) = &self.out {
            let file = shell(&file.display().to_string());
            return format!("Run it: schemadiff apply {file}{}", flag("--target", target));
        }
        let flags = flag("--target", target) + &flag("--to", to) + &self.scope.again();
        let (command, flags) = match upkeep {
            Some(Upkeep { day, at, .. }) => {
                let at: Vec<_> = at
                    .iter()
                    .map(|at| format!(" --at {}", shell(&at.to_string())))
                    .collect();
                (
                    "schemadiff partitions",
                    format!("{flags} --as-of {day}{}", at.join("")),
                )
            }
            None => ("schemadiff", flags),
        };
        format!("Save it: {command} plan{flags} --out plan.json · run it: {command} apply{flags}")
    }
}
