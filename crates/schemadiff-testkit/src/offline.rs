//! What has to hold for a case without a server.

use std::collections::BTreeSet;
use std::fs;

use schemadiff::canon::Canonical;
use schemadiff::catalog::{Pair, Sources};
use schemadiff::diag::{Severity, has_errors};
use schemadiff::plan::Plan;
use schemadiff::{Policy, render};

use crate::case::Case;
use crate::place::shown;
use crate::{honest, state, unified};

/// The environment variable that makes a run write the plans it gets instead of comparing them.
pub const ACCEPT: &str = "SCHEMADIFF_ACCEPT";

/// Runs a case: its plan is the one in `plan.sql`, and the laws that need no server hold.
///
/// # Errors
/// With everything that is wrong.
pub fn check(case: &Case, accept: bool) -> Result<(), String> {
    let old = case.old_state()?;
    let new = case.new_state()?;
    let pair = Pair { old: &old, new: &new };
    if let Some(words) = &case.refused {
        return is_refused(pair, words);
    }
    let plan = plan(pair, &case.policy()?)?;
    let script = render::script(&plan);
    let laws = [
        compare(case, &script, accept),
        has_work(case, &plan),
        is_quiet(&new),
        is_pure(case, &plan),
        is_grammatical(&script),
        asks_for(case, pair, &plan),
        goes_back(case, pair),
        honest::is_bearable(&plan),
    ];
    let broken: Vec<String> = laws.into_iter().filter_map(Result::err).collect();
    if broken.is_empty() {
        Ok(())
    } else {
        Err(broken.join("\n"))
    }
}

/// There is no plan, and the message says why.
///
/// # Errors
/// When there is one, or the message says something else.
pub fn is_refused(pair: Pair<&Canonical>, words: &str) -> Result<(), String> {
    match plan(pair, &Policy::default()) {
        Ok(plan) => Err(format!(
            "this should be refused, not planned:\n{}",
            render::script(&plan)
        )),
        Err(message) if message.contains(words) => Ok(()),
        Err(message) => Err(format!("the message should say `{words}`:\n{message}")),
    }
}

/// Plans, and takes errors for failures.
///
/// # Errors
/// With the messages, when one is an error.
pub fn plan(pair: Pair<&Canonical>, policy: &Policy) -> Result<Plan, String> {
    let (plan, mut diagnostics) = schemadiff::plan(pair, policy);
    if !has_errors(&diagnostics) {
        return Ok(plan);
    }
    // Places in files are of no help here: the message names the object.
    for diagnostic in &mut diagnostics {
        diagnostic.labels.clear();
    }
    Err(state::render(&Sources::default(), &diagnostics, Severity::Error))
}

/// The plan is the one that was accepted.
fn compare(case: &Case, script: &str, accept: bool) -> Result<(), String> {
    let path = case.folder.join("plan.sql");
    if accept {
        return fs::write(&path, script).map_err(|error| format!("cannot write {}: {error}", shown(&path)));
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    match unified(&known, script, &shown(&path), "the plan now") {
        same if same.is_empty() => Ok(()),
        diff => Err(format!(
            "{diff}\nif the plan is right now, run again with {ACCEPT}=1"
        )),
    }
}

/// A case without a plan shows nothing, unless that is what it is there to show. Where texts have to be compared by a
/// server, a plan of nothing may take one.
fn has_work(case: &Case, plan: &Plan) -> Result<(), String> {
    if plan.is_empty() && !case.empty {
        return Err("the plan is empty, and the case does not say `empty = true`".to_owned());
    }
    Ok(())
}

/// From a state to itself there is nothing to do.
pub(crate) fn is_quiet(state: &Canonical) -> Result<(), String> {
    let plan = plan(
        Pair {
            old: state,
            new: state,
        },
        &Policy::default(),
    )?;
    if plan.is_empty() {
        return Ok(());
    }
    Err(format!(
        "from `new` to itself there should be nothing to do, not:\n{}",
        render::script(&plan)
    ))
}

/// The same files give the same bytes.
fn is_pure(case: &Case, plan: &Plan) -> Result<(), String> {
    let (old, new) = (case.old_state()?, case.new_state()?);
    let again = self::plan(Pair { old: &old, new: &new }, &case.policy()?)?;
    let bytes = |plan: &Plan| render::script(plan) + &render::json::write(plan);
    match unified(&bytes(plan), &bytes(&again), "the first plan", "the second plan") {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("planning twice gives two plans:\n{diff}")),
    }
}

/// What is printed is SQL.
pub(crate) fn is_grammatical(script: &str) -> Result<(), String> {
    let (_, mut errors) = schemadiff_sql::parse_script(script);
    // A plan may use what no model can: `CREATE TABLE (LIKE …)` is SQL for all that.
    errors.retain(|error| !error.message.ends_with("is not modelled yet"));
    if errors.is_empty() {
        return Ok(());
    }
    let errors: Vec<_> = errors
        .iter()
        .map(|error| format!("{}: `{}`", error.message, &script[error.range.clone()]))
        .collect();
    Err(format!("the plan is not SQL: {}", errors.join("; ")))
}

/// The plan needs the permissions that the case names: each of them, and no other. Where a server has to tell that there
/// is nothing to do, a plan without it may need some.
fn asks_for(case: &Case, pair: Pair<&Canonical>, allowed: &Plan) -> Result<(), String> {
    if case.empty {
        return Ok(());
    }
    let missing = missing(allowed);
    let needed = self::missing(&plan(pair, &Policy::default())?);
    let is_used = |given: &&String| needed.iter().any(|needed| permits(given, needed));
    let unused: Vec<_> = case.allow.iter().filter(|given| !is_used(given)).collect();
    if missing.is_empty() && unused.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the plan needs {needed:?}, and the case allows {:?}; missing {missing:?}, not needed {unused:?}",
        case.allow
    ))
}

/// Whether a permission as it is given is, or includes, one that is needed.
fn permits(given: &str, needed: &str) -> bool {
    given == needed || needed.split_once(':').is_some_and(|(kind, _)| kind == given)
}

/// The way back needs no more than the permissions that the case names for it.
fn goes_back(case: &Case, pair: Pair<&Canonical>) -> Result<(), String> {
    if case.one_way.is_some() || !case.has_way_back() {
        return Ok(());
    }
    let back = Pair {
        old: pair.new,
        new: pair.old,
    };
    let plan = plan(back, &case.back_policy()?).map_err(|error| format!("on the way back: {error}"))?;
    let missing = missing(&plan);
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("the way back needs {missing:?} in `back_allow` too"))
}

/// The permissions that a plan needs and was not given.
pub fn missing(plan: &Plan) -> BTreeSet<String> {
    plan.missing_permissions()
        .iter()
        .map(ToString::to_string)
        .collect()
}
