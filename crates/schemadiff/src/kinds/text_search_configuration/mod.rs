//! Text search configurations, and what they share with parsers, templates and dictionaries: PostgreSQL's own ones, and how
//! a model writes them all.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use crate::catalog::{Kind, ObjectRef};

mod attributes;
pub(crate) mod builtin;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::TextSearchConfigurationChange;

/// A text search configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearchConfiguration {
    /// Its name.
    pub name: ObjectName,
    /// `PARSER`.
    pub parser: ObjectName,
    /// Which dictionaries are asked for each type of token, in order.
    pub mappings: BTreeMap<String, Vec<ObjectName>>,
    /// `COMMENT ON TEXT SEARCH CONFIGURATION`.
    pub comment: Option<String>,
}

impl TextSearchConfiguration {
    /// A configuration that takes no token yet.
    pub fn new(name: ObjectName, parser: ObjectName) -> Self {
        Self {
            name,
            parser,
            mappings: BTreeMap::new(),
            comment: None,
        }
    }
}

/// A text search object as something that another one needs; those of `pg_catalog` are always there.
pub(in crate::kinds) fn needed(kind: Kind, name: &ObjectName) -> Option<ObjectRef> {
    name.schema.is_some().then(|| ObjectRef::named(kind, name))
}

/// PostgreSQL's own are qualified too, so that nothing of the same name is meant.
pub(in crate::kinds) fn qualified(name: &ObjectName) -> String {
    match name.schema {
        Some(_) => name.to_string(),
        None => format!("pg_catalog.{name}"),
    }
}
