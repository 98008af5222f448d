//! Constraints of tables.

use super::{IndexElement, IndexParameters, ObjectName};
use crate::Expr;

/// A table constraint. NOT NULL is a property of [`super::Column`] instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Its name; absent when PostgreSQL is to choose one. Always present in a canonical catalog.
    pub name: Option<String>,
    /// What it says.
    pub kind: ConstraintKind,
    /// `DEFERRABLE`.
    pub deferrable: bool,
    /// `INITIALLY DEFERRED`.
    pub initially_deferred: bool,
    /// False for `NOT VALID`. What is not enforced is not valid either, which goes without saying: true.
    pub validated: bool,
    /// False for `NOT ENFORCED` (PostgreSQL 18), of checks and foreign keys.
    pub enforced: bool,
    /// The text of `COMMENT ON CONSTRAINT`.
    pub comment: Option<String>,
    /// The text of `COMMENT ON INDEX` for the index behind it.
    pub index_comment: Option<String>,
}

impl Constraint {
    /// A constraint that is immediate and validated.
    pub fn new(name: Option<String>, kind: ConstraintKind) -> Self {
        Self {
            name,
            kind,
            deferrable: false,
            initially_deferred: false,
            validated: true,
            enforced: true,
            comment: None,
            index_comment: None,
        }
    }

    /// Whether an index stands behind it, which has its name.
    pub fn has_index(&self) -> bool {
        match self.kind {
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => true,
            ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) => false,
        }
    }
}

/// What a constraint says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// `PRIMARY KEY`.
    PrimaryKey(Key),
    /// `UNIQUE`.
    Unique(Key),
    /// `FOREIGN KEY`.
    ForeignKey(ForeignKey),
    /// `CHECK`.
    Check(Check),
    /// `EXCLUDE`.
    Exclude(Exclude),
}

/// The columns of a primary or unique key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// The key columns, in order.
    pub columns: Vec<String>,
    /// `INCLUDE`.
    pub include: Vec<String>,
    /// `NULLS NOT DISTINCT` (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// `WITHOUT OVERLAPS` of the last column (PostgreSQL 18).
    pub without_overlaps: bool,
    /// `WITH (…)` of its index.
    pub parameters: IndexParameters,
    /// `USING INDEX TABLESPACE`.
    pub tablespace: Option<String>,
    /// `USING INDEX name`: the constraint takes over an index that exists. Never present in a canonical catalog.
    pub using_index: Option<String>,
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The condition.
    pub expression: Expr,
    /// `NO INHERIT`.
    pub no_inherit: bool,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The referencing columns.
    pub columns: Vec<String>,
    /// The referenced table.
    pub table: ObjectName,
    /// The referenced columns; empty when written without, which means the primary key. Never empty once canonical.
    pub referenced_columns: Vec<String>,
    /// `MATCH FULL` rather than `MATCH SIMPLE`.
    pub match_full: bool,
    /// `ON UPDATE`.
    pub on_update: ReferentialAction,
    /// `ON DELETE`.
    pub on_delete: ReferentialAction,
    /// The columns of `ON DELETE SET NULL (…)` (PostgreSQL 15); empty means all.
    pub on_delete_columns: Vec<String>,
    /// `PERIOD` of the last column on both sides (PostgreSQL 18).
    pub period: bool,
}

/// What a foreign key does when the referenced row changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// The default.
    #[default]
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

impl ReferentialAction {
    /// The SQL words.
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }
}

/// An exclusion constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclude {
    /// The index method; `btree` when absent in SQL, always present here.
    pub method: String,
    /// Elements with the operator of each, raw and unqualified unless written with a schema.
    pub elements: Vec<(IndexElement, String)>,
    /// `INCLUDE`.
    pub include: Vec<String>,
    /// `WHERE`.
    pub predicate: Option<Expr>,
    /// `WITH (…)`.
    pub parameters: IndexParameters,
    /// `USING INDEX TABLESPACE`.
    pub tablespace: Option<String>,
}
