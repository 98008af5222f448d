//! Domains, composite types and range types.

use super::{ObjectName, TypeName};
use crate::Expr;

/// `CREATE DOMAIN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateDomain {
    /// Its name.
    pub name: ObjectName,
    /// The type that it is over.
    pub data_type: TypeName,
    /// `COLLATE`, when it is not the type's own.
    pub collation: Option<ObjectName>,
    /// `DEFAULT`.
    pub default: Option<Expr>,
    /// Its constraints. Canonical: by name.
    pub constraints: Vec<DomainConstraint>,
}

/// A constraint of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainConstraint {
    /// Its name; absent when PostgreSQL is to choose one. In a canonical catalog a check has one, and NOT NULL where it is
    /// not the chosen one.
    pub name: Option<String>,
    /// What it says.
    pub kind: DomainConstraintKind,
    /// False for `NOT VALID`.
    pub validated: bool,
    /// The text of `COMMENT ON CONSTRAINT … ON DOMAIN`.
    pub comment: Option<String>,
}

impl DomainConstraint {
    /// A validated constraint without a comment.
    pub fn new(name: Option<String>, kind: DomainConstraintKind) -> Self {
        Self {
            name,
            kind,
            validated: true,
            comment: None,
        }
    }

    /// Whether it is `NOT NULL`.
    pub fn is_not_null(&self) -> bool {
        self.kind == DomainConstraintKind::NotNull
    }
}

/// What a constraint of a domain says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomainConstraintKind {
    /// `CHECK`, about `VALUE`.
    Check(Expr),
    /// `NOT NULL`; a constraint with a name since PostgreSQL 17.
    NotNull,
}

/// One form of `ALTER DOMAIN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlterDomainAction {
    /// `SET DEFAULT` or, with none, `DROP DEFAULT`.
    SetDefault(Option<Expr>),
    /// `SET NOT NULL` (true) or `DROP NOT NULL`.
    SetNotNull(bool),
    /// `ADD CONSTRAINT`.
    AddConstraint(DomainConstraint),
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint(String),
    /// `DROP CONSTRAINT`.
    DropConstraint(String),
}

/// `CREATE TYPE … AS (…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateCompositeType {
    /// Its name.
    pub name: ObjectName,
    /// Its attributes, in order.
    pub attributes: Vec<TypeAttribute>,
}

/// An attribute of a composite type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeAttribute {
    /// Its name.
    pub name: String,
    /// Its type.
    pub data_type: TypeName,
    /// `COLLATE`, when it is not the type's own.
    pub collation: Option<ObjectName>,
    /// The text of `COMMENT ON COLUMN`.
    pub comment: Option<String>,
}

/// `CREATE TYPE … AS RANGE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateRangeType {
    /// Its name.
    pub name: ObjectName,
    /// `SUBTYPE`.
    pub subtype: TypeName,
    /// `SUBTYPE_OPCLASS`, when it is not the subtype's default.
    pub operator_class: Option<ObjectName>,
    /// `COLLATION`, when it is not the subtype's own.
    pub collation: Option<ObjectName>,
    /// `CANONICAL`.
    pub canonical: Option<ObjectName>,
    /// `SUBTYPE_DIFF`.
    pub subtype_diff: Option<ObjectName>,
    /// `MULTIRANGE_TYPE_NAME`; always there in a canonical catalog.
    pub multirange: Option<ObjectName>,
}
