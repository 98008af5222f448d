//! Operator classes: how an index method orders, hashes or searches values of a type.

use schemadiff_sql::syntax::{CreateOperatorClass, ObjectName};

use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::facts::OpCode;
use crate::lower::Operation;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::OperatorClassChange;

/// An operator class, identified by its name and its method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorClass {
    /// Everything `CREATE OPERATOR CLASS` says; canonical: with its family, and with all members of it that are for its type.
    pub definition: CreateOperatorClass,
    /// `COMMENT ON OPERATOR CLASS`.
    pub comment: Option<String>,
}

impl OperatorClass {
    /// The family that it is in.
    pub(crate) fn family(&self) -> &ObjectName {
        self.definition.family.as_ref().unwrap_or(&self.definition.name)
    }
}

/// A class across kinds; `None` for PostgreSQL's own.
pub(crate) fn class_ref(name: &ObjectName, method: &str) -> Option<ObjectRef> {
    name.schema.as_ref()?;
    Some(ObjectRef::new(Kind::OperatorClass, ObjectId::part(name.clone(), method)))
}

/// Keys, exclusions and partitions use the default classes of the types of their columns without naming them: tables and
/// constraints come after classes that are made, and go before those that are dropped.
pub(crate) fn around(operations: &mut [Operation]) {
    let of = |code: OpCode| {
        let made = operations.iter().filter(move |operation| operation.code == code);
        made.map(|operation| operation.target.clone()).collect::<Vec<_>>()
    };
    let (made, dropped) = (of(OpCode::CreateOperatorClass), of(OpCode::DropOperatorClass));
    if made.is_empty() && dropped.is_empty() {
        return;
    }
    for operation in operations {
        if !matches!(operation.target.kind, Kind::Table | Kind::Constraint | Kind::Index) {
            continue;
        }
        if operation.drops.contains(&operation.target) {
            operation.releases.extend(dropped.iter().cloned());
        } else {
            operation.may_need.extend(made.iter().cloned());
        }
    }
}
