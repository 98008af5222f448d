//! Putting the engine's doubts to a server, in a transaction that leaves nothing behind.

use schemadiff::settle::{Answer, Question};
use schemadiff::source::Section;

use crate::connection::{Connection, PgError};

/// A doubt is not worth making anybody wait: a question that cannot be answered at once is left open.
const BEGIN: &str = "\
BEGIN;
SET LOCAL search_path = pg_catalog;
SET LOCAL lock_timeout = '500ms';
SET LOCAL statement_timeout = '5s';
SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL extra_float_digits = 1;
SET LOCAL quote_all_identifiers = off;
SET LOCAL check_function_bodies = off;
SET LOCAL client_min_messages = error;
SET LOCAL jit = off;
SAVEPOINT question";

const FORGET: &str = "ROLLBACK TO SAVEPOINT question";

/// Asks all questions, each in a subtransaction of its own so that a refusal costs one answer. Everything is sent before
/// the first answer is read: two round trips' worth of waiting or less, whatever their number.
///
/// There is an answer for each question, in order; a lost connection refuses the rest.
pub async fn ask(connection: &mut Connection, questions: &[Question]) -> Vec<Answer> {
    if questions.is_empty() {
        return Vec::new();
    }
    let mut messages = Vec::with_capacity(2 + 2 * questions.len());
    messages.push(BEGIN.to_owned());
    for question in questions {
        messages.push(message(question));
        messages.push(FORGET.to_owned());
    }
    messages.push("ROLLBACK".to_owned());

    let mut outcomes = connection.pipeline(&messages).await.into_iter();
    if let Some(Err(error)) = outcomes.next() {
        return vec![Answer::Refused(error.to_string()); questions.len()];
    }
    // Of each pair the first answers and the second forgets.
    let answers: Vec<_> = outcomes.step_by(2).take(questions.len()).map(answer).collect();
    let refused = answers
        .iter()
        .filter(|answer| matches!(answer, Answer::Refused(_)))
        .count();
    tracing::debug!(asked = answers.len(), refused, "asked the server");
    answers
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
