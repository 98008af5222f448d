//! Changes of column types, every pair on every version: `cargo test -p schemadiff-testkit --test types 16` runs one.

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::servers::Servers;
use schemadiff_testkit::type_changes;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials =
        trials().unwrap_or_else(|error| vec![Trial::test("servers are there", || Err(error.into()))]);
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials() -> Result<Vec<Trial>, String> {
    let servers = Arc::new(Servers::find()?);
    Ok(servers
        .versions()
        .map(|major| {
            let servers = servers.clone();
            Trial::test(format!("{major}"), move || {
                Ok(type_changes::check(servers.get(major)?)?)
            })
        })
        .collect())
}
