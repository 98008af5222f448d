//! What the four kinds of text search objects share: PostgreSQL's own ones, and how a model writes them.

pub(crate) mod builtin;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

use schemadiff_sql::syntax::ObjectName;

use crate::catalog::{Kind, ObjectRef};

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
