//! The laws over pairs of schemas that are made at random, without a server and on every version.

use std::path::PathBuf;

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use schemadiff::canon::Canonical;
use schemadiff::catalog::Pair;
use schemadiff::diag::code;
use schemadiff::render;
use schemadiff::transition::Strategy;

use crate::case::{Case, policy};
use crate::clients::Clients;
use crate::generate::{Blueprint, ROLES, Side, blueprint};
use crate::servers::Server;
use crate::{honest, live, offline, state};

/// What came of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Pairs for which every law holds.
    pub held: u32,
    /// Pairs that no plan can lead from one to the other, which the planner said.
    pub refused: u32,
}

/// Checks the laws that need no server over `count` pairs, each drawn from a seed of its own, from `seed` on.
///
/// # Errors
/// With every pair for which one does not hold; the first is made smaller.
pub fn offline(seed: u64, count: u32) -> Result<Tally, String> {
    run(seed, count, Written::check_offline)
}

/// Checks all laws on a server over `count` pairs, each drawn from a seed of its own, from `seed` on, one after the other.
///
/// # Errors
/// With every pair for which one does not hold; the first is made smaller.
pub fn live(seed: u64, count: u32, server: &Server, clients: &Clients) -> Result<Tally, String> {
    run(seed, count, |pair| pair.check_live(server, clients))
}

/// Checks the laws on a server but *honest* over `count` pairs, each drawn from a seed of its own, from `seed` on, in one database.
///
/// What a walk costs is mostly what the sessions, the dumps and the looks cost, however little there is to see. So many pairs go together,
/// each in schemas of its own; when a law does not hold for all of them, each walks by itself, so that the one that is to blame is found.
///
/// # Errors
/// With every pair for which one does not hold; the first is made smaller.
pub fn together(seed: u64, count: u32, server: &Server, clients: &Clients) -> Result<Tally, String> {
    let mut tally = Tally::default();
    let mut together = Vec::new();
    for seed in (seed..).take(count as usize) {
        let blueprint = draw(seed)?;
        if Written::new(&[&blueprint])
            .and_then(|pair| pair.refused())
            .map_err(|why| report(seed, &why, &blueprint))?
        {
            tally.refused += 1;
        } else {
            let place = together.len();
            together.push(blueprint.at(place));
        }
    }
    let all: Vec<&Blueprint> = together.iter().collect();
    let Err(why) = Written::new(&all).and_then(|pairs| live::walk(&pairs.case, false, server, clients))
    else {
        tally.held += u32::try_from(all.len()).map_err(|error| error.to_string())?;
        return Ok(tally);
    };
    run(seed, count, |pair| pair.check_live(server, clients))?;
    Err(format!(
        "{count} pairs from seed {seed} on, each of which holds by itself, do not hold in one database: {why}\n\n{}",
        sides(&all)
    ))
}

/// What a law said about a pair.
enum Outcome {
    Held,
    Refused,
}

fn run(seed: u64, count: u32, check: impl Fn(&Written) -> Result<Outcome, String>) -> Result<Tally, String> {
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    for seed in (seed..).take(count as usize) {
        let smaller = if failures.is_empty() { shrink() } else { 0 };
        match one(seed, smaller, &check) {
            Ok(Outcome::Held) => tally.held += 1,
            Ok(Outcome::Refused) => tally.refused += 1,
            Err(why) => failures.push(why),
        }
    }
    if failures.is_empty() {
        Ok(tally)
    } else {
        Err(failures.join("\n\n"))
    }
}

/// One pair, so that its seed is all that it takes to see it again.
fn one(
    seed: u64,
    max_shrink_iters: u32,
    check: impl Fn(&Written) -> Result<Outcome, String>,
) -> Result<Outcome, String> {
    let outcome = std::cell::Cell::new(Outcome::Held);
    let ran = runner(seed, max_shrink_iters).run(&blueprint(), |blueprint| {
        let found = Written::new(&[&blueprint])
            .and_then(|pair| check(&pair))
            .map_err(TestCaseError::fail)?;
        outcome.set(found);
        Ok(())
    });
    match ran {
        Ok(()) => Ok(outcome.into_inner()),
        Err(TestError::Fail(why, blueprint)) => Err(report(seed, &why.to_string(), &blueprint)),
        Err(TestError::Abort(why)) => Err(why.to_string()),
    }
}

/// The blueprint of a seed: the same that [`one`] begins with.
fn draw(seed: u64) -> Result<Blueprint, String> {
    let drawn = std::cell::RefCell::new(None);
    let keep = |blueprint| {
        drawn.replace(Some(blueprint));
        Ok(())
    };
    runner(seed, 0)
        .run(&blueprint(), keep)
        .map_err(|why| why.to_string())?;
    drawn
        .into_inner()
        .ok_or_else(|| format!("seed {seed} draws nothing"))
}

fn runner(seed: u64, max_shrink_iters: u32) -> TestRunner {
    let config = Config {
        cases: 1,
        max_shrink_iters,
        failure_persistence: None,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// How many smaller pairs are tried once one has failed. Each is a whole walk on a server, so that whoever only wants to see what
/// fails says 0.
const SHRINK: &str = "SCHEMADIFF_SHRINK";

fn shrink() -> u32 {
    std::env::var(SHRINK)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100)
}

/// Everything that it takes to make a case of a failure.
fn report(seed: u64, why: &str, blueprint: &Blueprint) -> String {
    format!("seed {seed}: {why}\n\n{}", sides(&[blueprint]))
}

fn sides(blueprints: &[&Blueprint]) -> String {
    format!(
        "-- old.sql\n{}\n-- new.sql\n{}",
        sql(blueprints, Side::Old),
        sql(blueprints, Side::New)
    )
}

fn sql(blueprints: &[&Blueprint], side: Side) -> String {
    blueprints.iter().map(|blueprint| blueprint.sql(side)).collect()
}

/// Views and functions first and each sort from last to first. What changes a table comes after it, as a reader of SQL
/// expects.
fn other_order(mut statements: Vec<String>) -> Vec<String> {
    const LATER: [&str; 4] = ["CREATE TABLE", "ALTER T", "GRANT", "COMMENT ON"];
    let rank = |statement: &String| {
        let later = LATER
            .iter()
            .position(|start| statement.starts_with(start))
            .map_or(0, |rank| rank + 1);
        (later, statement.contains("PARTITION OF"))
    };
    statements.reverse();
    statements.sort_by_key(rank);
    statements
}

/// A pair in files, as a case; or several in one.
struct Written {
    _folder: tempfile::TempDir,
    case: Case,
    old: Canonical,
    new: Canonical,
    reversed: PathBuf,
}

impl Written {
    fn new(blueprints: &[&Blueprint]) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).map_err(|error| error.to_string())?;
            Ok::<_, String>(path)
        };
        write("old.sql", &sql(blueprints, Side::Old))?;
        write("new.sql", &sql(blueprints, Side::New))?;
        write(
            "case.toml",
            &format!("why = 'made at random'\nallow = ['all']\nback_allow = ['all']\nroles = {ROLES:?}\n"),
        )?;
        let statements = blueprints
            .iter()
            .flat_map(|blueprint| blueprint.statements(Side::New));
        let statements = other_order(statements.collect());
        let reversed = write("reversed.sql", &(statements.join(";\n") + ";\n"))?;
        let case = Case::load(folder.path())?;
        Ok(Self {
            old: case.old_state()?,
            new: case.new_state()?,
            case,
            reversed,
            _folder: folder,
        })
    }

    /// Whether the planner says that no plan leads from one to the other, or back: a change that PostgreSQL has no
    /// statement for is none that it may invent, and a circle is not always one that can be broken.
    fn refused(&self) -> Result<bool, String> {
        for pair in [
            Pair {
                old: &self.old,
                new: &self.new,
            },
            Pair {
                old: &self.new,
                new: &self.old,
            },
        ] {
            let (_, diagnostics) = schemadiff::plan(pair, &policy(&["all".to_owned()], Strategy::default())?);
            if diagnostics
                .iter()
                .any(|diagnostic| [code::CANNOT_CHANGE, code::CYCLE].contains(&diagnostic.code))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn check_offline(&self) -> Result<Outcome, String> {
        if self.refused()? {
            return Ok(Outcome::Refused);
        }
        for (old, new) in [(&self.old, &self.new), (&self.new, &self.old)] {
            let plan = offline::plan(
                Pair { old, new },
                &policy(&["all".to_owned()], Strategy::default())?,
            )?;
            offline::is_grammatical(&render::script(&plan))?;
            honest::is_bearable(&plan)?;
        }
        offline::is_quiet(&self.old)?;
        offline::is_quiet(&self.new)?;
        self.is_orderless()?;
        Ok(Outcome::Held)
    }

    /// Law: *pure*. The order of statements never matters.
    fn is_orderless(&self) -> Result<(), String> {
        let reversed = state::load(&self.reversed).map_err(|error| format!("in the other order: {error}"))?;
        let plan = |new: &Canonical| {
            let pair = Pair { old: &self.old, new };
            offline::plan(pair, &policy(&["all".to_owned()], Strategy::default())?)
                .map(|plan| render::script(&plan))
        };
        match crate::unified(
            &plan(&self.new)?,
            &plan(&reversed)?,
            "the statements in order",
            "from last to first",
        ) {
            same if same.is_empty() => Ok(()),
            diff => Err(format!("the order of statements matters:\n{diff}")),
        }
    }

    fn check_live(&self, server: &Server, clients: &Clients) -> Result<Outcome, String> {
        if self.refused()? {
            return Ok(Outcome::Refused);
        }
        live::check(&self.case, server, clients)?;
        Ok(Outcome::Held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pair that walked with others is the one that its seed makes by itself.
    #[test]
    fn a_seed_makes_one_pair() {
        for seed in 0..3 {
            let drawn = draw(seed).unwrap();
            one(seed, 0, |pair| {
                let text = std::fs::read_to_string(pair.case.old.as_ref().unwrap()).unwrap();
                assert_eq!(text, drawn.sql(Side::Old));
                Ok(Outcome::Held)
            })
            .unwrap();
        }
    }
}
