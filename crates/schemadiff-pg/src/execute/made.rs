//! Whether a step has made what it was to make: an event trigger, or somebody who was quick, may have had other ideas, and what
//! comes next relies on it.

use std::collections::BTreeMap;

use schemadiff::catalog::{Kind, ObjectRef};
use schemadiff::facts::OpCode;
use schemadiff::plan::{Statement, Step};
use schemadiff_sql::quote::identifier;

use crate::connection::{Connection, PgError};
use crate::literal;

/// What has to be so afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Relation,
    NoRelation,
    ValidIndex,
    Column,
    NoColumn,
    NotNull,
    Constraint,
    NoConstraint,
    Validated,
}

/// Looks, with one query at most: what is not as it should be, in words.
///
/// # Errors
/// When the server does not say.
pub(super) async fn missing(connection: &Connection, step: &Step) -> Result<Vec<String>, PgError> {
    let questions: Vec<_> = expectations(step)
        .into_iter()
        .filter_map(|(object, wanted)| question(object, wanted))
        .collect();
    if questions.is_empty() {
        return Ok(Vec::new());
    }
    let found = connection.rows(&questions.join(" UNION ALL ")).await?;
    Ok(found.rows.into_iter().flatten().flatten().collect())
}

/// Of several statements about one object the last one counts; where something gets another name, names say little.
fn expectations(step: &Step) -> BTreeMap<&ObjectRef, Wanted> {
    let renames = |statement: &Statement| statement.code.name().starts_with("rename_");
    if step.statements.iter().any(renames) {
        return BTreeMap::new();
    }
    let mut wanted = BTreeMap::new();
    for (index, statement) in step.statements.iter().enumerate() {
        // What is replaced has another name for a while, and its target is what it is to be in the end.
        let expected = of(statement).filter(|_| is_named(statement, &statement.target));
        // Relations share their names: a view may have taken that of a table.
        let is_taken = || {
            let later = &step.statements[index + 1..];
            later.iter().any(|later| is_named(later, &statement.target))
        };
        match expected {
            Some(Wanted::NoRelation) if is_taken() => {
                wanted.remove(&statement.target);
            }
            Some(expected) => {
                wanted.insert(&statement.target, expected);
            }
            None => {
                wanted.remove(&statement.target);
            }
        }
    }
    wanted
}

/// Whether a statement speaks of an object by the name that this has.
fn is_named(statement: &Statement, object: &ObjectRef) -> bool {
    let id = &object.id;
    let words = |text: &str| {
        let is_inside = |character: char| character.is_alphanumeric() || "_$\"".contains(character);
        statement.sql.match_indices(text).any(|(at, _)| {
            let before = statement.sql[..at].chars().next_back();
            let after = statement.sql[at + text.len()..].chars().next();
            !before.is_some_and(is_inside) && !after.is_some_and(is_inside)
        })
    };
    match &id.part {
        Some(part) => words(&identifier(part)),
        // An index is made without its schema, which is that of its table.
        None => words(&identifier(&id.name.name)),
    }
}

fn of(statement: &Statement) -> Option<Wanted> {
    let wanted = match (statement.code, statement.target.kind) {
        (OpCode::CreateTable, Kind::Table)
        | (OpCode::CreateView, Kind::View)
        | (OpCode::CreateMaterializedView, Kind::MaterializedView)
        | (OpCode::CreateIndexOnly, Kind::Index) => Wanted::Relation,
        (OpCode::DropTable, Kind::Table)
        | (OpCode::DropView, Kind::View)
        | (OpCode::DropMaterializedView, Kind::MaterializedView)
        | (OpCode::DropIndex | OpCode::DropIndexConcurrently, Kind::Index) => Wanted::NoRelation,
        (
            OpCode::CreateIndex | OpCode::CreateIndexConcurrently | OpCode::CreateUniqueIndexConcurrently,
            Kind::Index,
        ) => Wanted::ValidIndex,
        (OpCode::AddColumn | OpCode::AddColumnRewrite, Kind::Column) => Wanted::Column,
        (OpCode::DropColumn, Kind::Column) => Wanted::NoColumn,
        (OpCode::SetNotNullProven, Kind::Column) => Wanted::NotNull,
        (
            OpCode::AddCheckNotValid
            | OpCode::AddForeignKeyNotValid
            | OpCode::AddKeyUsingIndex
            | OpCode::AddKey,
            Kind::Constraint,
        ) => Wanted::Constraint,
        (OpCode::DropConstraint | OpCode::DropForeignKey, Kind::Constraint) => Wanted::NoConstraint,
        (OpCode::AddForeignKey | OpCode::ValidateConstraint, Kind::Constraint) => Wanted::Validated,
        _ => return None,
    };
    Some(wanted)
}

/// A SELECT that gives a row with words where something is wrong.
fn question(object: &ObjectRef, wanted: Wanted) -> Option<String> {
    let name = object.id.name.to_string();
    let relation = format!("pg_catalog.to_regclass({})", literal(&name));
    let part = object.id.part.as_deref();
    let attribute = |more: &str| {
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = {relation} AND a.attname = {} AND NOT a.attisdropped{more})",
            literal(part?)
        ))
    };
    let constraint = |more: &str| {
        Some(format!(
            "EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE o.conrelid = {relation} AND o.conname = {}{more})",
            literal(part?)
        ))
    };
    let (holds, words) = match wanted {
        Wanted::Relation => (format!("{relation} IS NOT NULL"), "is not there"),
        Wanted::NoRelation => (format!("{relation} IS NULL"), "is still there"),
        Wanted::ValidIndex => (
            format!(
                "EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indexrelid = {relation} AND i.indisvalid)"
            ),
            "is not there, or is not valid",
        ),
        Wanted::Column => (attribute("")?, "is not there"),
        Wanted::NoColumn => (format!("NOT {}", attribute("")?), "is still there"),
        Wanted::NotNull => (attribute(" AND a.attnotnull")?, "still allows NULL"),
        Wanted::Constraint => (constraint("")?, "is not there"),
        Wanted::NoConstraint => (format!("NOT {}", constraint("")?), "is still there"),
        Wanted::Validated => (
            constraint(" AND o.convalidated")?,
            "is not there, or is not validated",
        ),
    };
    let words = literal(&format!("{object} {words}"));
    Some(format!("SELECT {words} WHERE NOT ({holds})"))
}
