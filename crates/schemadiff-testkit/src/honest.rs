//! Law 4: what a plan says of locks, scans and rewrites is what a server does. And what it says is bearable, or permitted.

use std::collections::BTreeMap;

use schemadiff::facts::{Hazard, Lock, Work};
use schemadiff::plan::Plan;
use schemadiff_pg::Target;
use schemadiff_pg::trace::{disagreements, trace};

use crate::live::brief;

/// Runs a plan, statement by statement, and compares what each did with what the plan says of it.
///
/// # Errors
/// When a statement fails, or the plan says too little or too much.
pub(crate) async fn run(database: &Target, plan: &Plan) -> Result<(), String> {
    let seen = trace(database, plan)
        .await
        .map_err(|error| format!("{error}\nin the plan:\n{}", brief(plan)))?;
    let found: Vec<String> = plan
        .statements()
        .zip(&seen)
        .flat_map(|(statement, seen)| {
            let about = format!("{}: {}", statement.code.name(), statement.sql);
            disagreements(statement, seen)
                .into_iter()
                .map(move |disagreement| format!("{disagreement}\n  in {about}"))
        })
        .collect();
    if found.is_empty() {
        Ok(())
    } else {
        Err(format!("the plan is not honest:\n{}", found.join("\n")))
    }
}

/// Nothing holds a lock that others' writes wait for while it scans, builds or rewrites what was there before the plan,
/// unless the plan says that it blocks and somebody had to permit it.
///
/// # Errors
/// With the statements that do.
pub(crate) fn is_bearable(plan: &Plan) -> Result<(), String> {
    let mut found = Vec::new();
    for step in &plan.steps {
        // A transaction holds its locks until it ends.
        let mut held: BTreeMap<_, Lock> = BTreeMap::new();
        for statement in &step.statements {
            for (relation, lock) in &statement.locks {
                let known = held.entry(relation).or_insert(*lock);
                *known = (*known).max(*lock);
            }
            let is_long = matches!(statement.work, Work::Scan | Work::Build | Work::Rewrite);
            let blocked = held.iter().find(|(_, lock)| lock.blocks_writes());
            let says = |hazard: &Hazard| matches!(hazard, Hazard::BlocksAll | Hazard::BlocksWrites);
            let permitted = statement.hazards.iter().any(says) && statement.permission.is_some();
            if let (true, Some((relation, lock)), false) = (is_long, blocked, permitted) {
                found.push(format!(
                    "{} is done with {lock} on {relation}, unpermitted: {}",
                    statement.work.word(),
                    statement.sql
                ));
            }
        }
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "others wait for as long as there are rows:\n{}",
            found.join("\n")
        ))
    }
}
