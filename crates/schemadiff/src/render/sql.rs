//! The plan as a script for `psql`.

use std::fmt::Write as _;

use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;

use crate::facts::Lock;
use crate::plan::{Phase, Plan, Statement, Step, Transaction};

/// Writes a plan as a script: `psql -v ON_ERROR_STOP=1 -f` of it does what `schemadiff apply` does.
pub fn script(plan: &Plan) -> String {
    let mut out = String::new();
    if plan.is_empty() {
        out.push_str("-- no changes\n");
        return out;
    }
    for setting in session(plan) {
        push(&mut out, &format!("{setting};"));
    }
    let mut phase = None;
    for (index, step) in plan.steps.iter().enumerate() {
        if phase != Some(step.phase) {
            phase = Some(step.phase);
            push(
                &mut out,
                &format!("\n-- {}: {}", step.phase.word(), phase_words(step.phase)),
            );
        }
        write_step(&mut out, index + 1, step);
    }
    out
}

/// What the statements rely on, as statements to run first: names mean the same whatever the session's own search path and
/// time zone are, and bodies of functions may name what is created after them.
pub fn session(plan: &Plan) -> Vec<String> {
    let path: Vec<_> = plan
        .search_path
        .iter()
        .map(|schema| quote::identifier(schema))
        .collect();
    vec![
        format!("SET search_path = {}", path.join(", ")),
        "SET check_function_bodies = off".to_owned(),
        "SET TimeZone = 'UTC'".to_owned(),
        "SET client_min_messages = warning".to_owned(),
    ]
}

/// When a phase may run.
pub(crate) fn phase_words(phase: Phase) -> &'static str {
    match phase {
        Phase::Expand => "before the new application is deployed",
        Phase::Backfill => "then, while everybody works on",
        Phase::Contract => "after every old application is gone",
    }
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn write_step(out: &mut String, number: usize, step: &Step) {
    let frame = match step.transaction {
        Transaction::One => "one transaction",
        Transaction::None => "no transaction",
        Transaction::Batches => "a transaction for each batch",
    };
    push(
        out,
        &format!(
            "\n-- step {number} · {frame} · lock_timeout {} · statement_timeout {}",
            duration(step.lock_timeout),
            duration(step.statement_timeout)
        ),
    );
    let local = match step.transaction {
        Transaction::One => {
            push(out, "BEGIN;");
            "LOCAL "
        }
        Transaction::None | Transaction::Batches => "",
    };
    push(out, &format!("SET {local}lock_timeout = {};", step.lock_timeout));
    push(
        out,
        &format!("SET {local}statement_timeout = {};", step.statement_timeout),
    );
    for statement in &step.statements {
        push(out, &format!("-- {}", comment(statement)));
        push(out, &statement_text(statement));
    }
    if step.transaction == Transaction::One {
        push(out, "COMMIT;");
    }
}

/// The line above a statement: what it locks, how long, and why it is there. Never with a line break, which would end
/// the comment.
pub(super) fn comment(statement: &Statement) -> String {
    let mut text = format!("{}: {}", statement.code.name(), statement.reason);
    if !statement.locks.is_empty() {
        write!(text, " [{}]", locks(&statement.locks, statement.work.word()))
            .expect("writing to a string never fails");
    }
    if !statement.hazards.is_empty() {
        let hazards: Vec<_> = statement.hazards.iter().map(|hazard| hazard.words()).collect();
        write!(text, " ! {}", hazards.join("; ")).expect("writing to a string never fails");
    }
    text.replace(['\n', '\r'], " ")
}

/// `public.users: ACCESS EXCLUSIVE, instant`. Of a table with many partitions only the first are named.
pub(super) fn locks(locks: &[(ObjectName, Lock)], work: &str) -> String {
    const NAMED: usize = 4;
    let mut words: Vec<_> = locks
        .iter()
        .map(|(relation, lock)| format!("{relation}: {lock}, {work}"))
        .collect();
    if words.len() > NAMED {
        words.truncate(NAMED);
        words.push(format!("and on {} more", locks.len() - NAMED));
    }
    words.join("; ")
}

/// A timeout for people.
pub(crate) fn duration(milliseconds: u64) -> String {
    match milliseconds {
        0 => "none".to_owned(),
        value if value % 60_000 == 0 => format!("{}min", value / 60_000),
        value if value % 1_000 == 0 => format!("{}s", value / 1_000),
        value => format!("{value}ms"),
    }
}

/// One statement with its semicolon.
pub fn statement_text(statement: &Statement) -> String {
    match &statement.backfill {
        Some(backfill) => super::backfill::block(backfill),
        None => format!("{};", statement.sql),
    }
}
