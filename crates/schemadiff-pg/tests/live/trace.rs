//! The tracer sees what statements lock, read, build and write anew.

use schemadiff::facts::{Lock, OpCode, Work};
use schemadiff::plan::{Phase, Statement, Step, Transaction};
use schemadiff_pg::Target;
use schemadiff_pg::trace::{Observation, TraceError, disagreements, trace};
use schemadiff_sql::syntax::ObjectName;

use crate::execute::{expand, plan};
use crate::servers::{connect, on_every_version};

fn name(name: &str) -> ObjectName {
    ObjectName::qualified("public", name)
}

async fn prepare(target: &Target, sql: &str) {
    connect(target).await.batch(sql).await.unwrap();
}

async fn seen(target: &Target, steps: Vec<Step>) -> Vec<Observation> {
    trace(target, &plan(steps)).await.unwrap()
}

/// `relation lock scanned built rewritten`, as far as it is so.
fn words(seen: &Observation) -> Vec<String> {
    seen.relations
        .iter()
        .map(|touched| {
            let mut words = vec![touched.name.name.clone()];
            words.extend(touched.taken.map(|lock| lock.to_string()));
            words.extend(touched.scanned.then(|| "scanned".to_owned()));
            words.extend(touched.built.then(|| "built".to_owned()));
            words.extend(touched.rewritten.then(|| "rewritten".to_owned()));
            words.join(" ")
        })
        .collect()
}

/// A step without a transaction, whose statements lock these relations.
fn alone(sql: &str, locks: &[(&str, Lock)]) -> Step {
    let mut step = expand(&[sql]);
    step.transaction = Transaction::None;
    step.lock_timeout = 0;
    step.statement_timeout = 0;
    step.phase = Phase::Contract;
    step.statements[0].locks = locks.iter().map(|(table, lock)| (name(table), *lock)).collect();
    step
}

#[test]
fn locks_scans_builds_and_rewrites_are_seen() {
    on_every_version(async |target| {
        prepare(
            &target,
            "CREATE TABLE r (id int PRIMARY KEY);
             CREATE TABLE t (id int PRIMARY KEY, rid int, s varchar(10));
             CREATE INDEX t_s ON t (s);
             INSERT INTO r VALUES (1), (2); INSERT INTO t SELECT g, 1, 'x' FROM generate_series(1, 100) g",
        )
        .await;
        let seen = seen(
            &target,
            vec![
                expand(&["ALTER TABLE public.t ADD COLUMN a int DEFAULT 5"]),
                expand(&["ALTER TABLE public.t ADD CHECK (a > 0) NOT VALID"]),
                expand(&["ALTER TABLE public.t VALIDATE CONSTRAINT t_a_check"]),
                expand(&[
                    "ALTER TABLE public.t ADD CONSTRAINT f FOREIGN KEY (rid) REFERENCES public.r NOT VALID",
                ]),
                expand(&["ALTER TABLE public.t ALTER COLUMN s TYPE varchar(20)"]),
                expand(&["CREATE INDEX t_a ON public.t (a)"]),
                expand(&["ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a + 1"]),
                expand(&[
                    "CREATE TABLE public.n (id int)",
                    "CREATE INDEX n_id ON public.n (id)",
                ]),
                expand(&["DROP TABLE public.t"]),
            ],
        )
        .await;
        let all: Vec<Vec<String>> = seen.iter().map(words).collect();
        assert_eq!(all[0], ["t ACCESS EXCLUSIVE"]);
        assert_eq!(all[1], ["t ACCESS EXCLUSIVE"]);
        assert_eq!(all[2], ["t SHARE UPDATE EXCLUSIVE scanned"]);
        assert_eq!(all[3], ["r SHARE ROW EXCLUSIVE", "t SHARE ROW EXCLUSIVE"]);
        // The index has another identity, yet its file is the same.
        assert_eq!(all[4], ["t ACCESS EXCLUSIVE", "t_s ACCESS EXCLUSIVE"]);
        assert_eq!(all[5], ["t SHARE scanned built"]);
        assert!(
            all[6].contains(&"t ACCESS EXCLUSIVE scanned rewritten".to_owned())
                || all[6].contains(&"t ACCESS EXCLUSIVE scanned built rewritten".to_owned()),
            "{:?}",
            all[6]
        );
        assert_eq!(all[7], Vec::<String>::new());
        assert_eq!(all[8], Vec::<String>::new());
        assert!(all[9].contains(&"t ACCESS EXCLUSIVE".to_owned()), "{:?}", all[9]);
        assert!(all[9].contains(&"r ACCESS EXCLUSIVE".to_owned()), "{:?}", all[9]);
    });
}

#[test]
fn what_runs_outside_of_transactions_is_held_up() {
    on_every_version(async |target| {
        prepare(
            &target,
            "CREATE TABLE t (id int); CREATE INDEX t_id ON t (id);
             CREATE TABLE p (k int) PARTITION BY RANGE (k);
             CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
        )
        .await;
        let weak = Lock::ShareUpdateExclusive;
        let seen = seen(
            &target,
            vec![
                alone("CREATE INDEX CONCURRENTLY t_id2 ON public.t (id)", &[("t", weak)]),
                alone("DROP INDEX CONCURRENTLY public.t_id", &[("t", weak)]),
                alone(
                    "ALTER TABLE public.p DETACH PARTITION public.p1 CONCURRENTLY",
                    &[("p", weak)],
                ),
            ],
        )
        .await;
        let locks = |index: usize| {
            let seen: &Observation = &seen[index];
            seen.relations
                .iter()
                .filter_map(|touched| Some((touched.name.name.as_str(), touched.taken?)))
                .collect::<Vec<_>>()
        };
        assert_eq!(locks(0), [("t", weak)]);
        assert_eq!(seen[0].work(), Work::Build);
        assert_eq!(locks(1), [("t", weak), ("t_id", weak)]);
        assert_eq!(locks(2), [("p", weak), ("p1", Lock::AccessExclusive)]);
    });
}

#[test]
fn a_plan_that_says_too_little_or_too_much_is_not_honest() {
    on_every_version(async |target| {
        prepare(
            &target,
            "CREATE TABLE t (id int); CREATE VIEW v AS SELECT 1 AS one",
        )
        .await;
        let sql = "ALTER TABLE public.t ADD CHECK (id > 0)";
        let seen = seen(&target, vec![expand(&[sql])]).await;
        let say = |lock: Lock, work: Work| Statement {
            locks: vec![(name("t"), lock)],
            work,
            code: OpCode::AddCheckNotValid,
            ..expand(&[sql]).statements.remove(0)
        };
        assert_eq!(
            disagreements(&say(Lock::AccessExclusive, Work::Scan), &seen[0]),
            Vec::<String>::new()
        );
        let less = disagreements(&say(Lock::Share, Work::Instant), &seen[0]);
        assert_eq!(
            less,
            [
                "it takes ACCESS EXCLUSIVE on public.t, and the plan says SHARE",
                "the plan says instant, and it is scan of public.t"
            ]
        );
        let more = disagreements(&say(Lock::AccessExclusive, Work::Rewrite), &seen[0]);
        assert_eq!(more, ["the plan says rewrite, and it is scan of public.t"]);
        let mut elsewhere = say(Lock::AccessExclusive, Work::Scan);
        elsewhere.locks.push((name("v"), Lock::AccessExclusive));
        assert_eq!(
            disagreements(&elsewhere, &seen[0]),
            ["the plan says ACCESS EXCLUSIVE on public.v, and it takes nothing"]
        );
    });
}

#[test]
fn a_statement_that_fails_is_named() {
    on_every_version(async |target| {
        let outcome = trace(&target, &plan(vec![expand(&["DROP TABLE public.nothing"])])).await;
        match outcome {
            Err(TraceError::Statement { sql, error }) => {
                assert_eq!(sql, "DROP TABLE public.nothing");
                assert!(error.is("42P01"), "{error}");
            }
            other => panic!("{other:?}"),
        }
    });
}
