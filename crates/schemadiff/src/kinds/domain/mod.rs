//! Domains.

use schemadiff_sql::syntax::{CreateDomain, DomainConstraint, ObjectName};

use crate::catalog::ObjectRef;

mod alter;
mod attributes;
mod change;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use change::DomainChange;

/// A domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    /// Everything `CREATE DOMAIN` says.
    pub definition: CreateDomain,
    /// `COMMENT ON DOMAIN`.
    pub comment: Option<String>,
}

impl Domain {
    /// Its `NOT NULL`, if it has one.
    pub fn not_null(&self) -> Option<&DomainConstraint> {
        self.definition
            .constraints
            .iter()
            .find(|constraint| constraint.is_not_null())
    }

    /// Its checks.
    pub fn checks(&self) -> impl Iterator<Item = &DomainConstraint> {
        self.definition
            .constraints
            .iter()
            .filter(|constraint| !constraint.is_not_null())
    }

    /// A constraint across kinds. NOT NULL goes by the name that it has or would have.
    pub(crate) fn constraint_ref(&self, constraint: &DomainConstraint) -> ObjectRef {
        let name = &self.definition.name;
        ObjectRef::constraint(name, &constraint_name(name, constraint))
    }
}

/// The name of a constraint; of a NOT NULL that has none, the one that PostgreSQL chooses when nothing is in its way.
///
/// Source: `domainAddNotNullConstraint()` in `src/backend/commands/typecmds.c`.
pub(crate) fn constraint_name(domain: &ObjectName, constraint: &DomainConstraint) -> String {
    constraint
        .name
        .clone()
        .unwrap_or_else(|| crate::canon::object_name(&domain.name, None, "not_null"))
}
