//! Whole schemas, those of the project and those of the real world, imported and made anew.
//!
//! `cargo test -p schemadiff-testkit --test schemas 16/shop` runs one on one version.

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::clients::Clients;
use schemadiff_testkit::round_trip::{CORPUS, Schema, check};
use schemadiff_testkit::servers::Servers;
use schemadiff_testkit::settled::{Tally, tell};

/// The versions that the schemas of the real world load on.
const CORPUS_VERSIONS: &[u32] = &[15, 18];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    arguments.test_threads.get_or_insert(2 * cores);
    let tally = Arc::new(Mutex::new(Tally::new()));
    let trials = trials(&tally)
        .unwrap_or_else(|error| vec![Trial::test("schemas and servers are there", || Err(error.into()))]);
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list && std::env::var_os(CORPUS).is_none() {
        say();
    }
    let tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
    if tell(&tally) || arguments.filter.is_some() {
        conclusion.exit_code()
    } else {
        ExitCode::FAILURE
    }
}

#[expect(clippy::print_stdout, reason = "it is for whoever started the run")]
fn say() {
    println!("schemas of the real world were left out: name their folder with {CORPUS}\n");
}

fn trials(tally: &Arc<Mutex<Tally>>) -> Result<Vec<Trial>, String> {
    let servers = Arc::new(Servers::find()?);
    let newest = servers.versions().max().ok_or("there is no server at all")?;
    let clients = Arc::new(Clients::find(newest)?);
    let mut trials = Vec::new();
    for major in servers.versions() {
        let own = Schema::own()?;
        let real = if CORPUS_VERSIONS.contains(&major) {
            Schema::corpus()?
        } else {
            Vec::new()
        };
        for schema in own.into_iter().chain(real) {
            if schema.since > major {
                continue;
            }
            let folder = if schema.own { "own" } else { "real" };
            let (servers, clients, tally) = (servers.clone(), clients.clone(), tally.clone());
            trials.push(Trial::test(
                format!("{major}/{folder}/{}", schema.name()),
                move || {
                    let settled = check(&schema, servers.get(major)?, &clients)?;
                    let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
                    tally.entry(major).or_default().add(settled);
                    Ok(())
                },
            ));
        }
    }
    Ok(trials)
}
