//! Whole schemas, those of the project and those of the real world, imported and made anew.
//!
//! `cargo test -p schemadiff-testkit --test schemas 16/shop` runs one on one version.

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::clients::Clients;
use schemadiff_testkit::round_trip::{CORPUS, Schema, check};
use schemadiff_testkit::servers::Servers;

/// The versions that the schemas of the real world load on.
const CORPUS_VERSIONS: &[u32] = &[15, 18];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    arguments.test_threads.get_or_insert(2 * cores);
    let trials = trials()
        .unwrap_or_else(|error| vec![Trial::test("schemas and servers are there", || Err(error.into()))]);
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list && std::env::var_os(CORPUS).is_none() {
        say();
    }
    conclusion.exit_code()
}

#[expect(clippy::print_stdout, reason = "it is for whoever started the run")]
fn say() {
    println!("schemas of the real world were left out: name their folder with {CORPUS}\n");
}

fn trials() -> Result<Vec<Trial>, String> {
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
            let (servers, clients) = (servers.clone(), clients.clone());
            trials.push(Trial::test(
                format!("{major}/{folder}/{}", schema.name()),
                move || Ok(check(&schema, servers.get(major)?, &clients)?),
            ));
        }
    }
    Ok(trials)
}
