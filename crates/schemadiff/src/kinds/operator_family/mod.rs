//! Operator families, and what they consist of.
//!
//! A family has operators and functions; some of them make up its classes. PostgreSQL keeps them in the family, and says of each
//! whether a class cannot do without it (`amadjustmembers`). Here those that are for the type of a class are the class's, and
//! the others the family's, however they came: both are found and compared so.

use schemadiff_sql::syntax::{FamilyMember, ObjectName};

use crate::catalog::{Kind, ObjectId, ObjectRef};

mod attributes;
pub(in crate::kinds) mod introspect;
pub(in crate::kinds) mod lower;
pub(in crate::kinds) mod member;
pub(crate) mod settle;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::OperatorFamilyChange;

/// An operator family, identified by its name and its method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorFamily {
    /// Its name.
    pub name: ObjectName,
    /// The index method.
    pub method: String,
    /// The operators and functions that are no class's; canonical: in order.
    pub members: Vec<FamilyMember>,
    /// `COMMENT ON OPERATOR FAMILY`.
    pub comment: Option<String>,
}

impl OperatorFamily {
    /// A family without members.
    pub(crate) fn new(name: ObjectName, method: impl Into<String>) -> Self {
        Self {
            name,
            method: method.into(),
            members: Vec::new(),
            comment: None,
        }
    }
}

/// A family across kinds.
pub(crate) fn family_ref(name: &ObjectName, method: &str) -> ObjectRef {
    ObjectRef::new(Kind::OperatorFamily, ObjectId::part(name.clone(), method))
}

/// An index method, unless it is PostgreSQL's own; nothing makes those.
pub(in crate::kinds) fn method_ref(method: &str) -> Option<ObjectRef> {
    super::access_method::lower::used(method)
}
