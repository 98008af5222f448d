//! What has to hold for a case without a server.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use schemadiff::canon::Canonical;
use schemadiff::catalog::{Pair, Sources};
use schemadiff::diag::{Severity, has_errors};
use schemadiff::plan::Plan;
use schemadiff::{Policy, render};

use crate::case::{Case, policy};
use crate::place::shown;
use crate::versions::SUPPORTED;
use crate::{honest, state, unified};

/// The oldest version that there are servers of.
const OLDEST: u32 = *SUPPORTED.start();

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
    let oldest = for_major(&new, case.oldest());
    let pair = Pair {
        old: &old,
        new: oldest.as_ref().unwrap_or(&new),
    };
    let plan = plan(pair, &case.policy()?)?;
    let script = render::script(&plan);
    let laws = [
        compare(case, pair, &script, accept),
        has_work(case, &plan),
        is_quiet(&new),
        is_pure(case, pair, &plan),
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

/// What is wanted, with plans that run on a major version; nothing where that is what they do anyway.
fn for_major(wanted: &Canonical, major: u32) -> Option<Canonical> {
    let empty = Canonical::empty();
    let anyway = Pair {
        old: &empty,
        new: wanted,
    }
    .server_major();
    (major > anyway).then(|| {
        let mut wanted = wanted.clone();
        wanted.plan_for(major);
        wanted
    })
}

/// The plan is the one that was accepted: that of the oldest version is in `plan.sql`, and where a newer one gets another,
/// it is in `plan.18.sql`, which holds for the versions after it too.
fn compare(case: &Case, pair: Pair<&Canonical>, script: &str, accept: bool) -> Result<(), String> {
    let mut before = accepted(&case.plan(OLDEST), Some(script), None, accept)?;
    for major in SUPPORTED.filter(|major| *major > OLDEST) {
        let wanted = case
            .postgres
            .contains(major)
            .then(|| for_major(pair.new, major))
            .flatten();
        let script = match &wanted {
            Some(new) => Some(render::script(&plan(
                Pair { old: pair.old, new },
                &case.policy()?,
            )?)),
            None => None,
        };
        before = accepted(&case.plan(major), script.as_deref(), Some(&before), accept)?;
    }
    Ok(())
}

/// Compares a plan with the file of its version, or, where there is none, with the one of the version before; none is
/// wanted of a version that the case is not for. Returns the plan that the next version is compared with.
fn accepted(path: &Path, script: Option<&str>, before: Option<&str>, accept: bool) -> Result<String, String> {
    let has_file = path.exists();
    let needs_file = script.is_some() && script != before;
    if accept && needs_file {
        let script = script.unwrap_or_default();
        fs::write(path, script).map_err(|error| format!("cannot write {}: {error}", shown(path)))?;
        return Ok(script.to_owned());
    }
    if has_file && !needs_file {
        if !accept {
            return Err(format!(
                "{} says nothing that the plan before it does not; remove it",
                shown(path)
            ));
        }
        fs::remove_file(path).map_err(|error| format!("cannot remove {}: {error}", shown(path)))?;
    }
    let Some(script) = script else {
        return Ok(before.unwrap_or_default().to_owned());
    };
    let (known, name) = match before {
        Some(before) if !has_file => (before.to_owned(), format!("the plan before {}", shown(path))),
        _ => (fs::read_to_string(path).unwrap_or_default(), shown(path)),
    };
    match unified(&known, script, &name, "the plan now") {
        same if same.is_empty() => Ok(known),
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
fn is_pure(case: &Case, pair: Pair<&Canonical>, plan: &Plan) -> Result<(), String> {
    let (old, mut new) = (case.old_state()?, case.new_state()?);
    pair.new
        .settings()
        .oldest_server
        .into_iter()
        .for_each(|major| new.plan_for(major));
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
    let needed = self::missing(&plan(pair, &policy(&[], case.strategy)?)?);
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
    let older = for_major(pair.old, case.oldest());
    let back = Pair {
        old: pair.new,
        new: older.as_ref().unwrap_or(pair.old),
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
