//! What comes in between: somebody who asks to stop, holds a lock for long, changes what the plan is about, or is at work too.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use schemadiff::plan::Plan;
use schemadiff_pg::Connection;
use schemadiff_pg::execute::{ApplyError, ApplyOptions, Done, HowFar, Progress, apply};

use crate::execute::{build_index, expand, impatient, one, plan};
use crate::servers::{connect, on_every_version};

/// An expression that takes its time for each row, so that an index of it is not built at once.
const SLOW: &str = "CREATE FUNCTION public.slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS \
     $$ BEGIN PERFORM pg_sleep(0.02); RETURN $1; END $$; \
     CREATE TABLE public.t (a int); INSERT INTO public.t SELECT generate_series(1, 400)";

fn build_slowly() -> Plan {
    let mut step = build_index(0, "");
    step.statements[0].sql = String::from("CREATE INDEX CONCURRENTLY i ON public.t (public.slow(a))");
    plan(vec![step])
}

/// Runs a plan and asks to stop as soon as something is heard of it for the second time.
async fn stopped(connection: &mut Connection, plan: &Plan) -> (Result<Done, ApplyError>, Duration) {
    let stop = Arc::new(AtomicBool::new(false));
    let options = ApplyOptions {
        stop: Some(Arc::clone(&stop)),
        grace: Duration::from_millis(100),
        ..impatient()
    };
    let asked = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        stop.store(true, Ordering::Relaxed);
        Instant::now()
    };
    let mut ignore = |_: Progress<'_>| {};
    let (outcome, asked) = tokio::join!(apply(connection, plan, &options, &mut ignore), asked);
    (outcome, asked.elapsed())
}

#[test]
fn a_statement_that_takes_long_is_cancelled_when_somebody_asks_to_stop() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let plan = plan(vec![
            expand(&["CREATE TABLE public.t (a int)"]),
            expand(&["ALTER TABLE public.t ADD b int", "SELECT pg_sleep(60)"]),
        ]);
        let (outcome, took) = stopped(&mut connection, &plan).await;
        match outcome {
            Err(ApplyError::Stopped { done, of }) => assert_eq!((done.steps, done.statements, of), (1, 1, 2)),
            outcome => panic!("{outcome:?}"),
        }
        assert!(took < Duration::from_secs(10), "{took:?}");
        let columns =
            "SELECT count(*) FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attnum > 0";
        assert_eq!(one(&connection, columns).await, "1");
    });
}

#[test]
fn an_index_whose_build_is_cancelled_is_not_left_invalid() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection.batch(SLOW).await.unwrap();
        let (outcome, took) = stopped(&mut connection, &build_slowly()).await;
        assert!(matches!(outcome, Err(ApplyError::Stopped { .. })), "{outcome:?}");
        assert!(took < Duration::from_secs(5), "{took:?}");
        assert_eq!(one(&connection, "SELECT to_regclass('public.i')").await, "");
    });
}

#[test]
fn a_build_says_how_far_it_is() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection.batch(SLOW).await.unwrap();
        let mut seen: Vec<HowFar> = Vec::new();
        let mut progress = |event: Progress<'_>| {
            if let Progress::StillRunning { how_far, .. } = event {
                seen.extend(how_far.cloned());
            }
        };
        apply(
            &mut connection,
            &build_slowly(),
            &ApplyOptions::default(),
            &mut progress,
        )
        .await
        .unwrap();
        assert!(
            seen.iter()
                .any(|how_far| how_far.phase.starts_with("building index") && how_far.of > 0),
            "{seen:?}"
        );
    });
}

#[test]
fn a_build_says_whom_it_waits_for() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let other = connect(&target).await;
        connection.batch("CREATE TABLE public.t (a int)").await.unwrap();
        other
            .batch("BEGIN; INSERT INTO public.t VALUES (1)")
            .await
            .unwrap();
        let pid = one(&other, "SELECT pg_backend_pid()").await;
        let release = async {
            tokio::time::sleep(Duration::from_millis(2500)).await;
            other.batch("COMMIT").await.unwrap();
        };
        let mut seen = Vec::new();
        let mut progress = |event: Progress<'_>| {
            if let Progress::StillRunning {
                how_far: Some(how_far),
                ..
            } = event
            {
                seen.extend(how_far.waits_for.clone());
            }
        };
        let (options, plan) = (ApplyOptions::default(), plan(vec![build_index(0, "")]));
        let (outcome, ()) = tokio::join!(apply(&mut connection, &plan, &options, &mut progress), release);
        outcome.unwrap();
        assert_eq!(
            seen.first().map(|session| session.pid.clone()),
            Some(pid),
            "{seen:?}"
        );
    });
}

#[test]
fn nobody_queues_behind_a_transaction_that_lasts() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let other = connect(&target).await;
        connection.batch("CREATE TABLE public.t (a int)").await.unwrap();
        other.batch("BEGIN; SELECT * FROM public.t").await.unwrap();
        let pid = one(&other, "SELECT pg_backend_pid()").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let options = ApplyOptions {
            attempts: 20,
            lasting: Duration::from_millis(20),
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_millis(100),
            ..ApplyOptions::default()
        };
        // Whoever asks for a lock that conflicts with nothing held would wait behind a request that is in the queue.
        let watcher = connect(&target).await;
        let release = async {
            for _ in 0..20 {
                let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted";
                assert_eq!(one(&watcher, waiting).await, "0");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            other.batch("COMMIT").await.unwrap();
        };
        let (mut in_the_way, mut retries) = (Vec::new(), 0);
        let mut progress = |event: Progress<'_>| match event {
            Progress::InTheWay {
                relations, sessions, ..
            } => {
                in_the_way.push((relations.to_owned(), sessions[0].pid.clone()));
            }
            Progress::Retry { .. } => retries += 1,
            _ => {}
        };
        let plan = plan(vec![expand(&["ALTER TABLE public.t ADD b int"])]);
        let (outcome, ()) = tokio::join!(apply(&mut connection, &plan, &options, &mut progress), release);
        outcome.unwrap();
        assert!(in_the_way.len() >= 2, "{in_the_way:?}");
        assert_eq!(in_the_way[0], ("public.t".to_owned(), pid));
        assert_eq!(retries, 0);
    });
}

#[test]
fn the_next_run_waits_for_the_one_before() {
    on_every_version(async |target| {
        let (mut first, mut second) = (connect(&target).await, connect(&target).await);
        let pid = one(&first, "SELECT pg_backend_pid()").await;
        let slow = plan(vec![expand(&["SELECT pg_sleep(0.8)"])]);
        let mut said = Vec::new();
        let later = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let patient = ApplyOptions {
                patience: Duration::from_secs(20),
                ..impatient()
            };
            let mut progress = |event: Progress<'_>| {
                if let Progress::Busy { holder, .. } = event {
                    said.extend(holder.map(|holder| holder.pid.clone()));
                }
            };
            apply(&mut second, &slow, &patient, &mut progress).await
        };
        let options = ApplyOptions::default();
        let mut ignore = |_: Progress<'_>| {};
        let (one, other) = tokio::join!(apply(&mut first, &slow, &options, &mut ignore), later);
        one.unwrap();
        other.unwrap();
        assert_eq!(said, [pid]);
    });
}

#[test]
fn a_plan_for_what_is_no_longer_so_is_refused() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch("CREATE TABLE public.t (a int); CREATE TABLE public.other (a int)")
            .await
            .unwrap();
        let mut fresh = plan(vec![expand(&["ALTER TABLE public.t ADD b int"])]);
        fresh.database = Some(connection.database().to_owned());
        fresh
            .base
            .insert("table `public.t`".to_owned(), "0123456789abcdef".to_owned());
        fresh
            .base
            .insert("table `public.u`".to_owned(), "absent".to_owned());
        let error = apply(&mut connection, &fresh, &impatient(), &mut |_| {})
            .await
            .unwrap_err();
        match &error {
            ApplyError::Drifted(found) => assert_eq!(found, &["table `public.t` has changed"]),
            error => panic!("{error}"),
        }
        let columns =
            "SELECT count(*) FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attnum > 0";
        assert_eq!(one(&connection, columns).await, "1");
        let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
        assert_eq!(one(&connection, locks).await, "0");
    });
}
