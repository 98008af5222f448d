//! What one file holds: the statements of a transaction, or one statement that runs without.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::ObjectName;

use super::words;
use crate::facts::OpCode;
use crate::plan::{Phase, Plan, Statement, Transaction};

/// What runs together.
pub(super) struct Unit<'a> {
    pub(super) phase: Phase,
    pub(super) transaction: Transaction,
    /// Milliseconds.
    pub(super) lock_timeout: u64,
    /// Milliseconds.
    pub(super) statement_timeout: u64,
    pub(super) statements: Vec<&'a Statement>,
}

/// The way back.
pub(super) enum Back {
    /// Statements, in order, without semicolons.
    Statements(Vec<String>),
    /// There is none that loses nothing; what stands in its way, in words.
    Loses(Vec<String>),
}

/// The units of the phases of a plan, in order.
pub(super) fn units<'a>(plan: &'a Plan, phases: &[Phase]) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    for step in plan.steps.iter().filter(|step| phases.contains(&step.phase)) {
        let together: Vec<Vec<&Statement>> = match step.transaction {
            Transaction::One => vec![step.statements.iter().collect()],
            Transaction::None | Transaction::Batches => {
                step.statements.iter().map(|statement| vec![statement]).collect()
            }
        };
        units.extend(together.into_iter().map(|statements| Unit {
            phase: step.phase,
            transaction: step.transaction,
            lock_timeout: step.lock_timeout,
            statement_timeout: step.statement_timeout,
            statements,
        }));
    }
    units
}

impl Unit<'_> {
    /// What takes it back, the last statement first. What was created goes only while nothing has been put into it.
    pub(super) fn back(&self) -> Back {
        let lost: Vec<String> = self
            .statements
            .iter()
            .filter(|statement| statement.undo.is_none())
            .map(|statement| words(statement))
            .collect();
        if !lost.is_empty() {
            return Back::Loses(lost);
        }
        let mut statements: Vec<String> = self
            .statements
            .iter()
            .filter_map(|statement| guard(statement))
            .collect();
        let undo = self
            .statements
            .iter()
            .rev()
            .filter_map(|statement| statement.undo.clone());
        statements.extend(undo);
        Back::Statements(statements)
    }
}

/// A block that refuses when there is something in what is about to be dropped.
fn guard(statement: &Statement) -> Option<String> {
    let table = &statement.target.id.name;
    let (found, what) = match (statement.code, &statement.target.id.part) {
        (OpCode::CreateTable, _) => (format!("SELECT FROM {table}"), format!("table {table} has rows")),
        (OpCode::AddColumn, Some(column)) => {
            let column = quote::identifier(column);
            (
                format!("SELECT FROM {table} WHERE {column} IS NOT NULL"),
                format!("column {table}.{column} has values"),
            )
        }
        _ => return None,
    };
    Some(block(table, &found, &what))
}

fn block(table: &ObjectName, found: &str, what: &str) -> String {
    let message = quote::literal(&format!("{what}, which would be lost"));
    let body = format!(
        "
BEGIN
    LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE;
    IF EXISTS ({found}) THEN
        RAISE EXCEPTION USING MESSAGE = {message};
    END IF;
END
"
    );
    format!("DO {}", quote::dollar(&body))
}
