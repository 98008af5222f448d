//! A database with something of everything: each object is modelled, or named as not modelled, on every version.
//!
//! `cargo test -p schemadiff-testkit --test breadth 16` runs it on one.

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::breadth;
use schemadiff_testkit::clients::Clients;
use schemadiff_testkit::servers::Servers;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials =
        trials().unwrap_or_else(|error| vec![Trial::test("servers are there", || Err(error.into()))]);
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials() -> Result<Vec<Trial>, String> {
    let servers = Arc::new(Servers::find()?);
    let newest = servers.versions().max().ok_or("there is no server at all")?;
    let clients = Arc::new(Clients::find(newest)?);
    let trials = servers.versions().map(|major| {
        let (servers, clients) = (servers.clone(), clients.clone());
        Trial::test(major.to_string(), move || {
            Ok(breadth::check(servers.get(major)?, &clients)?)
        })
    });
    Ok(trials.collect())
}
