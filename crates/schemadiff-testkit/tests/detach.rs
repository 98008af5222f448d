//! Detaches that were interrupted, on every version: `cargo test -p schemadiff-testkit --test detach 16` runs it on one.

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::servers::Servers;
use schemadiff_testkit::{detach, place};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials =
        trials().unwrap_or_else(|error| vec![Trial::test("servers are there", || Err(error.into()))]);
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials() -> Result<Vec<Trial>, String> {
    let servers = Arc::new(Servers::find()?);
    let mut trials = Vec::new();
    for major in servers.versions() {
        for (name, back) in [("goes_on", false), ("goes_back", true)] {
            let servers = servers.clone();
            trials.push(Trial::test(format!("{major}/{name}"), move || {
                let folder = place::repository().join("tests/cases/partition/detach");
                Ok(detach::check(&folder, servers.get(major)?, back)?)
            }));
        }
    }
    Ok(trials)
}
