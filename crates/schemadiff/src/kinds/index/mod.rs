//! Indexes that no constraint owns, of tables and materialized views.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{IndexDefinition, IndexValue, ObjectName};

mod attributes;
mod introspect;
mod keep;
mod left;
mod lower;
pub(crate) mod statement;
mod online;
mod parts;
pub(crate) mod sql;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::IndexChange;
pub(in crate::kinds) use keep::{Storage, keep};
pub(crate) use lower::{builtin, canonical_element};
pub(crate) use left::{BESIDE, for_part, is_finished, of_key};
pub(crate) use online::{create as build, drop_index, stepped_aside};

/// An index. That of a partitioned table stands for those of its partitions too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name, in the schema of its table.
    pub name: ObjectName,
    /// The table or materialized view.
    pub table: ObjectName,
    /// What it holds.
    pub definition: IndexDefinition,
    /// False for what an interrupted `CREATE INDEX CONCURRENTLY` left (`pg_index.indisvalid`); a model's are true.
    pub valid: bool,
    /// Statistics targets of its expressions, by their numbers from 1.
    pub statistics: BTreeMap<u16, u16>,
    /// `COMMENT ON INDEX`.
    pub comment: Option<String>,
}

impl Index {
    /// Whether it holds a column, in an expression or predicate too.
    pub(crate) fn reads(&self, column: &str) -> bool {
        let IndexDefinition { elements, include, predicate, .. } = &self.definition;
        let mut expressions = elements
            .iter()
            .filter_map(|element| match &element.value {
                IndexValue::Expression(expression) => Some(expression),
                IndexValue::Column(_) => None,
            })
            .chain(predicate);
        let mut named = elements
            .iter()
            .filter_map(|element| match &element.value {
                IndexValue::Column(name) => Some(name),
                IndexValue::Expression(_) => None,
            })
            .chain(include);
        named.any(|name| name == column)
            || expressions.any(|expression| expression.references().columns.contains(column))
    }
}
