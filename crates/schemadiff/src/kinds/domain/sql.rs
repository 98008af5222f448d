//! Domains as SQL.

use std::fmt::Write as _;

use schemadiff_sql::syntax::{CreateDomain, DomainConstraint, DomainConstraintKind};

use crate::catalog::ident;

/// `CREATE DOMAIN`, with those of its constraints that are to stand in it.
pub(super) fn create<'a>(
    domain: &CreateDomain,
    inherits_default: bool,
    constraints: impl IntoIterator<Item = &'a DomainConstraint>,
) -> String {
    let mut sql = format!("CREATE DOMAIN {} AS {}", domain.name, domain.data_type);
    if let Some(collation) = &domain.collation {
        write!(sql, " COLLATE {collation}").expect("writing to a string never fails");
    }
    match &domain.default {
        Some(default) => {
            write!(sql, " DEFAULT {}", default.sql()).expect("writing to a string never fails");
        }
        // What is over a domain with a default would get that one.
        None if inherits_default => sql.push_str(" DEFAULT NULL"),
        None => {}
    }
    for one in constraints {
        write!(sql, " {}", constraint(one)).expect("writing to a string never fails");
    }
    sql
}

/// `CONSTRAINT name CHECK (…)`, as `CREATE DOMAIN` and `ALTER DOMAIN … ADD` take it.
pub(super) fn constraint(constraint: &DomainConstraint) -> String {
    let name = constraint
        .name
        .as_ref()
        .map_or_else(String::new, |name| format!("CONSTRAINT {} ", ident(name)));
    match &constraint.kind {
        DomainConstraintKind::NotNull => format!("{name}NOT NULL"),
        DomainConstraintKind::Check(expression) => format!("{name}CHECK ({})", expression.sql()),
    }
}
