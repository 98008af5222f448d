//! Doubts are answered one by one, and nothing stays.

use schemadiff::catalog::{Kind, ObjectRef};
use schemadiff::settle::{Answer, Question};
use schemadiff_pg::settle::ask;
use schemadiff_sql::syntax::ObjectName;

use crate::servers::{connect, on_every_version};

pub(crate) fn question(setup: &[&str], ask: &str) -> Question {
    Question {
        about: ObjectRef::named(Kind::Table, &ObjectName::bare("t")),
        setup: setup.iter().map(|sql| (*sql).to_owned()).collect(),
        ask: ask.to_owned(),
    }
}

const READ_BACK: &str =
    "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'pg_temp.doubt'::regclass";

#[test]
fn a_refusal_in_the_middle_costs_one_answer() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let questions = [
            question(&["CREATE TEMP TABLE doubt (a numeric DEFAULT 1 + 1)"], READ_BACK),
            question(
                &["CREATE TEMP TABLE doubt (a numeric DEFAULT nonsense())"],
                READ_BACK,
            ),
            question(
                &[
                    "CREATE TEMP TABLE doubt (a int DEFAULT '7');",
                    "SELECT 'not the answer'",
                ],
                READ_BACK,
            ),
            question(&["CREATE TEMP TABLE doubt (a int)"], READ_BACK),
            question(&["syntax error"], "SELECT 1"),
        ];
        let answers = ask(&mut connection, &questions).await;
        assert_eq!(answers.len(), 5);
        assert_eq!(answers[0], Answer::Text(Some("(1 + 1)".to_owned())));
        assert!(
            matches!(&answers[1], Answer::Refused(why) if why.contains("nonsense()")),
            "{:?}",
            answers[1]
        );
        assert_eq!(answers[2], Answer::Text(Some("7".to_owned())));
        assert_eq!(answers[3], Answer::Text(None));
        assert!(matches!(&answers[4], Answer::Refused(why) if why.contains("syntax error")));
        let left = connection
            .value("SELECT count(*) FROM pg_class WHERE relname = 'doubt'")
            .await
            .unwrap();
        assert_eq!(left.as_deref(), Some("0"));
    });
}

#[test]
fn where_nothing_can_be_made_everything_is_refused() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        connection
            .batch("SET default_transaction_read_only = on")
            .await
            .unwrap();
        let questions = vec![question(&["CREATE SCHEMA doubt"], "SELECT 1"); 2];
        let answers = ask(&mut connection, &questions).await;
        assert!(
            answers
                .iter()
                .all(|answer| matches!(answer, Answer::Refused(why) if why.contains("read-only")))
        );

        connection
            .batch("SELECT pg_terminate_backend(pg_backend_pid())")
            .await
            .unwrap_err();
        let answers = ask(&mut connection, &questions).await;
        assert!(
            answers.iter().all(
                |answer| matches!(answer, Answer::Refused(why) if why.contains("terminating connection"))
            ),
            "{answers:?}"
        );
        assert_eq!(ask(&mut connection, &[]).await, []);
    });
}

#[test]
fn many_questions_are_asked_at_once() {
    on_every_version(async |target| {
        let mut connection = connect(&target).await;
        let questions: Vec<_> = (0..500)
            .map(|number| question(&[], &format!("SELECT {number}")))
            .collect();
        let answers = ask(&mut connection, &questions).await;
        for (number, answer) in answers.iter().enumerate() {
            assert_eq!(*answer, Answer::Text(Some(number.to_string())));
        }
    });
}
