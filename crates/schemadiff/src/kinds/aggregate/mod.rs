//! Aggregates.

use schemadiff_sql::syntax::CreateAggregate;

use crate::catalog::ObjectId;

mod attributes;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::AggregateChange;

/// An aggregate, identified by its name and argument types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// Everything `CREATE AGGREGATE` says.
    pub definition: CreateAggregate,
    /// `COMMENT ON AGGREGATE`.
    pub comment: Option<String>,
}

impl Aggregate {
    /// The identity of an aggregate: its name and the types of its arguments.
    pub fn id_of(definition: &CreateAggregate) -> ObjectId {
        let types: Vec<_> = definition.signature().iter().map(ToString::to_string).collect();
        ObjectId::part(definition.name.clone(), types.join(", "))
    }
}
