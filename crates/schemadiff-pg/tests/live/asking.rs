//! Asking is safe: nothing that a model brings is run, nobody is kept waiting, nothing is left.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use schemadiff::canon::{Canonical, canonicalize, observe};
use schemadiff::catalog::{Pair, Sources};
use schemadiff::settle::{Answer, Question};
use schemadiff::source::{self, Declared, sql};
use schemadiff_pg::settle::ask;
use schemadiff_pg::snapshot::read;
use schemadiff_pg::{Connection, Target};

use crate::servers::{block_on, connect, on_every_version};
use crate::settle::question;

/// What is there, and stays: functions that leave a trace which no rollback takes away, under every name that a model could
/// reach them by.
const TRAPS: &str = "
CREATE SEQUENCE public.trap;
CREATE SCHEMA evil;
CREATE FUNCTION public.spring(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE
    AS 'BEGIN PERFORM nextval(''public.trap''); RETURN 1; END';
CREATE FUNCTION public.spring_both(integer, integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE
    AS 'BEGIN PERFORM nextval(''public.trap''); RETURN 1; END';
CREATE FUNCTION public.spring_if(integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE
    AS 'BEGIN PERFORM nextval(''public.trap''); RETURN true; END';
CREATE FUNCTION public.spring_day(text) RETURNS date LANGUAGE plpgsql IMMUTABLE
    AS 'BEGIN PERFORM nextval(''public.trap''); RETURN ''2024-01-01''; END';
CREATE FUNCTION evil.abs(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE
    AS 'BEGIN PERFORM nextval(''public.trap''); RETURN 1; END';
CREATE OPERATOR public.@+@ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = public.spring_both);
CREATE TYPE public.coin AS (value integer);
CREATE FUNCTION public.to_coin(integer) RETURNS public.coin LANGUAGE plpgsql IMMUTABLE
    AS 'BEGIN PERFORM nextval(''public.trap''); RETURN ROW(1); END';
CREATE CAST (integer AS public.coin) WITH FUNCTION public.to_coin(integer);
CREATE DOMAIN public.checked AS integer CONSTRAINT checked_check CHECK (public.spring_if(VALUE));
";

/// What the database makes of it.
const THERE: &str = "
CREATE DOMAIN public.small AS integer DEFAULT 1 CONSTRAINT small_check CHECK (VALUE > 0);
CREATE TABLE public.t (id integer, name text, n integer DEFAULT 0, m integer DEFAULT 1, c public.checked,
    g integer GENERATED ALWAYS AS (id + 1) STORED,
    CONSTRAINT t_check CHECK (id > 0), CONSTRAINT t_other CHECK (id > 1), CONSTRAINT t_third CHECK (id > 2),
    CONSTRAINT t_fourth CHECK (id > 3));
CREATE INDEX t_element ON public.t ((id + 1));
CREATE INDEX t_predicate ON public.t (id) WHERE id > 1;
CREATE INDEX t_class ON public.t ((id + 2));
CREATE STATISTICS public.t_statistics ON (id + 1), (id + 2) FROM public.t;
CREATE POLICY t_policy ON public.t USING (id > 0);
CREATE TRIGGER t_trigger BEFORE UPDATE ON public.t FOR EACH ROW WHEN (NEW.id > 0)
    EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE RULE t_rule AS ON INSERT TO public.t DO ALSO DELETE FROM public.t WHERE id = 1;
CREATE VIEW public.v AS SELECT id FROM public.t;
CREATE VIEW public.w AS SELECT id FROM public.t;
CREATE VIEW public.locking AS SELECT id FROM public.t;
CREATE MATERIALIZED VIEW public.m AS SELECT id FROM public.t;
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
CREATE TABLE public.p (d date) PARTITION BY RANGE (d);
CREATE TABLE public.p_1 PARTITION OF public.p FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE public.p_2 PARTITION OF public.p FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE TABLE public.q (a integer) PARTITION BY LIST ((a + 1));
CREATE TABLE public.q_1 PARTITION OF public.q FOR VALUES IN (1);
CREATE TABLE public.r (c public.checked) PARTITION BY LIST (c);
CREATE TABLE public.r_1 PARTITION OF public.r FOR VALUES IN (1);
";

/// The same objects as a model in a pull request might have them.
const WANTED: &str = "
CREATE DOMAIN public.small AS integer DEFAULT public.spring(1) CONSTRAINT small_check CHECK (public.spring(2) < VALUE);
CREATE TABLE public.t (id integer, name text, n integer DEFAULT public.spring(3), m integer DEFAULT 1 OPERATOR(public.@+@) 2,
    c public.checked, g integer GENERATED ALWAYS AS (id + public.spring(4)) STORED,
    CONSTRAINT t_check CHECK (public.spring_if(5) AND id > 0), CONSTRAINT t_other CHECK ((7)::public.checked > 0),
    CONSTRAINT t_third CHECK (((7)::public.coin).value > 0), CONSTRAINT t_fourth CHECK (evil.abs(1) > 0));
CREATE INDEX t_element ON public.t ((id + public.spring(6)));
CREATE INDEX t_predicate ON public.t (id) WHERE public.spring_if(7);
CREATE INDEX t_class ON public.t ((public.spring(8)) int4_ops);
CREATE STATISTICS public.t_statistics ON (id + public.spring(9)), (1 OPERATOR(public.@+@) 2) FROM public.t;
CREATE POLICY t_policy ON public.t USING (public.spring_if(10));
CREATE TRIGGER t_trigger BEFORE UPDATE ON public.t FOR EACH ROW WHEN (public.spring_if(11))
    EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE RULE t_rule AS ON INSERT TO public.t DO ALSO DELETE FROM public.t WHERE id = public.spring(12);
CREATE VIEW public.v AS SELECT public.spring(13) AS id FROM public.t LIMIT public.spring(14);
CREATE VIEW public.w AS WITH w AS MATERIALIZED (SELECT nextval('public.trap')::integer AS id) SELECT id FROM w;
CREATE VIEW public.locking AS SELECT id FROM public.t WHERE public.spring(19) = id FOR UPDATE;
CREATE MATERIALIZED VIEW public.m AS SELECT public.spring(15) AS id FROM generate_series(1, 10);
CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT public.spring(16); END;
CREATE TABLE public.p (d date) PARTITION BY RANGE (d);
CREATE TABLE public.p_1 PARTITION OF public.p FOR VALUES FROM (public.spring_day('2024-01-01')) TO ('2024-02-01');
CREATE TABLE public.p_2 PARTITION OF public.p FOR VALUES FROM (date '2024-02-01') TO (CAST('1 march 2024' AS date));
CREATE TABLE public.q (a integer) PARTITION BY LIST ((a + public.spring(17)));
CREATE TABLE public.q_1 PARTITION OF public.q FOR VALUES IN (public.spring(18));
CREATE TABLE public.r (c public.checked) PARTITION BY LIST (c);
CREATE TABLE public.r_1 PARTITION OF public.r FOR VALUES IN (CAST(2 AS integer));
";

/// Event triggers that are there already, and leave their own trace.
const WATCHED: &str = "
CREATE SEQUENCE public.bell;
CREATE FUNCTION public.ring() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''public.bell''); END';
CREATE EVENT TRIGGER ring_at_start ON ddl_command_start EXECUTE FUNCTION public.ring();
CREATE EVENT TRIGGER ring_at_end ON ddl_command_end EXECUTE FUNCTION public.ring();
";

fn model(text: &str) -> Canonical {
    let mut sources = Sources::default();
    let file = sources.add("model.sql", text);
    let mut declared = Declared::default();
    let problems = sql::read_script(&sources, file, &mut declared);
    assert!(problems.is_empty(), "{problems:?}");
    let (canonical, problems) = canonicalize(declared);
    assert!(problems.is_empty(), "{problems:?}");
    canonical
}

async fn live(connection: &mut Connection) -> Canonical {
    observe(source::read(&read(connection).await.unwrap()).unwrap())
}

/// The questions that a model raises in a database.
async fn doubts(connection: &mut Connection, wanted: &Canonical) -> (Canonical, Vec<Question>) {
    let there = live(connection).await;
    let questions = schemadiff::doubts(Pair {
        old: &there,
        new: wanted,
    });
    (there, questions)
}

/// How often a sequence was asked.
async fn count(connection: &Connection, sequence: &str) -> String {
    let sql = format!("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}");
    connection.value(&sql).await.unwrap().unwrap()
}

#[test]
fn asking_runs_nothing_that_the_model_brings() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch(&format!("{TRAPS}{THERE}{WATCHED}"))
            .await
            .unwrap();
        // Making a partition by such a key did what it does.
        connection
            .batch("SELECT setval('public.trap', 1, false), setval('public.bell', 1, false)")
            .await
            .unwrap();

        let wanted = model(&format!("{TRAPS}{WANTED}"));
        let (there, questions) = doubts(&mut connection, &wanted).await;
        let answers = ask(&mut connection, &questions).await;
        assert_eq!(count(&connection, "public.trap").await, "0", "{answers:#?}");
        assert_eq!(
            count(&connection, "public.bell").await,
            "0",
            "event triggers fired"
        );

        // They were questions, and not of the sort that a server refuses to read.
        let about: Vec<_> = questions
            .iter()
            .zip(&answers)
            .filter(|(_, answer)| matches!(answer, Answer::Text(Some(_))))
            .map(|(question, _)| question.about.to_string())
            .collect();
        assert!(about.len() >= 18, "{about:#?}\n{answers:#?}");
        for part in [
            "small",
            "t.n",
            "t.g",
            "t_check",
            "t_element",
            "t_predicate",
            "t_class",
            "t_policy",
            "t_trigger",
            "t_rule",
        ] {
            assert!(
                about.iter().any(|about| about.contains(part)),
                "{part} of {about:#?}\n{answers:#?}"
            );
        }
        // A bound would be computed: one that calls something is not asked about, and that is said.
        let (_, unsettled) = schemadiff::settle_answers(
            Pair {
                old: &there,
                new: &wanted,
            },
            answers,
        );
        let left: Vec<_> = unsettled.iter().map(|(about, _)| about.to_string()).collect();
        for part in ["p_1", "q_1", "r_1"] {
            assert!(
                left.iter().any(|about| about.contains(part)),
                "{part} of {left:#?}"
            );
        }
        assert!(!left.iter().any(|about| about.contains("p_2")), "{left:#?}");
    });
}

/// A model whose objects are called like catalogs cannot make a question read one of its own.
#[test]
fn no_object_of_a_model_is_taken_for_a_catalog() {
    const THERE: &str = "
        CREATE SCHEMA app;
        CREATE TABLE app.pg_constraint (id integer, CONSTRAINT c CHECK (id > 0));
        CREATE TABLE app.pg_attrdef (id integer, n integer DEFAULT 0);
        CREATE TABLE app.pg_policy (id integer);
        CREATE INDEX pg_index ON app.pg_policy (id) WHERE id > 0;
        CREATE TABLE app.regclass (id integer, CONSTRAINT c CHECK (id > 0));
        CREATE VIEW app.pg_rewrite AS SELECT 1 AS oid, 2 AS ev_class, 'schemadiff_rule' AS rulename;
        CREATE RULE r AS ON INSERT TO app.pg_rewrite DO INSTEAD SELECT 1 AS one;";
    const WANTED: &str = "
        CREATE SCHEMA app;
        CREATE TABLE app.pg_constraint (id integer, CONSTRAINT c CHECK (id > abs(0)));
        CREATE TABLE app.pg_attrdef (id integer, n integer DEFAULT abs(0));
        CREATE TABLE app.pg_policy (id integer);
        CREATE INDEX pg_index ON app.pg_policy (id) WHERE id > abs(0);
        CREATE TABLE app.regclass (id integer, CONSTRAINT c CHECK (id > abs(0)));
        CREATE VIEW app.pg_rewrite AS SELECT 1 AS oid, 2 AS ev_class, 'schemadiff_rule' AS rulename;
        CREATE RULE r AS ON INSERT TO app.pg_rewrite DO INSTEAD SELECT abs(1) AS one;";
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection.batch(THERE).await.unwrap();
        let (_, questions) = doubts(&mut connection, &model(WANTED)).await;
        let answers = ask(&mut connection, &questions).await;
        assert!(questions.len() >= 5, "{questions:#?}");
        for (question, answer) in questions.iter().zip(&answers) {
            assert!(
                matches!(answer, Answer::Text(Some(_))),
                "{question:#?}: {answer:?}"
            );
        }
    });
}

#[test]
fn asking_takes_no_lock_that_anybody_waits_for() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection.batch(&format!("{TRAPS}{THERE}")).await.unwrap();
        let (_, questions) = doubts(&mut connection, &model(&format!("{TRAPS}{WANTED}"))).await;
        let mut locked = 0;
        for question in &questions {
            connection.batch("BEGIN").await.unwrap();
            for statement in &question.setup {
                connection.batch(statement).await.unwrap();
            }
            connection.batch(&question.ask).await.unwrap();
            let held = connection
                .rows(
                    "SELECT c.oid::regclass::text, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation \
                     WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND c.oid >= 16384 \
                     AND c.relpersistence <> 't' AND c.relnamespace <> 'pg_toast'::regnamespace",
                )
                .await
                .unwrap();
            connection.batch("ROLLBACK").await.unwrap();
            for row in held.rows {
                let (relation, mode) = (row[0].clone().unwrap(), row[1].clone().unwrap());
                locked += 1;
                // A text is read with the lock of what it does: the action of a rule, a query that locks rows.
                let about = question.about.to_string();
                let expected = match mode.as_str() {
                    "AccessShareLock" => true,
                    "RowShareLock" => about.contains("locking") && relation.ends_with('t'),
                    "RowExclusiveLock" => about.contains("rule") && relation.ends_with('t'),
                    _ => false,
                };
                assert!(expected, "{about} takes {mode} on {relation}");
            }
        }
        assert!(locked > 2, "the questions about views read tables");

        // A value that is about to be renamed is renamed for the question: nobody who uses the type waits.
        let user = connect(&target).await;
        user.batch(
            "SET lock_timeout = '200ms'; CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE moods (mood mood)",
        )
        .await
        .unwrap();
        connection
            .batch("BEGIN; ALTER TYPE mood RENAME VALUE 'sad' TO 'glad'")
            .await
            .unwrap();
        user.batch("INSERT INTO moods VALUES ('sad'); SELECT * FROM moods WHERE mood = 'sad'; ALTER TABLE moods ADD b mood DEFAULT 'sad'")
            .await
            .unwrap();
        connection.batch("ROLLBACK").await.unwrap();
    });
}

#[test]
fn asking_gives_up_rather_than_wait() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch("CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t")
            .await
            .unwrap();
        let limits = [
            question(&[], "SELECT current_setting('lock_timeout')"),
            question(&[], "SELECT current_setting('statement_timeout')"),
        ];
        let answers = ask(&mut connection, &limits).await;
        assert_eq!(
            answers,
            ["500ms", "5s"].map(|limit| Answer::Text(Some(limit.to_owned())))
        );

        let holder = connect(&target).await;
        holder
            .batch("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE")
            .await
            .unwrap();
        let started = Instant::now();
        let asked = [question(
            &["CREATE TEMP VIEW doubt AS SELECT id + 1 AS id FROM public.t"],
            "SELECT pg_get_viewdef('pg_temp.doubt'::regclass)",
        )];
        let answers = ask(&mut connection, &asked).await;
        assert!(
            matches!(&answers[0], Answer::Refused(why) if why.contains("lock timeout")),
            "{answers:?}"
        );
        assert!(
            started.elapsed() < Duration::from_secs(4),
            "{:?}",
            started.elapsed()
        );
        holder.batch("ROLLBACK").await.unwrap();
        let answers = ask(&mut connection, &asked).await;
        assert!(matches!(&answers[0], Answer::Text(Some(_))), "{answers:?}");
    });
}

/// Rows that a policy hides are not taken for missing.
#[test]
fn hidden_rows_are_refused() {
    on_every_version(async |target| {
        let admin = connect(&target).await;
        let name = format!("reader_of_{}", target.database());
        admin
            .batch(&format!(
                "CREATE ROLE {name} LOGIN;
                 CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1);
                 ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY none ON t USING (false);
                 GRANT SELECT ON t TO {name}"
            ))
            .await
            .unwrap();
        let mut reader = connect(&as_role(&admin, &target, &name).await).await;
        assert_eq!(
            reader
                .value("SELECT count(*) FROM public.t")
                .await
                .unwrap()
                .as_deref(),
            Some("0")
        );
        let answers = ask(
            &mut reader,
            &[question(&[], "SELECT count(*)::text FROM public.t")],
        )
        .await;
        assert!(
            matches!(&answers[0], Answer::Refused(why) if why.contains("row-level security")),
            "{answers:?}"
        );
        drop(reader);
        admin
            .batch(&format!("DROP OWNED BY {name}; DROP ROLE {name}"))
            .await
            .unwrap();
    });
}

/// The same database for another role.
pub(crate) async fn as_role(admin: &Connection, target: &Target, role: &str) -> Target {
    let setting = async |name: &str| admin.value(&format!("SHOW {name}")).await.unwrap().unwrap();
    let url = format!(
        "postgres://{role}@/{}?host={}&port={}",
        target.database(),
        setting("unix_socket_directories").await,
        setting("port").await
    );
    Target::resolve(Some(&url), &|_| None).unwrap()
}

/// A question that takes a while, with something to leave behind.
fn slow() -> [Question; 1] {
    [question(
        &[
            "CREATE TEMP TABLE doubt AS SELECT 1 AS a",
            "LOCK TABLE pg_temp.doubt",
        ],
        "SELECT pg_sleep(3)::text",
    )]
}

/// Sessions that are asking, of others.
const ASKING: &str = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                      AND query LIKE '%pg_sleep(3)%'";

/// What asking has made.
const LEFT: &str = "SELECT count(*) FROM pg_class WHERE relname IN ('doubt', 'doubt_pkey')";

async fn eventually(connection: &Connection, sql: &str, value: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while connection.value(sql).await.unwrap().as_deref() != Some(value) {
        assert!(Instant::now() < deadline, "never {value}: {sql}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[test]
fn a_session_that_is_ended_while_it_asks_leaves_nothing() {
    on_every_version(async |target| {
        let mut asker = connect(&target).await;
        let admin = connect(&target).await;
        let questions = slow();
        let end = async {
            eventually(&admin, ASKING, "1").await;
            let end = ASKING.replace("count(*)", "count(pg_terminate_backend(pid))");
            admin.batch(&end).await.unwrap();
        };
        let (answers, ()) = futures_util::future::join(ask(&mut asker, &questions), end).await;
        assert!(
            matches!(&answers[0], Answer::Refused(why) if why.contains("terminating connection")),
            "{answers:?}"
        );
        eventually(&admin, ASKING, "0").await;
        eventually(&admin, LEFT, "0").await;
    });
}

/// Set in the process that is killed, which is this program again, to the URL of its database.
const TO_BE_KILLED: &str = "SCHEMADIFF_TEST_ASKER_TO_BE_KILLED";

#[test]
fn a_process_that_is_killed_while_it_asks_leaves_nothing() {
    let name = "asking::a_process_that_is_killed_while_it_asks_leaves_nothing";
    if let Ok(url) = std::env::var(TO_BE_KILLED) {
        block_on(async {
            let mut connection = connect(&Target::resolve(Some(&url), &|_| None).unwrap()).await;
            writeln!(std::io::stdout(), "\nasking").unwrap();
            ask(&mut connection, &slow()).await;
        });
    }
    on_every_version(async |target| {
        let admin = connect(&target).await;
        let setting = async |name: &str| admin.value(&format!("SHOW {name}")).await.unwrap().unwrap();
        let url = format!(
            "postgres://postgres@/{}?host={}&port={}",
            target.database(),
            setting("unix_socket_directories").await,
            setting("port").await
        );
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--nocapture"])
            .env(TO_BE_KILLED, url)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == "asking"));
        eventually(&admin, ASKING, "1").await;
        child.kill().unwrap();
        child.wait().unwrap();
        eventually(&admin, ASKING, "0").await;
        eventually(&admin, LEFT, "0").await;
    });
}
