//! The laws over pairs of schemas made at random: without a server, and on every version.
//!
//! `SCHEMADIFF_PAIRS` says how many pairs without a server (400 if it does not), `SCHEMADIFF_LIVE_PAIRS` how many on each
//! version (400 if it does not), `SCHEMADIFF_SEED` where they start, `SCHEMADIFF_SHRINK` how many smaller pairs are tried when one
//! fails. The first batch of each version walks pair by pair and is watched statement by statement; the pairs of the others
//! share a database. Each pair has a seed of its own, which a failure names: with it and a count of 1 the pair is made again.

use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::clients::Clients;
use schemadiff_testkit::pairs::{self, Tally};
use schemadiff_testkit::servers::Servers;

/// Pairs of one trial: few enough that all cores have something to do until the end.
const BATCH: u32 = 25;

/// How far the seeds of one version are from those of the next.
const APART: u64 = 1_000_000;

/// One in so many pairs may have no way from one to the other.
const FEW: u32 = 200;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let tally = Arc::new(Mutex::new(Tally::default()));
    let trials = trials(&tally).unwrap_or_else(|error| {
        vec![Trial::test("the servers and numbers are there", || {
            Err(error.into())
        })]
    });
    let conclusion = libtest_mimic::run(&arguments, trials);
    let tally = *tally.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !arguments.list {
        print(tally);
    }
    // One may always be among few.
    if tally.refused > 1 + (tally.held + tally.refused) / FEW {
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

#[expect(clippy::print_stdout, reason = "it is for whoever started the run")]
fn print(tally: Tally) {
    println!(
        "{} pairs held, {} have no way from one to the other\n",
        tally.held, tally.refused
    );
}

fn trials(tally: &Arc<Mutex<Tally>>) -> Result<Vec<Trial>, String> {
    let (pairs, live_pairs) = (
        number("SCHEMADIFF_PAIRS", 400)?,
        number("SCHEMADIFF_LIVE_PAIRS", 400)?,
    );
    let start = number("SCHEMADIFF_SEED", 1)?;
    let servers = Arc::new(Servers::find()?);
    let newest = servers.versions().max().ok_or("there is no server at all")?;
    let clients = Arc::new(Clients::find(newest)?);

    let mut trials = Vec::new();
    for (batch, count) in batches(pairs) {
        let name = format!("offline/{batch:02}");
        let seed = start + batch * u64::from(BATCH);
        let tally = tally.clone();
        trials.push(Trial::test(name, move || {
            add(&tally, pairs::offline(seed, count)?);
            Ok(())
        }));
    }
    for major in servers.versions() {
        for (batch, count) in batches(live_pairs) {
            // Each version gets pairs of its own: more of them are seen in all.
            let seed = start + APART * u64::from(major) + batch * u64::from(BATCH);
            let (servers, clients, tally) = (servers.clone(), clients.clone(), tally.clone());
            trials.push(Trial::test(format!("{major}/{batch:02}"), move || {
                let check = if batch == 0 { pairs::live } else { pairs::together };
                add(&tally, check(seed, count, servers.get(major)?, &clients)?);
                Ok(())
            }));
        }
    }
    Ok(trials)
}

fn add(tally: &Mutex<Tally>, more: Tally) {
    let mut tally = tally.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    tally.held += more.held;
    tally.refused += more.refused;
}

/// The numbers of the batches with how many pairs are in each.
fn batches(pairs: u64) -> impl Iterator<Item = (u64, u32)> {
    let size = u64::from(BATCH);
    (0..pairs.div_ceil(size)).map(move |batch| {
        let count = u32::try_from(pairs - batch * size).map_or(BATCH, |left| left.min(BATCH));
        (batch, count)
    })
}

fn number(variable: &str, otherwise: u64) -> Result<u64, String> {
    match std::env::var(variable) {
        Ok(text) => text.parse().map_err(|error| format!("{variable}: {error}")),
        Err(_) => Ok(otherwise),
    }
}
