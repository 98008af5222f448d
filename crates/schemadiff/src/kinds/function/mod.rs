//! Functions and procedures.

use schemadiff_sql::syntax::CreateFunction;

mod attributes;
mod introspect;
mod lower;
mod overload;
pub(crate) mod statement;
mod sql;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::FunctionChange;
pub(crate) use overload::replace_what_collides;
pub(crate) use sql::{canonical_setting, create as create_function, setting};

/// A function or procedure, identified by its name and argument types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Everything `CREATE FUNCTION` says.
    pub definition: CreateFunction,
    /// `COMMENT ON FUNCTION`.
    pub comment: Option<String>,
}

impl Function {
    /// The identity of a function: its name and the types of its input arguments.
    pub fn id_of(definition: &CreateFunction) -> crate::catalog::ObjectId {
        let types: Vec<_> = definition.signature().iter().map(ToString::to_string).collect();
        crate::catalog::ObjectId::part(definition.name.clone(), types.join(", "))
    }
}
