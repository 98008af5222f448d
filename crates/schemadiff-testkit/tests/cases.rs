//! Every case without a server: its plan is the accepted one, and the laws that can be checked offline hold.
//!
//! `cargo test -p schemadiff-testkit --test cases column/` runs those of one kind; `SCHEMADIFF_ACCEPT=1` writes the
//! plans, to be read in the diff of the commit.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::{Case, offline, place};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let accept = std::env::var_os(offline::ACCEPT).is_some_and(|value| value == "1");
    let trials = match Case::all(&place::cases()) {
        Ok(cases) => cases
            .into_iter()
            .map(|case| Trial::test(case.name.clone(), move || Ok(offline::check(&case, accept)?)))
            .collect(),
        Err(error) => vec![Trial::test("the cases can be read", || Err(error.into()))],
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}
