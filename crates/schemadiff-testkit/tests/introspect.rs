//! Reading catalogs: from scripts and recordings anywhere, from servers and dumps where there are servers.
//!
//! `SCHEMADIFF_ACCEPT=1` writes what the scripts say, to be read in the diff of the commit; `SCHEMADIFF_RECORD=1` records
//! the catalogs of the servers.

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::clients::Clients;
use schemadiff_testkit::introspect::{Fixture, check_live, check_recorded, check_script, recorded};
use schemadiff_testkit::offline::ACCEPT;
use schemadiff_testkit::place;
use schemadiff_testkit::servers::Servers;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = trials().unwrap_or_else(|error| {
        vec![Trial::test(
            "fixtures and servers are there",
            || Err(error.into()),
        )]
    });
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials() -> Result<Vec<Trial>, String> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| value == "1");
    let (accept, record) = (is_set(ACCEPT), is_set("SCHEMADIFF_RECORD"));
    let fixtures = Fixture::all()?;
    let mut trials = Vec::new();
    for fixture in fixtures.clone() {
        trials.push(Trial::test(format!("script/{}", fixture.name()), move || {
            Ok(check_script(&fixture, accept)?)
        }));
    }
    for path in place::entries(&recorded())? {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        trials.push(Trial::test(format!("recorded/{name}"), move || {
            Ok(check_recorded(&path)?)
        }));
    }
    let servers = Arc::new(Servers::find()?);
    let newest = servers.versions().max().ok_or("there is no server at all")?;
    let clients = Arc::new(Clients::find(newest)?);
    for major in servers.versions() {
        for fixture in &fixtures {
            if fixture.since > major {
                continue;
            }
            let (fixture, servers, clients) = (fixture.clone(), servers.clone(), clients.clone());
            trials.push(Trial::test(format!("{major}/{}", fixture.name()), move || {
                Ok(check_live(&fixture, servers.get(major)?, &clients, record)?)
            }));
        }
    }
    Ok(trials)
}
