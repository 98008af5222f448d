//! Pieces of statements, as a TOML model writes them: each is parsed by the whole grammar in its place.

use crate::syntax::{
    Argument, Body, ColumnDefinition, Constraint, CreateTrigger, ForeignKey, IndexElement, ObjectName, PartitionBound, PartitionKey,
    Returns, TypeName,
};
use crate::SqlError;

/// Parses a data type: `varchar(320)`, `acme.user_role[]`.
pub fn parse_type(_text: &str) -> Result<TypeName, SqlError> {
    todo!()
}

/// Parses what follows a column's name in `CREATE TABLE`: `uuid primary key default gen_random_uuid()`.
pub fn parse_column(_name: &str, _text: &str) -> Result<ColumnDefinition, SqlError> {
    todo!()
}

/// Parses a table constraint without its name: `unique (a, b) deferrable`, `exclude using gist (…)`.
pub fn parse_constraint(_text: &str) -> Result<Constraint, SqlError> {
    todo!()
}

/// Parses what follows `REFERENCES`: `tenants(id) on delete restrict deferrable`. The referencing columns are `columns`.
pub fn parse_references(_columns: &[String], _text: &str) -> Result<Constraint, SqlError> {
    todo!()
}

/// Parses one element of an index: `lower(email) desc`, `title gin_trgm_ops`.
pub fn parse_index_element(_text: &str) -> Result<IndexElement, SqlError> {
    todo!()
}

/// Parses what follows `PARTITION BY`: `range (created_at)`.
pub fn parse_partition_key(_text: &str) -> Result<PartitionKey, SqlError> {
    todo!()
}

/// Parses a partition's bound: `from ('2024-01-01') to ('2024-02-01')`, `in ('a')`, `with (modulus 4, remainder 0)`,
/// `default`; a leading `for values` is allowed.
pub fn parse_partition_bound(_text: &str) -> Result<PartitionBound, SqlError> {
    todo!()
}

/// Parses a list of function arguments without parentheses: `a integer, b text default 'x', out c date`.
pub fn parse_arguments(_text: &str) -> Result<Vec<Argument>, SqlError> {
    todo!()
}

/// Parses what follows `RETURNS`: `trigger`, `setof users`, `table (id uuid, total bigint)`.
pub fn parse_returns(_text: &str) -> Result<Returns, SqlError> {
    todo!()
}

/// Parses an SQL-standard body: `return a + b` or `begin atomic … end`.
pub fn parse_sql_body(_text: &str) -> Result<Body, SqlError> {
    todo!()
}

/// Parses a perhaps qualified, perhaps quoted name: `billing.invoices`, `"Order"`.
pub fn parse_name(_text: &str) -> Result<ObjectName, SqlError> {
    todo!()
}

/// The parts of a trigger as a model writes them.
#[derive(Clone, Copy, Debug)]
pub struct TriggerParts<'a> {
    /// Its name, raw.
    pub name: &'a str,
    /// Its table.
    pub table: &'a ObjectName,
    /// `before insert or update of email`.
    pub timing: &'a str,
    /// `row` (the default) or `statement`.
    pub for_each: Option<&'a str>,
    /// `old.* is distinct from new.*`.
    pub when: Option<&'a str>,
    /// `set_updated_at()`, arguments allowed.
    pub execute: &'a str,
    /// `old table as o new table as n`.
    pub referencing: Option<&'a str>,
    /// Whether it is a constraint trigger.
    pub constraint: bool,
    /// `deferrable initially deferred`.
    pub deferrable: Option<&'a str>,
}

/// Parses a trigger. The error names the part (`"timing"`, `"when"`, …) beside the position inside it.
pub fn parse_trigger(_parts: &TriggerParts<'_>) -> Result<CreateTrigger, (&'static str, SqlError)> {
    todo!()
}

/// Keeps the shape of a foreign key at hand for callers that only need that part.
pub fn foreign_key(constraint: &Constraint) -> Option<&ForeignKey> {
    match &constraint.kind {
        crate::syntax::ConstraintKind::ForeignKey(key) => Some(key),
        _ => None,
    }
}
