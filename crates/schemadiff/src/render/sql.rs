//! The plan as a script for `psql`.

use crate::plan::{Plan, Statement};

/// Writes a plan as a script: `psql -v ON_ERROR_STOP=1 -f` of it does what `schemadiff apply` does.
pub fn script(_plan: &Plan) -> String {
    todo!()
}

/// One statement with its semicolon.
pub fn statement_text(statement: &Statement) -> String {
    format!("{};", statement.sql)
}
