//! `schemadiff partitions`: makes partitions ahead and retires old ones, as the policies of the model say.

use std::time::{SystemTime, UNIX_EPOCH};

use clap::{Args, Subcommand};
use schemadiff::upkeep::Day;

use super::{apply, plan};
use crate::failure::{Exit, Failure};
use crate::state::{At, Upkeep};

const DAY: u64 = 24 * 60 * 60;

/// Make partitions ahead and retire old ones, as the model's policies say
///
/// Nothing else of the model is planned or applied, so that a scheduler can run it at any time: what is done is not done
/// again, and a day that was missed is made up for.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// What to do about it.
#[derive(Debug, Subcommand)]
enum Action {
    /// Show what is due
    Plan {
        #[command(flatten)]
        today: Today,
        #[command(flatten)]
        plan: plan::Arguments,
    },
    /// Do what is due
    Apply {
        #[command(flatten)]
        today: Today,
        #[command(flatten)]
        apply: apply::Arguments,
    },
}

/// What decides.
#[derive(Debug, Args)]
struct Today {
    /// What is due on this day [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    as_of: Option<Day>,

    /// What is due when this is the highest number, of all tables that are partitioned by number or of one [default: what the
    /// database holds]
    #[arg(long, value_name = "[TABLE=]NUMBER", value_parser = At::parse)]
    at: Vec<At>,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day that exists as YYYY-MM-DD".to_owned())
}

impl Today {
    fn upkeep(&self) -> Result<Upkeep, Failure> {
        let clock = || {
            let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
            Day::since_1970(u32::try_from(seconds / DAY).ok()?)
        };
        let day = self.as_of.or_else(clock).ok_or_else(|| {
            Failure::user("the clock of this machine tells no day").hint("say one: --as-of 2026-01-31")
        })?;
        Ok(Upkeep::on(day, self.at.clone()))
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    match &arguments.action {
        Action::Plan { today, plan } => plan::run(plan, Some(today.upkeep()?)),
        Action::Apply { today, apply } => apply::run(apply, Some(today.upkeep()?)),
    }
}
