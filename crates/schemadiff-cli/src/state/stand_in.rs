//! A server of our own that is asked where the database cannot be: a replica, a role that may make nothing, a recording.

use schemadiff::Policy;
use schemadiff::canon::Canonical;
use schemadiff::catalog::Pair;
use schemadiff::plan::Allow;
use schemadiff::settle::{Answer, Question};
use schemadiff_pg::{Binaries, StandIn};

use super::live::environment;
use crate::terminal::progress;

/// Asks the questions of these numbers anew, and puts what is answered in place of the refusals. Without a server of the
/// database's version on this machine, or when it cannot have what the database has, the refusals stay and say so.
pub(crate) fn answer(there: &Canonical, questions: &[Question], answers: &mut [Answer], open: &[usize]) {
    let Some(live) = there.live() else { return };
    let open: Vec<usize> = open
        .iter()
        .copied()
        .filter(|number| StandIn::knows(&questions[*number]))
        .collect();
    if open.is_empty() {
        return;
    }
    let _spinner = progress::spinner(&format!("Asking a server of our own about {} texts", open.len()));
    let asked: Vec<Question> = open.iter().map(|number| questions[*number].clone()).collect();
    match ask(there, live.server_version / 10_000, &asked) {
        Ok(better) => {
            for (number, better) in open.into_iter().zip(better) {
                answers[number] = better;
            }
        }
        Err(why) => {
            for number in open {
                if let Answer::Refused(refusal) = &mut answers[number] {
                    refusal.push_str(&format!("; no server of our own can be asked instead: {why}"));
                }
            }
        }
    }
}

fn ask(there: &Canonical, major: u32, questions: &[Question]) -> Result<Vec<Answer>, String> {
    let binaries = Binaries::find(None, Some(major), &environment).map_err(|error| error.message)?;
    if binaries.major() != major {
        let other = binaries.major();
        return Err(format!("PostgreSQL {other} cannot stand in for {major}"));
    }
    let nothing = Canonical::empty();
    let pair = Pair {
        old: &nothing,
        new: there,
    };
    let (plan, _) = schemadiff::plan(
        pair,
        &Policy {
            allow: Allow::all(),
            ..Policy::default()
        },
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let mut server = StandIn::start(&plan, &binaries)
            .await
            .map_err(|error| error.message)?;
        Ok(server.ask(questions).await)
    })
}
