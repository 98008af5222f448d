//! Operators.

use schemadiff_sql::syntax::{CreateOperator, TypeName};

use crate::catalog::ObjectId;

mod attributes;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::OperatorChange;

/// An operator, identified by its name and the types of its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Everything `CREATE OPERATOR` says.
    pub definition: CreateOperator,
    /// `COMMENT ON OPERATOR`.
    pub comment: Option<String>,
}

impl Operator {
    /// The identity of an operator.
    pub fn id_of(definition: &CreateOperator) -> ObjectId {
        ObjectId::part(definition.name.clone(), types(definition.left.as_ref(), &definition.right))
    }
}

/// `text, integer`, or `NONE, integer` for a prefix operator.
pub(crate) fn types(left: Option<&TypeName>, right: &TypeName) -> String {
    let left = left.map_or_else(|| "NONE".to_owned(), ToString::to_string);
    format!("{left}, {right}")
}
