//! Finding domains in the catalogs.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{CreateDomain, DomainConstraint, DomainConstraintKind};
use schemadiff_sql::{Expr, SqlError, parse_name, parse_type};

use super::Domain;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("domains", include_str!("domains.sql")),
    ("domain_constraints", include_str!("constraints.sql")),
];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    let mut domains: BTreeMap<u32, Domain> = BTreeMap::new();
    for row in snapshot.rows("domains")? {
        let name = row.qualified("schema", "name")?;
        let about = format!("domain `{name}`");
        let mut domain = Domain {
            definition: CreateDomain {
                data_type: parsed(row.text("type")?, &about, parse_type)?,
                collation: row
                    .optional("collation")?
                    .map(|text| parsed(text, &about, parse_name))
                    .transpose()?,
                default: row
                    .optional("default")?
                    .map(|text| parsed(text, &about, Expr::parse))
                    .transpose()?
                    // `DEFAULT NULL` is kept as an expression (`DefineDomain()`), and says nothing.
                    .filter(|default| !default.is_null()),
                constraints: Vec::new(),
                name,
            },
            comment: row.owned("comment")?,
        };
        if row.boolean("not_null")? {
            let not_null = DomainConstraint::new(None, DomainConstraintKind::NotNull);
            domain.definition.constraints.push(not_null);
        }
        domains.insert(row.number("oid")?, domain);
    }
    for row in snapshot.rows("domain_constraints")? {
        let Some(domain) = domains.get_mut(&row.number("domain")?) else {
            continue;
        };
        let constraints = &mut domain.definition.constraints;
        let name = row.text("name")?.to_owned();
        let comment = row.owned("comment")?;
        if row.code("type")? == 'n' {
            if let Some(not_null) = constraints.iter_mut().find(|constraint| constraint.is_not_null()) {
                not_null.name = Some(name);
                not_null.comment = comment;
            }
            continue;
        }
        let about = format!("constraint `{name}` of domain `{}`", domain.definition.name);
        let expression = parsed(row.text("expression")?, &about, Expr::parse)?;
        constraints.push(DomainConstraint {
            name: Some(name),
            kind: DomainConstraintKind::Check(expression),
            validated: row.boolean("validated")?,
            comment,
        });
    }
    for domain in domains.into_values() {
        catalog.insert(domain);
    }
    Ok(())
}

fn parsed<T>(text: &str, about: &str, parse: fn(&str) -> Result<T, SqlError>) -> Result<T, RowError> {
    parse(text).map_err(|error| RowError::text(about, text, &error))
}
