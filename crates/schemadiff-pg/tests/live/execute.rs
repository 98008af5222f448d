//! Plans run to their end, wait for locks, and stop where a statement fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use schemadiff::canon::{Canonical, canonicalize};
use schemadiff::catalog::{Kind, ObjectRef, Pair, Sources};
use schemadiff::facts::{Hazard, Lock, OpCode, Work};
use schemadiff::plan::{Phase, Plan, Statement, Step, Transaction};
use schemadiff::source::{Declared, sql};
use schemadiff_pg::Connection;
use schemadiff_pg::execute::{ApplyError, ApplyOptions, Done, Progress, StepFailure, apply};
use schemadiff_sql::syntax::ObjectName;

use crate::servers::{connect, on_every_version};

fn statement(sql: &str) -> Statement {
    let table = ObjectName::qualified("public", "t");
    Statement {
        sql: sql.to_owned(),
        backfill: None,
        code: OpCode::AddColumn,
        target: ObjectRef::named(Kind::Table, &table),
        locks: vec![(table, Lock::AccessExclusive)],
        work: Work::Instant,
        hazards: Vec::new(),
        permission: None,
        size: None,
        reason: String::new(),
        undo: None,
    }
}

fn step(phase: Phase, statements: &[&str]) -> Step {
    Step {
        phase,
        transaction: Transaction::One,
        lock_timeout: 100,
        statement_timeout: 10_000,
        statements: statements.iter().map(|sql| statement(sql)).collect(),
    }
}

pub(crate) fn expand(statements: &[&str]) -> Step {
    step(Phase::Expand, statements)
}

/// An index built without a transaction.
pub(crate) fn build_index(lock_timeout: u64, unique: &str) -> Step {
    let mut index = statement(&format!("CREATE {unique} INDEX CONCURRENTLY i ON public.t (a)"));
    index.target = ObjectRef::named(Kind::Index, &ObjectName::qualified("public", "i"));
    index.locks = vec![(ObjectName::qualified("public", "t"), Lock::ShareUpdateExclusive)];
    index.hazards = vec![Hazard::MayLeaveInvalid];
    Step {
        phase: Phase::Expand,
        transaction: Transaction::None,
        lock_timeout,
        statement_timeout: 0,
        statements: vec![index],
    }
}

pub(crate) fn plan(steps: Vec<Step>) -> Plan {
    Plan {
        search_path: vec!["pg_catalog".to_owned()],
        steps,
        ..Plan::default()
    }
}

pub(crate) fn impatient() -> ApplyOptions {
    let pause = Duration::from_millis(20);
    ApplyOptions {
        attempts: 3,
        first_pause: pause,
        longest_pause: pause,
        ..ApplyOptions::default()
    }
}

async fn run(connection: &mut Connection, plan: &Plan) -> Result<Done, ApplyError> {
    apply(connection, plan, &impatient(), &mut |_| {}).await
}

fn model(text: &str) -> Canonical {
    let mut sources = Sources::default();
    let file = sources.add("model.sql", text);
    let mut declared = Declared::default();
    let problems = sql::read_script(&sources, file, &mut declared);
    assert!(problems.is_empty(), "{problems:?}");
    canonicalize(declared).0
}

pub(crate) async fn one(connection: &Connection, sql: &str) -> String {
    connection.value(sql).await.unwrap().unwrap_or_default()
}

fn step_failure(outcome: Result<Done, ApplyError>) -> StepFailure {
    match outcome {
        Err(ApplyError::Step(failure)) => *failure,
        outcome => panic!("{outcome:?}"),
    }
}

#[test]
fn every_step_runs_and_says_so() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let plan = plan(vec![
            expand(&[
                "CREATE TABLE public.t (a int)",
                "INSERT INTO public.t VALUES (1), (2)",
            ]),
            build_index(0, ""),
            step(
                Phase::Contract,
                &["ALTER TABLE public.t ADD COLUMN b text DEFAULT current_setting('search_path')"],
            ),
        ]);
        let mut events = Vec::new();
        let outcome = apply(
            &mut connection,
            &plan,
            &ApplyOptions::default(),
            &mut |progress| {
                events.push(match progress {
                    Progress::StepStarted { number, of, .. } => format!("{number}/{of}"),
                    Progress::StatementDone { statement, .. } => statement.sql[..6].to_owned(),
                    Progress::StepDone { number, .. } => format!("done {number}"),
                    progress => format!("{progress:?}"),
                });
            },
        )
        .await;
        assert_eq!(
            outcome.unwrap(),
            Done {
                steps: 3,
                statements: 4
            }
        );
        assert_eq!(
            events,
            [
                "1/3", "CREATE", "INSERT", "done 1", "2/3", "CREATE", "done 2", "3/3", "ALTER ", "done 3"
            ]
        );
        assert_eq!(
            one(&connection, "SELECT DISTINCT b FROM public.t").await,
            "pg_catalog"
        );
        assert_eq!(one(&connection, "SHOW search_path").await, "\"$user\", public");
        assert_eq!(
            one(
                &connection,
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            .await,
            "0"
        );
    });
}

#[test]
fn one_phase_runs_without_the_other() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let plan = plan(vec![
            expand(&["CREATE TABLE public.t (a int)"]),
            step(Phase::Contract, &["DROP TABLE public.t"]),
        ]);
        let expand = ApplyOptions {
            phases: vec![Phase::Expand],
            ..ApplyOptions::default()
        };
        apply(&mut connection, &plan, &expand, &mut |_| {}).await.unwrap();
        assert_eq!(one(&connection, "SELECT count(*) FROM public.t").await, "0");
        let contract = ApplyOptions {
            phases: vec![Phase::Contract],
            ..ApplyOptions::default()
        };
        assert_eq!(
            apply(&mut connection, &plan, &contract, &mut |_| {})
                .await
                .unwrap(),
            Done {
                steps: 1,
                statements: 1
            }
        );
        assert_eq!(one(&connection, "SELECT to_regclass('public.t')").await, "");
    });
}

#[test]
fn a_failed_step_is_rolled_back_and_what_was_done_stays() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let plan = plan(vec![
            expand(&["CREATE TABLE public.t (a int)"]),
            expand(&[
                "CREATE TABLE public.u (a int)",
                "ALTER TABLE public.t ADD COLUMN a int",
                "SELECT 1",
            ]),
            expand(&["CREATE TABLE public.v (a int)"]),
        ]);
        let error = run(&mut connection, &plan).await.unwrap_err();
        let text = error.to_string();
        assert_eq!(
            text,
            "step 2 of 3 failed\nstatement 2: ALTER TABLE public.t ADD COLUMN a int\n\
             column \"a\" of relation \"t\" already exists (42701)\nnothing of this step is done\n\
             1 step with 1 statements is done"
        );
        assert!(error.hint().unwrap().contains("plan and apply again"));
        assert_eq!(one(&connection, "SELECT to_regclass('public.t')").await, "t");
        assert_eq!(
            one(
                &connection,
                "SELECT coalesce(to_regclass('public.u'), to_regclass('public.v'))"
            )
            .await,
            ""
        );
    });
}

#[test]
fn what_fails_at_commit_is_a_failure() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let plan = plan(vec![expand(&[
            "CREATE TABLE public.t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
            "INSERT INTO public.t VALUES (1), (1)",
        ])]);
        let failure = step_failure(run(&mut connection, &plan).await);
        assert_eq!(
            (failure.statement.clone(), failure.error.sqlstate.as_deref()),
            (None, Some("23505"))
        );
        assert!(failure.to_string().contains("statement: COMMIT"), "{failure}");
    });
}

#[test]
fn a_step_waits_for_its_lock_and_says_who_holds_it() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let other = connect(&target).await;
        connection.batch("CREATE TABLE public.t (a int)").await.unwrap();
        other
            .batch("SET application_name = 'the worker'; BEGIN; SELECT * FROM public.t")
            .await
            .unwrap();
        let pid = one(&other, "SELECT pg_backend_pid()").await;

        let plan = plan(vec![expand(&[
            "CREATE TABLE public.u (a int)",
            "ALTER TABLE public.t ADD COLUMN b int",
        ])]);
        let failure = step_failure(run(&mut connection, &plan).await);
        assert_eq!(
            (failure.attempts, failure.error.sqlstate.as_deref()),
            (3, Some("55P03"))
        );
        assert_eq!(failure.blockers[0].pid, pid);
        assert_eq!(failure.blockers[0].state.as_deref(), Some("idle in transaction"));
        assert!(failure.to_string().contains("\"the worker\""), "{failure}");

        let release = async {
            tokio::time::sleep(Duration::from_millis(150)).await;
            other.batch("COMMIT").await.unwrap();
        };
        let mut retries = 0;
        let options = ApplyOptions {
            attempts: 50,
            ..impatient()
        };
        let mut progress = |event: Progress<'_>| {
            if let Progress::Retry { blockers, .. } = event {
                assert_eq!(blockers.len(), 1);
                retries += 1;
            }
        };
        let (outcome, ()) = tokio::join!(apply(&mut connection, &plan, &options, &mut progress), release);
        assert_eq!(
            outcome.unwrap(),
            Done {
                steps: 1,
                statements: 2
            }
        );
        assert!(retries > 0);
    });
}

#[test]
fn two_runs_do_not_mix() {
    on_every_version(async |target| {
        let (mut first, mut second) = (connect(&target).await, connect(&target).await);
        let pid = one(&first, "SELECT pg_backend_pid()").await;
        let slow = plan(vec![expand(&["SELECT pg_sleep(1.2)"])]);
        let later = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            run(&mut second, &slow).await
        };
        let mut waits = 0;
        let mut progress =
            |event: Progress<'_>| waits += i32::from(matches!(event, Progress::StillRunning { .. }));
        let options = ApplyOptions::default();
        let (outcome, refused) = tokio::join!(apply(&mut first, &slow, &options, &mut progress), later);
        outcome.unwrap();
        assert_eq!(waits, 1);
        let error = refused.unwrap_err();
        match &error {
            ApplyError::Busy { holder: Some(holder) } => assert_eq!(holder.pid, pid),
            error => panic!("{error}"),
        }
        assert!(error.to_string().contains("\"schemadiff\""), "{error}");
        assert!(
            error
                .hint()
                .unwrap()
                .contains(&format!("pg_terminate_backend({pid})"))
        );
        run(&mut second, &slow).await.unwrap();
    });
}

#[test]
fn a_failed_index_is_not_left_invalid() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch("CREATE TABLE public.t (a int); INSERT INTO public.t VALUES (1), (1)")
            .await
            .unwrap();
        let failure = step_failure(run(&mut connection, &plan(vec![build_index(0, "UNIQUE")])).await);
        assert_eq!(failure.error.sqlstate.as_deref(), Some("23505"));
        assert_eq!(failure.leftover, None);
        assert_eq!(one(&connection, "SELECT to_regclass('public.i')").await, "");
    });
}

#[test]
fn a_failed_key_leaves_no_invalid_index() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let table = "CREATE TABLE public.t (a int, b int)";
        let rows = format!("{table}; INSERT INTO public.t VALUES (1, 1), (1, 2)");
        connection.batch(&rows).await.unwrap();
        let old = model(&format!("{table};"));
        let new = model("CREATE TABLE public.t (a int UNIQUE, b int);");
        let pair = Pair { old: &old, new: &new };
        let (plan, problems) = schemadiff::plan(pair, &schemadiff::Policy::default());
        assert!(problems.is_empty(), "{problems:?}");
        let failure = step_failure(run(&mut connection, &plan).await);
        assert_eq!(failure.error.sqlstate.as_deref(), Some("23505"));
        assert_eq!(failure.leftover, None);
        assert_eq!(
            one(
                &connection,
                "SELECT count(*) FROM pg_index WHERE indrelid = 'public.t'::regclass"
            )
            .await,
            "0"
        );
    });
}

#[test]
fn an_index_that_could_not_wait_is_built_by_the_next_attempt() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let other = connect(&target).await;
        connection.batch("CREATE TABLE public.t (a int)").await.unwrap();
        other
            .batch("BEGIN; INSERT INTO public.t VALUES (1)")
            .await
            .unwrap();
        let release = async {
            tokio::time::sleep(Duration::from_millis(400)).await;
            other.batch("COMMIT").await.unwrap();
        };
        let options = ApplyOptions {
            attempts: 50,
            ..impatient()
        };
        let plan = plan(vec![build_index(100, "")]);
        let mut retries = 0;
        let mut progress =
            |event: Progress<'_>| retries += i32::from(matches!(event, Progress::Retry { .. }));
        let (outcome, ()) = tokio::join!(apply(&mut connection, &plan, &options, &mut progress), release);
        outcome.unwrap();
        assert!(retries > 0);
        assert_eq!(
            one(
                &connection,
                "SELECT indisvalid FROM pg_index WHERE indexrelid = 'public.i'::regclass"
            )
            .await,
            "t"
        );
    });
}

#[test]
fn an_index_of_the_same_name_is_not_touched() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch("CREATE TABLE public.t (a int); INSERT INTO public.t VALUES (1), (1)")
            .await
            .unwrap();
        connection
            .batch("CREATE UNIQUE INDEX CONCURRENTLY i ON public.t (a)")
            .await
            .unwrap_err();
        let failure = step_failure(run(&mut connection, &plan(vec![build_index(0, "")])).await);
        assert_eq!(failure.error.sqlstate.as_deref(), Some("42P07"));
        assert_eq!(one(&connection, "SELECT to_regclass('public.i')").await, "i");
    });
}

#[test]
fn a_lost_connection_leaves_no_false_certainty() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let plan = plan(vec![
            expand(&["CREATE TABLE public.t (a int)"]),
            expand(&["SELECT pg_terminate_backend(pg_backend_pid())"]),
        ]);
        let failure = step_failure(run(&mut connection, &plan).await);
        assert!(failure.uncertain);
        assert_eq!(
            failure.done,
            Done {
                steps: 1,
                statements: 1
            }
        );
        assert!(failure.to_string().contains("is not known"), "{failure}");
    });
}

#[test]
fn it_stops_between_steps_when_told_to() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let stop = Arc::new(AtomicBool::new(false));
        let options = ApplyOptions {
            stop: Some(Arc::clone(&stop)),
            ..ApplyOptions::default()
        };
        let plan = plan(vec![expand(&["SELECT 1"]), expand(&["SELECT 2"])]);
        let outcome = apply(&mut connection, &plan, &options, &mut |event| {
            if matches!(event, Progress::StepDone { .. }) {
                stop.store(true, Ordering::Relaxed);
            }
        })
        .await;
        match outcome {
            Err(ApplyError::Stopped { done, of }) => assert_eq!((done.steps, of), (1, 2)),
            outcome => panic!("{outcome:?}"),
        }
    });
}
