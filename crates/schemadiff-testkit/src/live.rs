//! What has to hold for a case on a server: the plan arrives, and then there is nothing left to do.

use std::path::Path;

use schemadiff::Policy;
use schemadiff::canon::{Canonical, observe};
use schemadiff::catalog::{Kind, Pair};
use schemadiff::kinds::Schema;
use schemadiff::plan::{Plan, Step};
use schemadiff::source::Observed;
use schemadiff::transition::Strategy;
use schemadiff::{render, source};
use schemadiff_pg::execute::{ApplyOptions, apply};
use schemadiff_pg::{Connection, Target, settle, snapshot};
use schemadiff_sql::quote;

use crate::case::{Case, policy};
use crate::clients::Clients;
use crate::dump::normalize;
use crate::offline::{self, missing};
use crate::rows::{Rows, required};
use crate::servers::{Server, batch, block_on, open};
use crate::settled::Settled;
use crate::versions::SUPPORTED;
use crate::{honest, state, unified};

/// Runs a case on a server.
///
/// The plan from empty to `old`, then rows, then the plan to `new` that is made by looking at the database; beside it a
/// database that `psql` builds from `new` alone. *Honest*: each statement does what the plan says of it.
/// *Arrives*: both dump alike. *Stays*: planning again finds nothing.
/// *Offline = online*: where nothing had to be asked, the plan is the one that was made for this version without a
/// server, which is compared with the accepted one ([`offline::check`]). And every row is still there, and the required ones have come. *Returns*: the plan back to `old`, with every loss allowed, arrives where it
/// began, and stays; on the first and the last version that the case is for.
///
/// # Errors
/// With the first law that does not hold.
pub fn check(case: &Case, server: &Server, clients: &Clients) -> Result<Settled, String> {
    walk(case, true, server, clients)
}

/// All that [`check`] does, but without the law *honest* unless the plan is `watched`: after each statement everything that there is, is
/// looked at, which takes long where much is there.
///
/// # Errors
/// With the first law that does not hold.
pub(crate) fn walk(
    case: &Case,
    watched: bool,
    server: &Server,
    clients: &Clients,
) -> Result<Settled, String> {
    let (old, new) = (case.old_state()?, case.new_state()?);
    if case.refused.is_some() {
        return refused(case, server, &old, &new).map(|()| Settled::default());
    }
    block_on(server.with_databases(async |[built, fresh]: [Target; 2]| {
        let bench = Bench { server, clients };
        let mut connection = open(&built).await?;
        for role in &case.roles {
            batch(&connection, &ensure_role(role)).await?;
        }
        found(&mut connection, &old, server.major())
            .await
            .map_err(|error| format!("`old` cannot be built: {error}"))?;
        if let Some(rows) = &case.rows {
            // In a session of its own: applying a plan changes the settings of the session it runs in.
            batch(&open(&built).await?, rows).await?;
        }
        let before = Rows::count(&connection).await?;
        let way_back = if case.has_way_back() && is_first_or_last(case, server.major()) {
            Some(bench.dump(&built)?)
        } else {
            None
        };

        let step = look(&mut connection, &new, &case.policy()?).await?;
        if case.empty && !step.plan.is_empty() {
            return Err(format!(
                "both states mean the same, yet the plan is:\n{}",
                brief(&step.plan)
            ));
        }
        let certain = schemadiff::doubts(Pair { old: &old, new: &new }).is_empty();
        if certain && step.asked.is_empty() {
            offline_is_online(&old, &new, case, server.major(), &step.plan)?;
        }
        if watched {
            honest::run(&built, &step.plan).await?;
        } else {
            run(&mut connection, &step.plan).await?;
        }
        let again = stays(&mut connection, &new).await?;
        if case.arrives.is_none() {
            is_managed(&step.plan)?;
            is_managed(&again.plan)?;
        }
        // What servers print changes between versions: the ends say enough.
        let settled = if is_first_or_last(case, server.major()) {
            Settled::count(&built, again.asked.iter().copied()).await?
        } else {
            Settled::default()
        };
        before.survive(&connection, &new, case).await?;

        match &case.arrives {
            Some(path) => bench.build(&fresh, path, &state::load(path)?)?,
            None => bench.build(&fresh, case.new.as_path(), &new)?,
        }
        let (arrived, wanted) = (bench.dump(&built)?, bench.dump(&fresh)?);
        alike(
            &arrived,
            &wanted,
            "a database built from `new`",
            "where the plan arrives",
        )?;
        required(&connection, &open(&fresh).await?, &new).await?;
        works(&built, case).await?;

        match (way_back, &case.one_way) {
            (None, _) => {}
            (Some(before), None) => bench.returns(&mut connection, &built, case, &before).await?,
            (Some(before), Some(why)) => {
                let back = bench.returns(&mut connection, &built, case, &before).await;
                if back.is_ok() {
                    return Err(format!("there is a way back, though the case says: {why}"));
                }
            }
        }
        Ok(settled)
    }))
}

/// What has to work where a plan arrives does; nothing of it stays.
pub(crate) async fn works(built: &Target, case: &Case) -> Result<(), String> {
    let Some(works) = &case.works else {
        return Ok(());
    };
    let connection = open(built).await?;
    batch(&connection, &format!("BEGIN; {works}; ROLLBACK"))
        .await
        .map_err(|error| format!("what has to work where the plan arrives: {error}"))
}

/// A server's catalog is refused as the model of it is.
fn refused(case: &Case, server: &Server, old: &Canonical, new: &Canonical) -> Result<(), String> {
    let words = case.refused.as_deref().unwrap_or_default();
    block_on(server.with_databases(async |[built]: [Target; 1]| {
        let mut connection = open(&built).await?;
        bring(&mut connection, old, &policy(&[], Strategy::Direct)?)
            .await
            .map_err(|error| format!("`old` cannot be built: {error}"))?;
        match look(&mut connection, new, &case.policy()?).await {
            Ok(step) => Err(format!(
                "this should be refused, not planned:\n{}",
                brief(&step.plan)
            )),
            Err(message) if message.contains(words) => Ok(()),
            Err(message) => Err(format!("the message should say `{words}`:\n{message}")),
        }
    }))
}

/// Walks through states one after the other, as releases follow each other: each is planned from the database, applied,
/// and stays; at the end of each the database is the one that the printed scripts lead to.
///
/// # Errors
/// With the first state that is not reached.
pub fn journey(
    states: &[&Path],
    permissions: &[String],
    server: &Server,
    clients: &Clients,
) -> Result<(), String> {
    block_on(server.with_databases(async |[applied, scripted]: [Target; 2]| {
        let bench = Bench { server, clients };
        let policy = policy(permissions, Strategy::default())?;
        let mut connection = open(&applied).await?;
        for path in states {
            let say = |error: String| format!("{}: {error}", crate::place::shown(path));
            let wanted = state::load(path)?;
            let step = look(&mut connection, &wanted, &policy).await.map_err(say)?;
            if step.plan.is_empty() {
                return Err(say("there is nothing to do".to_owned()));
            }
            run(&mut connection, &step.plan).await.map_err(say)?;
            stays(&mut connection, &wanted).await.map_err(say)?;
            bench.script(&scripted, &step.plan).map_err(say)?;
            let (one, other) = (bench.dump(&applied)?, bench.dump(&scripted)?);
            alike(&one, &other, "where `psql -f` arrives", "where apply arrives").map_err(say)?;
        }
        Ok(())
    }))
}

/// A plan that was made by looking at a database.
pub(crate) struct Look {
    pub(crate) plan: Plan,
    /// What those doubts were about that the server had to settle.
    pub(crate) asked: Vec<Kind>,
}

/// Plans from what a database holds to what is wanted; permissions must suffice.
pub(crate) async fn look(
    connection: &mut Connection,
    wanted: &Canonical,
    policy: &Policy,
) -> Result<Look, String> {
    let read = snapshot::read(connection)
        .await
        .map_err(|error| error.to_string())?;
    let observed = observe(source::read(&read).map_err(|error| error.to_string())?);
    let pair = Pair {
        old: &observed,
        new: wanted,
    };
    let questions = schemadiff::doubts(pair);
    let answers = settle::ask(connection, &questions).await;
    let (settled, _) = schemadiff::settle_answers(pair, answers);
    let plan = offline::plan(
        Pair {
            old: &settled.old,
            new: &settled.new,
        },
        policy,
    )?;
    let missing = missing(&plan);
    if missing.is_empty() {
        return Ok(Look {
            plan,
            asked: questions.iter().map(|question| question.about.kind).collect(),
        });
    }
    Err(format!("the plan needs {missing:?} too:\n{}", brief(&plan)))
}

pub(crate) async fn run(connection: &mut Connection, plan: &Plan) -> Result<(), String> {
    apply(connection, plan, &ApplyOptions::default(), &mut |_| {})
        .await
        .map(drop)
        .map_err(|error| format!("{error}\nin the plan:\n{}", brief(plan)))
}

/// Builds a state in an empty database, at which nobody has to look for that.
pub(crate) async fn found(connection: &mut Connection, wanted: &Canonical, major: u32) -> Result<(), String> {
    let mut nothing = Observed {
        server_version: major * 10_000,
        ..Observed::default()
    };
    nothing.catalog.insert(Schema {
        name: "public".to_owned(),
        comment: None,
    });
    let pair = Pair {
        old: &observe(nothing),
        new: wanted,
    };
    run(connection, &offline::plan(pair, &Policy::default())?).await
}

/// Whether a version is the oldest or the newest that a case is for: the way back is walked on those two.
pub fn is_first_or_last(case: &Case, major: u32) -> bool {
    let mut versions = SUPPORTED.filter(|version| case.postgres.contains(*version));
    let first = versions.next();
    first == Some(major) || versions.next_back().or(first) == Some(major)
}

/// Looks and runs.
pub(crate) async fn bring(
    connection: &mut Connection,
    wanted: &Canonical,
    policy: &Policy,
) -> Result<(), String> {
    let step = look(connection, wanted, policy).await?;
    run(connection, &step.plan).await
}

/// Law: *stays*.
pub(crate) async fn stays(connection: &mut Connection, wanted: &Canonical) -> Result<Look, String> {
    let again = look(connection, wanted, &Policy::default())
        .await
        .map_err(|error| format!("planning again: {error}"))?;
    if again.plan.is_empty() {
        return Ok(again);
    }
    Err(format!("planning again finds work:\n{}", brief(&again.plan)))
}

/// What a case is about is modelled, so that the survey has nothing to say of it.
pub(crate) fn is_managed(plan: &Plan) -> Result<(), String> {
    let found = plan
        .survey
        .as_ref()
        .map(render::unmanaged::names)
        .unwrap_or_default();
    if found.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the survey reports what the case has:\n{found}\
         if it is modelled by now, let the attribute of its kind say `.covers(&[…])`"
    ))
}

/// Law: *offline = online*.
fn offline_is_online(
    old: &Canonical,
    new: &Canonical,
    case: &Case,
    major: u32,
    online: &Plan,
) -> Result<(), String> {
    let mut new = new.clone();
    new.plan_for(major);
    let offline = offline::plan(Pair { old, new: &new }, &case.policy()?)?;
    match unified(
        &brief(&offline),
        &brief(online),
        "the plan without the server",
        "the plan with it",
    ) {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("the server was not asked, and yet:\n{diff}")),
    }
}

/// Law: *arrives*.
pub(crate) fn alike(
    arrived: &str,
    wanted: &str,
    wanted_name: &str,
    arrived_name: &str,
) -> Result<(), String> {
    match unified(wanted, arrived, wanted_name, arrived_name) {
        same if same.is_empty() => Ok(()),
        diff => Err(format!("the dumps differ:\n{diff}")),
    }
}

/// The statements of a plan, with a line between steps.
pub(crate) fn brief(plan: &Plan) -> String {
    let step = |step: &Step| {
        step.statements
            .iter()
            .map(render::statement_text)
            .collect::<Vec<_>>()
            .join("\n")
    };
    plan.steps.iter().map(step).collect::<Vec<_>>().join("\n--\n")
}

/// Makes a role unless there is one. Cases run beside each other and share the server's roles, so none is ever dropped.
pub(crate) fn ensure_role(role: &str) -> String {
    let name = quote::identifier(role);
    format!(
        "DO $$ BEGIN CREATE ROLE {name}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
}

/// What judges.
pub(crate) struct Bench<'a> {
    pub(crate) server: &'a Server,
    pub(crate) clients: &'a Clients,
}

impl Bench<'_> {
    pub(crate) fn dump(&self, database: &Target) -> Result<String, String> {
        self.clients
            .dump(self.server, database)
            .map(|dump| normalize(&dump))
    }

    /// Builds a database with `psql`: from the SQL file itself, so that the judge does not depend on the planner; only a
    /// model in TOML has no other way than the script of its plan.
    pub(crate) fn build(&self, database: &Target, path: &Path, state: &Canonical) -> Result<(), String> {
        if state::is(path, "sql") {
            return self
                .clients
                .run_file(self.server, database, path)
                .map_err(|error| format!("psql does not take {}: {error}", crate::place::shown(path)));
        }
        let plan = offline::plan(
            Pair {
                old: &Canonical::empty(),
                new: state,
            },
            &Policy::default(),
        )?;
        self.script(database, &plan)
    }

    /// Law: *returns*.
    async fn returns(
        &self,
        connection: &mut Connection,
        database: &Target,
        case: &Case,
        before: &str,
    ) -> Result<(), String> {
        let old = case.old_state()?;
        let say = |error: String| format!("on the way back: {error}");
        bring(connection, &old, &case.back_policy()?).await.map_err(say)?;
        stays(connection, &old).await.map_err(say)?;
        alike(
            &self.dump(database)?,
            before,
            "the database before",
            "where the way back arrives",
        )
    }

    fn script(&self, database: &Target, plan: &Plan) -> Result<(), String> {
        let script = render::script(plan);
        let cannot = |error: std::io::Error| format!("cannot write the script: {error}");
        let folder = tempfile::tempdir().map_err(cannot)?;
        let path = folder.path().join("plan.sql");
        std::fs::write(&path, &script).map_err(cannot)?;
        self.clients
            .run_file(self.server, database, &path)
            .map_err(|error| format!("psql does not take the script: {error}\n{script}"))
    }
}
