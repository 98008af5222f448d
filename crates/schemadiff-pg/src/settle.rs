//! Putting the engine's doubts to a server, in a transaction that leaves nothing behind.
//!
//! What may be asked is the engine's business (its questions run nothing that a model brings); how is decided here: under
//! timeouts, with the database's own event triggers kept out where the role may, and with rows that a policy hides refused
//! rather than taken for missing.

use schemadiff::settle::{Answer, Question};
use schemadiff::source::Section;

use crate::connection::{Connection, PgError};

/// A doubt is not worth making anybody wait: a question that cannot be answered at once is left open.
///
/// Temporary objects are looked for last, so that none is taken for a catalog. A query that row security would take rows
/// from fails (manual, `row_security`).
const BEGIN: &str = "\
BEGIN;
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL lock_timeout = '500ms';
SET LOCAL statement_timeout = '5s';
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL extra_float_digits = 1;
SET LOCAL quote_all_identifiers = off;
SET LOCAL standard_conforming_strings = on;
SET LOCAL bytea_output = 'hex';
SET LOCAL row_security = off;
SET LOCAL check_function_bodies = off;
SET LOCAL client_min_messages = error;
SET LOCAL jit = off;";

const SAVEPOINT: &str = "SAVEPOINT question";

const FORGET: &str = "ROLLBACK TO SAVEPOINT question";

/// Keeps event triggers from firing for what is asked, if this role may: they have a setting of their own since 17, and fire
/// as triggers of a replica do before. Where it may not, they fire as for any temporary table, and are rolled back.
fn without_event_triggers(server_version: u32) -> &'static str {
    match server_version {
        170_000.. => {
            "SELECT pg_catalog.set_config('event_triggers', 'off', true) \
             WHERE pg_catalog.has_parameter_privilege('event_triggers', 'SET');"
        }
        150_000.. => {
            "SELECT pg_catalog.set_config('session_replication_role', 'replica', true) \
             WHERE pg_catalog.has_parameter_privilege('session_replication_role', 'SET');"
        }
        _ => {
            "SELECT pg_catalog.set_config('session_replication_role', 'replica', true) \
             FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper;"
        }
    }
}

/// Asks all questions, each in a subtransaction of its own so that a refusal costs one answer. Everything is sent before
/// the first answer is read: two round trips' worth of waiting or less, whatever their number.
///
/// There is an answer for each question, in order; a lost connection refuses the rest.
pub async fn ask(connection: &mut Connection, questions: &[Question]) -> Vec<Answer> {
    ask_and_tell(connection, questions).await.0
}

/// Asks as [`ask`] does. The second value are the numbers of the questions that were refused for what the server is or the role
/// may, not for what they say: another server may answer them.
pub async fn ask_and_tell(connection: &mut Connection, questions: &[Question]) -> (Vec<Answer>, Vec<usize>) {
    if questions.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut messages = Vec::with_capacity(2 + 2 * questions.len());
    let without_event_triggers = without_event_triggers(connection.server_version());
    messages.push(format!("{BEGIN}\n{without_event_triggers}\n{SAVEPOINT}"));
    for question in questions {
        messages.push(message(question));
        messages.push(FORGET.to_owned());
    }
    messages.push("ROLLBACK".to_owned());

    let mut outcomes = connection.pipeline(&messages).await.into_iter();
    if let Some(Err(error)) = outcomes.next() {
        let refused = vec![Answer::Refused(error.to_string()); questions.len()];
        return (refused, (0..questions.len()).collect());
    }
    let mut elsewhere = Vec::new();
    // Of each pair the first answers and the second forgets.
    let pairs = outcomes.step_by(2).take(questions.len());
    let answers: Vec<_> = pairs
        .enumerate()
        .map(|(number, outcome)| {
            if outcome.as_ref().is_err_and(is_about_the_server) {
                elsewhere.push(number);
            }
            answer(outcome)
        })
        .collect();
    let refused = answers
        .iter()
        .filter(|answer| matches!(answer, Answer::Refused(_)))
        .count();
    tracing::debug!(asked = answers.len(), refused, "asked the server");
    (answers, elsewhere)
}

/// Whether a refusal is about what the server is (a replica, one that is busy) or what the role may.
fn is_about_the_server(error: &PgError) -> bool {
    [
        PgError::READ_ONLY,
        PgError::INSUFFICIENT_PRIVILEGE,
        PgError::LOCK_NOT_AVAILABLE,
        PgError::QUERY_CANCELED,
    ]
    .iter()
    .any(|state| error.is(state))
        || error.is_lost()
}

fn message(question: &Question) -> String {
    let mut message = String::new();
    for statement in question.setup.iter().chain([&question.ask]) {
        message.push_str(statement.trim_end().trim_end_matches(';'));
        message.push_str("\n;\n");
    }
    message
}

fn answer(outcome: Result<Section, PgError>) -> Answer {
    match outcome {
        Ok(section) => Answer::Text(
            section
                .rows
                .into_iter()
                .next()
                .and_then(|row| row.into_iter().next())
                .flatten(),
        ),
        Err(error) => Answer::Refused(error.to_string()),
    }
}
