//! Every case on every version of PostgreSQL that it is for, and the schema and examples of the repository.
//!
//! `cargo test -p schemadiff-testkit --test live 16/column/` runs those of one kind on one version.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use libtest_mimic::{Arguments, Trial};
use schemadiff_testkit::applications::Worked;
use schemadiff_testkit::clients::Clients;
use schemadiff_testkit::servers::Servers;
use schemadiff_testkit::settled::{Tally, tell};
use schemadiff_testkit::{Case, live, phases, place};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Most of the time a case waits for a server or for pg_dump.
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    arguments.test_threads.get_or_insert(2 * cores);

    let between = Between::default();
    let tally = Arc::new(Mutex::new(Tally::new()));
    let (trials, summary) = match prepare(&between, &tally) {
        Ok((trials, summary)) => (trials, Some(summary)),
        Err(error) => (
            vec![Trial::test("the servers and cases are there", || {
                Err(error.into())
            })],
            None,
        ),
    };
    let conclusion = libtest_mimic::run(&arguments, trials);
    // A part of the cases says nothing about all of them.
    let complete = !conclusion.has_failed() && !arguments.list && conclusion.num_filtered_out == 0;
    if let Some(summary) = summary.filter(|_| complete) {
        summary.print(conclusion.num_passed);
    }
    // Many a case is there for what no normal form can know: of whole schemas the share has to be large, of cases it is shown.
    tell(&tally.lock().unwrap_or_else(PoisonError::into_inner));
    match between.judge(!conclusion.has_failed() && !arguments.list) {
        Ok(()) => conclusion.exit_code(),
        Err(()) => ExitCode::FAILURE,
    }
}

/// How many middle states there have to be, of the newest server, in which both versions of an application do everything.
const MIDDLE_STATES: usize = 40;

/// Law 6 over all cases: the middle states in which the old and the new application each inserted, updated and deleted rows of
/// a table and saw what the other did.
#[derive(Clone, Default)]
struct Between {
    wanted: Arc<AtomicUsize>,
    ran: Arc<AtomicUsize>,
    worked: Arc<AtomicUsize>,
}

impl Between {
    fn note(&self, worked: Worked) {
        self.ran.fetch_add(1, Ordering::Relaxed);
        self.worked
            .fetch_add(usize::from(worked.whole > 0), Ordering::Relaxed);
    }

    /// Counts when all of them were run; `" in phases"` selects them.
    #[expect(clippy::print_stdout, reason = "it is for whoever started the run")]
    fn judge(&self, ran_well: bool) -> Result<(), ()> {
        let [wanted, ran, worked] =
            [&self.wanted, &self.ran, &self.worked].map(|count| count.load(Ordering::Relaxed));
        if !ran_well || ran == 0 || ran != wanted {
            return Ok(());
        }
        println!("both versions of an application work in {worked} of {ran} middle states");
        if worked < MIDDLE_STATES {
            println!(
                "there have to be {MIDDLE_STATES}: add cases, or see what the applications cannot do any more"
            );
            return Err(());
        }
        Ok(())
    }
}

/// What the run is over.
struct Summary {
    cases: usize,
    versions: Vec<String>,
}

impl Summary {
    #[expect(clippy::print_stdout, reason = "it is for whoever started the run")]
    fn print(&self, passed: u64) {
        println!(
            "{passed} live runs passed: {} cases on PostgreSQL {}\n",
            self.cases,
            self.versions.join(", ")
        );
    }
}

fn prepare(between: &Between, tally: &Arc<Mutex<Tally>>) -> Result<(Vec<Trial>, Summary), String> {
    let servers = Arc::new(Servers::find()?);
    let newest = servers.versions().max().ok_or("there is no server at all")?;
    let clients = Arc::new(Clients::find(newest)?);
    let cases = Case::all(&place::cases())?;

    let mut trials = Vec::new();
    for major in servers.versions() {
        for case in cases.iter().filter(|case| case.postgres.contains(major)) {
            let (case, servers, clients, tally) =
                (case.clone(), servers.clone(), clients.clone(), tally.clone());
            trials.push(Trial::test(format!("{major}/{}", case.name), move || {
                let settled = live::check(&case, servers.get(major)?, &clients)?;
                let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
                tally.entry(major).or_default().add(settled);
                Ok(())
            }));
        }
        for case in cases.iter().filter(|case| live::is_first_or_last(case, major)) {
            if !case.postgres.contains(major) || !phases::has_phases(case)? {
                continue;
            }
            let (case, servers, clients) = (case.clone(), servers.clone(), clients.clone());
            let counted = (major == newest).then(|| between.clone());
            if let Some(between) = &counted {
                between.wanted.fetch_add(1, Ordering::Relaxed);
            }
            trials.push(Trial::test(
                format!("{major}/{} in phases", case.name),
                move || {
                    let worked = phases::in_phases(&case, servers.get(major)?, &clients)?;
                    if let Some(between) = &counted {
                        between.note(worked);
                    }
                    Ok(())
                },
            ));
        }
        for case in cases
            .iter()
            .filter(|case| major == newest && case.postgres.contains(major))
        {
            if !phases::has_steps(case)? {
                continue;
            }
            let (case, servers, clients) = (case.clone(), servers.clone(), clients.clone());
            trials.push(Trial::test(format!("{major}/{} resumed", case.name), move || {
                Ok(phases::resumed(&case, servers.get(major)?, &clients)?)
            }));
        }
        for (name, states) in journeys()? {
            let (servers, clients) = (servers.clone(), clients.clone());
            trials.push(Trial::test(format!("{major}/repository/{name}"), move || {
                let states: Vec<_> = states.iter().map(AsRef::as_ref).collect();
                Ok(live::journey(
                    &states,
                    &["all".to_owned()],
                    servers.get(major)?,
                    &clients,
                )?)
            }));
        }
    }
    let versions = servers.versions().map(|major| major.to_string()).collect();
    Ok((
        trials,
        Summary {
            cases: cases.len(),
            versions,
        },
    ))
}

/// The schema at the top, and the examples: those with a folder for each release from the first to the last.
fn journeys() -> Result<Vec<(String, Vec<PathBuf>)>, String> {
    let top = place::repository();
    let folders = |path: &Path| {
        let entries = place::entries(path)?;
        Ok::<_, String>(
            entries
                .into_iter()
                .filter(|path| path.is_dir())
                .collect::<Vec<_>>(),
        )
    };
    let mut journeys = vec![("schema".to_owned(), vec![top.join("schema.toml")])];
    for example in folders(&top.join("examples"))? {
        let name = example.file_name().unwrap_or_default().to_string_lossy();
        let releases = folders(&example)?;
        let states = if releases.is_empty() {
            vec![example.clone()]
        } else {
            releases
        };
        journeys.push((format!("examples/{name}"), states));
    }
    Ok(journeys)
}
