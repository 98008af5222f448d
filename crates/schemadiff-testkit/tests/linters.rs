//! Plans as linters of other people see them: `cargo test -p schemadiff-testkit --test linters`.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::linters;

#[expect(clippy::print_stderr, reason = "a linter that is not there has to be seen")]
fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    if let Some(squawk) = linters::squawk() {
        trials.push(Trial::test("squawk", move || Ok(linters::check(&squawk)?)));
    } else {
        eprintln!(
            "*** plans are NOT linted: squawk is not here; get it with `cargo xtask pg install squawk` ***"
        );
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}
