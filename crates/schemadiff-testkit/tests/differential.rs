//! What is told equal without a server is equal for every server; and how much is told.
//!
//! `cargo test -p schemadiff-testkit --test differential 18` asks one version; there are the oldest and the newest.

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::differential::check;
use schemadiff_testkit::servers::Servers;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials =
        trials().unwrap_or_else(|error| vec![Trial::test("servers are there", || Err(error.into()))]);
    libtest_mimic::run(&arguments, trials).exit_code()
}

#[expect(clippy::print_stdout, reason = "the share is for whoever started the run")]
fn trials() -> Result<Vec<Trial>, String> {
    let servers = Arc::new(Servers::find()?);
    // What changes between versions changes once; half a minute each is enough for the two ends.
    let mut ends = servers.versions();
    let ends: Vec<u32> = ends.next().into_iter().chain(ends.last()).collect();
    let trials = ends.into_iter().map(|major| {
        let servers = servers.clone();
        Trial::test(major.to_string(), move || {
            let found = check(servers.get(major)?)?;
            println!(
                "PostgreSQL {major}: {} of {} expressions need no server",
                found.settled, found.accepted
            );
            Ok(())
        })
    });
    Ok(trials.collect())
}
