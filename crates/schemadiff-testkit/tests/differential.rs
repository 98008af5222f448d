//! What is told equal without a server is equal for every server; and how much is told.
//!
//! `cargo test -p schemadiff-testkit --test differential 18` asks one version; there are the oldest and the newest.

use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::clients::Clients;
use schemadiff_testkit::differential::check;
use schemadiff_testkit::servers::Servers;
use schemadiff_testkit::views_beside;

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
    let newest = servers.versions().max().ok_or("there is no server at all")?;
    let clients = Arc::new(Clients::find(newest)?);
    let mut trials = Vec::new();
    for major in ends.iter().copied() {
        let one = servers.clone();
        trials.push(Trial::test(format!("{major}/expressions"), move || {
            let found = check(one.get(major)?)?;
            println!(
                "PostgreSQL {major}: {} of {} expressions need no server",
                found.settled, found.accepted
            );
            Ok(())
        }));
    }
    trials.push(Trial::test("views", move || {
        let mut reads = Vec::new();
        for major in ends {
            let (found, read) = views_beside::check(servers.get(major)?, &clients)?;
            println!(
                "PostgreSQL {major}: {} of {} views that people wrote need no server; {} others beside them",
                found.settled, found.written, found.variants
            );
            reads.push(read);
        }
        if let [oldest, newest] = reads.as_slice() {
            let (same, unlike) = views_beside::alike(oldest, newest)?;
            println!("{same} views are read alike from both, {unlike} are a doubt");
        }
        Ok(())
    }));
    Ok(trials)
}
