//! Indexes.

use std::collections::BTreeMap;

use super::ObjectName;
use crate::Expr;

/// Storage parameters (`WITH (…)`), by name. Values are as PostgreSQL keeps them in `reloptions`.
pub type IndexParameters = BTreeMap<String, String>;

/// `CREATE INDEX`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateIndex {
    /// Its name, without a schema (an index lives in its table's); absent when PostgreSQL is to choose one.
    pub name: Option<String>,
    /// The table or materialized view.
    pub table: ObjectName,
    /// `ON ONLY`: the index of a partitioned table alone, as `pg_dump` writes it.
    pub only: bool,
    /// What it holds.
    pub definition: IndexDefinition,
}

/// What an index holds, apart from its name and table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexDefinition {
    /// `btree` unless written otherwise.
    pub method: String,
    /// `UNIQUE`.
    pub unique: bool,
    /// `NULLS NOT DISTINCT` (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// Its elements, in order.
    pub elements: Vec<IndexElement>,
    /// `INCLUDE`.
    pub include: Vec<String>,
    /// `WHERE`.
    pub predicate: Option<Expr>,
    /// `WITH (…)`.
    pub parameters: IndexParameters,
    /// `TABLESPACE`.
    pub tablespace: Option<String>,
}

/// One element of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexElement {
    /// The column or expression. A plain column is an expression that is just its name.
    pub value: IndexValue,
    /// `COLLATE`.
    pub collation: Option<ObjectName>,
    /// The operator class, absent when it is the type's default.
    pub operator_class: Option<ObjectName>,
    /// Operator class parameters, such as `siglen`.
    pub operator_class_parameters: BTreeMap<String, String>,
    /// `DESC`.
    pub descending: bool,
    /// `NULLS FIRST`; canonical: true when written or implied by `DESC`.
    pub nulls_first: bool,
}

/// What an index element indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndexValue {
    /// A column.
    Column(String),
    /// An expression.
    Expression(Expr),
}
