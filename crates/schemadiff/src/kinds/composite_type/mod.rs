//! Composite types that stand by themselves; those of relations belong to their relation.

use schemadiff_sql::syntax::{CreateCompositeType, TypeAttribute};

use crate::catalog::{Kind, ObjectId, ObjectRef};

mod attributes;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::CompositeTypeChange;

/// A composite type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompositeType {
    /// Everything `CREATE TYPE` says.
    pub definition: CreateCompositeType,
    /// `COMMENT ON TYPE`.
    pub comment: Option<String>,
}

impl CompositeType {
    /// An attribute by its name.
    pub fn attribute(&self, name: &str) -> Option<&TypeAttribute> {
        self.definition.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// An attribute across kinds.
    pub(crate) fn attribute_ref(&self, name: &str) -> ObjectRef {
        ObjectRef::new(Kind::Attribute, ObjectId::part(self.definition.name.clone(), name))
    }
}
