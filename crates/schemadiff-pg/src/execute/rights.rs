//! Whether the server and the role will let the steps run, asked before the first: a run that a missing right would end in the
//! middle is not begun.

use std::collections::BTreeSet;

use schemadiff::catalog::Kind;
use schemadiff::facts::{Lock, OpCode};
use schemadiff::plan::{Statement, Step};

use super::ApplyError;
use crate::connection::Connection;
use crate::literal;

/// Nothing is written on a standby, not even a temporary table (manual, 26.4.1).
///
/// # Errors
/// On a standby, and when the connection is lost.
pub(super) async fn is_primary(connection: &Connection) -> Result<(), ApplyError> {
    let found = connection.value("SELECT pg_catalog.pg_is_in_recovery()").await;
    match found.map_err(ApplyError::Lost)?.as_deref() {
        Some("t") => Err(ApplyError::Standby),
        _ => Ok(()),
    }
}

/// Looks whether the role owns the relations that the steps alter, and may create in the schemas where they create. Other rights
/// are found out by the statement that needs them.
///
/// # Errors
/// With what is missing, one line for each thing.
pub(super) async fn suffice(connection: &Connection, steps: &[&Step]) -> Result<(), ApplyError> {
    let mut relations = BTreeSet::new();
    let mut schemas = BTreeSet::new();
    for statement in steps.iter().flat_map(|step| &step.statements) {
        relations.extend(altered(statement));
        schemas.extend(filled(statement));
    }
    // What is not there yet is made by an earlier step, and belongs to whoever makes it.
    let mut questions = Vec::new();
    if !relations.is_empty() {
        questions.push(format!(
            "SELECT 1, r.name, pg_catalog.pg_get_userbyid(c.relowner) FROM (VALUES {}) r (name)
             JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(r.name)
             WHERE NOT pg_catalog.pg_has_role(c.relowner, 'USAGE')",
            values(&relations)
        ));
    }
    if !schemas.is_empty() {
        questions.push(format!(
            "SELECT 2, s.name, pg_catalog.pg_get_userbyid(n.nspowner) FROM (VALUES {}) s (name)
             JOIN pg_catalog.pg_namespace n ON n.nspname = s.name
             WHERE NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')",
            values(&schemas)
        ));
    }
    if questions.is_empty() {
        return Ok(());
    }
    let found = connection
        .rows(&format!("{} ORDER BY 1, 2", questions.join(" UNION ALL ")))
        .await
        .map_err(ApplyError::Lost)?;
    let missing: Vec<_> = found
        .rows
        .iter()
        .filter_map(|row| match row.as_slice() {
            [Some(what), Some(name), Some(owner)] if what == "1" => {
                Some(format!("`{name}` belongs to `{owner}`"))
            }
            [_, Some(name), Some(owner)] => Some(format!(
                "in schema `{name}`, which belongs to `{owner}`, it may create nothing"
            )),
            _ => None,
        })
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let user = connection
        .value("SELECT current_user")
        .await
        .map_err(ApplyError::Lost)?;
    Err(ApplyError::Rights {
        user: user.unwrap_or_default(),
        missing,
    })
}

/// The relations that only their owners may do this to. Whoever was granted `TRIGGER`, `REFERENCES` or `MAINTAIN` may do other
/// things to a table than alter it.
fn altered(statement: &Statement) -> Vec<String> {
    let target = &statement.target.id.name;
    let is_strong = |lock: &Lock| *lock >= Lock::ShareUpdateExclusive;
    match statement.target.kind {
        _ if statement.code == OpCode::Analyze => Vec::new(),
        Kind::Table | Kind::Column | Kind::Constraint => statement
            .locks
            .iter()
            .filter(|(relation, lock)| relation == target && is_strong(lock))
            .map(|(relation, _)| relation.to_string())
            .collect(),
        Kind::Index => statement
            .locks
            .iter()
            .filter(|(_, lock)| is_strong(lock))
            .map(|(relation, _)| relation.to_string())
            .collect(),
        _ => Vec::new(),
    }
}

/// The schema that gets something new.
fn filled(statement: &Statement) -> Option<String> {
    let creates = matches!(
        statement.code,
        OpCode::CreateTable
            | OpCode::CreateView
            | OpCode::CreateMaterializedView
            | OpCode::CreateIndex
            | OpCode::CreateIndexConcurrently
            | OpCode::CreateUniqueIndexConcurrently
            | OpCode::CreateEnum
            | OpCode::CreateDomain
            | OpCode::CreateCompositeType
    );
    if creates {
        statement.target.id.name.schema.clone()
    } else {
        None
    }
}

fn values(names: &BTreeSet<String>) -> String {
    let rows: Vec<_> = names.iter().map(|name| format!("({})", literal(name))).collect();
    rows.join(", ")
}
