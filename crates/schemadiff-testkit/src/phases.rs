//! What has to hold for a case whose plan is stopped on the way: between its phases, where both versions of an application work,
//! and after any step.

use schemadiff::canon::Canonical;
use schemadiff::catalog::Pair;
use schemadiff::facts::{Hazard, OpCode};
use schemadiff::plan::{Phase, Plan, Statement};
use schemadiff::render;
use schemadiff::transition::Strategy;
use schemadiff_pg::{Connection, Target};

use crate::applications::{self, Shared, Side, Worked};
use crate::case::{Case, policy};
use crate::clients::Clients;
use crate::live::{Bench, alike, bring, ensure_role, found, look, run, stays, works};
use crate::servers::{Server, batch, block_on, open};
use crate::{offline, state};

/// Whether a case's plan is made in phases that something can happen between.
///
/// # Errors
/// When the case cannot be planned.
pub fn has_phases(case: &Case) -> Result<bool, String> {
    if case.refused.is_some() || case.empty {
        return Ok(false);
    }
    let (old, new) = (case.old_state()?, case.new_state()?);
    // Roles belong to the whole server: a case that makes some cannot be laid out twice.
    if [&old, &new].iter().any(|state| !state.catalog().roles.is_empty()) {
        return Ok(false);
    }
    let plan = offline::plan(Pair { old: &old, new: &new }, &case.policy()?)?;
    let has = |contracts: bool| {
        plan.steps
            .iter()
            .any(|step| (step.phase == Phase::Contract) == contracts)
    };
    Ok(has(true) && has(false))
}

/// Runs a case in phases, as it is when an application is deployed in between.
///
/// After the phases that come first a plan has only the last one left, the same as before: what is in between is recognised
/// from the database. From there the plan arrives. And from there a mind can be changed: the plan back to `old` arrives where
/// it began.
///
/// What the old and the new application did in between comes back.
///
/// # Errors
/// With the first of these that does not hold.
pub fn in_phases(case: &Case, server: &Server, clients: &Clients) -> Result<Worked, String> {
    let (old, new) = (case.old_state()?, case.new_state()?);
    block_on(
        server.with_databases(async |[built, fresh, undone, both]: [Target; 4]| {
            let bench = Bench { server, clients };
            let mut connection = open(&built).await?;
            lay(&mut connection, case, &old, server.major()).await?;
            let first = begin(&mut connection, case, &new).await?;
            let again = look(&mut connection, &new, &case.policy()?)
                .await
                .map_err(|error| format!("planning in between: {error}"))?;
            let planned = alike(
                &in_any_order(&again.plan),
                &in_any_order(&of_phases(&first, &[Phase::Contract])),
                "what was planned for the end",
                "what is planned in between",
            );
            match (planned, &case.planned_again) {
                (planned, None) => planned?,
                (Err(_), Some(_)) => {}
                (Ok(()), Some(why)) => {
                    return Err(format!("nothing is planned again, though the case says: {why}"));
                }
            }
            let (path, state) = match &case.arrives {
                Some(path) => (path.as_path(), &state::load(path)?),
                None => (case.new.as_path(), &new),
            };
            bench.build(&fresh, path, state)?;

            run(&mut connection, &again.plan).await?;

            stays(&mut connection, &new).await?;
            alike(
                &bench.dump(&built)?,
                &bench.dump(&fresh)?,
                "a database built from `new`",
                "where the plan arrives in phases",
            )?;
            works(&built, case).await?;

            let worked = match (
                two_versions(case, server, (&both, &fresh), (&old, &new)).await,
                &case.apart,
            ) {
                (outcome, None) => outcome?,
                (Err(_), Some(_)) => Worked::default(),
                (Ok(_), Some(why)) => {
                    return Err(format!("both applications work, though the case says: {why}"));
                }
            };
            if !case.has_way_back() || case.one_way.is_some() {
                return Ok(worked);
            }
            let mut connection = open(&undone).await?;
            lay(&mut connection, case, &old, server.major()).await?;
            let before = bench.dump(&undone)?;
            begin(&mut connection, case, &new).await?;
            let say = |error: String| format!("when a mind is changed: {error}");
            bring(
                &mut connection,
                &old,
                &policy(&["all".to_owned()], case.strategy)?,
            )
            .await
            .map_err(say)?;
            stays(&mut connection, &old).await.map_err(say)?;
            alike(
                &bench.dump(&undone)?,
                &before,
                "the database before",
                "where the way back arrives",
            )
            .map_err(say)?;
            Ok(worked)
        }),
    )
}

/// Whether a case's plan can be stopped between two steps.
///
/// # Errors
/// When the case cannot be planned.
pub fn has_steps(case: &Case) -> Result<bool, String> {
    if case.refused.is_some() || case.empty {
        return Ok(false);
    }
    let (old, new) = (case.old_state()?, case.new_state()?);
    if [&old, &new].iter().any(|state| !state.catalog().roles.is_empty()) {
        return Ok(false);
    }
    Ok(offline::plan(Pair { old: &old, new: &new }, &case.policy()?)?
        .steps
        .len()
        > 1)
}

/// Law: *resumes*. Stopped after any step, a plan that is made and run again arrives.
///
/// # Errors
/// With the first step after which it does not; when the case says that there is one, and there is none.
pub fn resumed(case: &Case, server: &Server, clients: &Clients) -> Result<(), String> {
    match (after_each_step(case, server, clients), &case.stopped) {
        (outcome, None) => outcome,
        (Err(_), Some(_)) => Ok(()),
        (Ok(()), Some(why)) => Err(format!(
            "a plan made after any stop arrives, though the case says: {why}"
        )),
    }
}

fn after_each_step(case: &Case, server: &Server, clients: &Clients) -> Result<(), String> {
    let (old, new) = (case.old_state()?, case.new_state()?);
    let bench = Bench { server, clients };
    let (path, state) = match &case.arrives {
        Some(path) => (path.as_path(), state::load(path)?),
        None => (case.new.as_path(), new.clone()),
    };
    let wanted = block_on(server.with_databases(async |[fresh]: [Target; 1]| {
        let connection = open(&fresh).await?;
        for role in &case.roles {
            batch(&connection, &ensure_role(role)).await?;
        }
        bench.build(&fresh, path, &state)?;
        bench.dump(&fresh)
    }))?;
    let mut stop = 1;
    loop {
        let is_last = block_on(server.with_databases(async |[built]: [Target; 1]| {
            let say = |error: String| format!("stopped after step {stop}: {error}");
            let mut connection = open(&built).await?;
            lay(&mut connection, case, &old, server.major()).await?;
            let mut plan = look(&mut connection, &new, &case.policy()?).await?.plan;
            if stop >= plan.steps.len() {
                return Ok(true);
            }
            plan.steps.truncate(stop);
            run(&mut connection, &plan).await?;
            bring(&mut connection, &new, &case.policy()?).await.map_err(say)?;
            stays(&mut connection, &new).await.map_err(say)?;
            alike(
                &bench.dump(&built)?,
                &wanted,
                "a database built from `new`",
                "where the plan arrives",
            )
            .map_err(say)?;
            works(&built, case).await.map_err(say)?;
            Ok(false)
        }))?;
        if is_last {
            return Ok(());
        }
        stop += 1;
    }
}

/// Law: *two versions*. What an application cannot do in its own world is found out in one that is built of `old` first, and
/// in `fresh`, which is built from `new`.
async fn two_versions(
    case: &Case,
    server: &Server,
    (between, fresh): (&Target, &Target),
    (old, new): (&Canonical, &Canonical),
) -> Result<Worked, String> {
    let mut shared = applications::shared(old, new);
    if case.strategy == Strategy::Direct || shared.is_empty() {
        return Ok(Worked::default());
    }
    let mut connection = open(between).await?;
    lay(&mut connection, case, old, server.major()).await?;
    let planned = look(&mut connection, new, &case.policy()?).await?.plan;
    // What has one name at a time, or takes no value that a new type does not take, is announced to break an application.
    let announcing = [OpCode::RenameColumn, OpCode::RenameTable, OpCode::CreateTrigger];
    let breaks = |statement: &&Statement| {
        announcing.contains(&statement.code) && statement.hazards.contains(&Hazard::BreaksOldApplication)
    };
    let is_asked = |table: &Shared| {
        !planned
            .statements()
            .filter(breaks)
            .any(|statement| table.is_about(statement))
    };
    shared.retain(is_asked);
    if shared.is_empty() {
        return Ok(Worked::default());
    }
    let application = open(between).await?;
    applications::populate(&application, Side::Old, &shared, old.catalog()).await?;
    let plan = begin(&mut connection, case, new).await?;

    let before = server
        .with_databases(async |[before]: [Target; 1]| {
            let mut connection = open(&before).await?;
            lay(&mut connection, case, old, server.major()).await?;
            let connection = open(&before).await?;
            applications::populate(&connection, Side::Old, &shared, old.catalog()).await?;
            applications::able(&connection, Side::Old, &shared, old.catalog()).await
        })
        .await?;
    let world = open(fresh).await?;
    applications::populate(&world, Side::New, &shared, new.catalog()).await?;
    let after = applications::able(&world, Side::New, &shared, new.catalog()).await?;
    let catalogs = (old.catalog(), new.catalog());
    let worked = applications::both(&application, &shared, catalogs, (&before, &after)).await?;
    let fills = plan.steps.iter().any(|step| step.phase == Phase::Backfill);
    if worked.tables == 0 && fills {
        return Err("no table is one that both applications can write: nothing was tried".to_owned());
    }
    Ok(worked)
}

/// Builds `old` with its rows.
async fn lay(connection: &mut Connection, case: &Case, old: &Canonical, major: u32) -> Result<(), String> {
    for role in &case.roles {
        batch(connection, &ensure_role(role)).await?;
    }
    found(connection, old, major)
        .await
        .map_err(|error| format!("`old` cannot be built: {error}"))?;
    match &case.rows {
        Some(rows) => batch(connection, rows).await,
        None => Ok(()),
    }
}

/// Plans, and runs all phases but the last.
async fn begin(connection: &mut Connection, case: &Case, new: &Canonical) -> Result<Plan, String> {
    let plan = look(connection, new, &case.policy()?).await?.plan;
    run(connection, &of_phases(&plan, &[Phase::Expand, Phase::Backfill])).await?;
    Ok(plan)
}

/// The statements of a plan, sorted: what waits for nothing may come in any order.
fn in_any_order(plan: &Plan) -> String {
    let mut statements: Vec<String> = plan.statements().map(render::statement_text).collect();
    statements.sort_unstable();
    statements.join("\n")
}

/// The steps of some phases.
fn of_phases(plan: &Plan, phases: &[Phase]) -> Plan {
    let mut plan = plan.clone();
    plan.steps.retain(|step| phases.contains(&step.phase));
    plan
}
