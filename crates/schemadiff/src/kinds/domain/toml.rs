//! `[domains]`.

use schemadiff_sql::syntax::{CreateDomain, DomainConstraint, DomainConstraintKind, ObjectName};
use schemadiff_sql::{Expr, parse_domain, parse_name, parse_type};

use super::Domain;
use crate::catalog::ObjectRef;
use crate::source::toml::{Entry, Reader, Table, Value, comment};

/// `email = "text check (value ~ '@')"`, or a table with `type`, `collate`, `default`, `null`, `check` and `checks`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let (definition, comment) = if entry.value.is_table() {
        let Some(table) = entry.table("domain") else { return };
        let definition = long(&table, name.as_ref(), reader);
        let comment = comment(&table);
        table.finish();
        (definition, comment)
    } else {
        (entry.value.sql("a domain", parse_domain), None)
    };
    let (Some(name), Some(definition)) = (name, definition) else {
        return;
    };
    let definition = CreateDomain { name, ..definition };
    reader.define(Domain { definition, comment }, &entry.origin());
}

fn long(table: &Table<'_>, name: Option<&ObjectName>, reader: &mut Reader<'_>) -> Option<CreateDomain> {
    let data_type = table
        .required("type")
        .and_then(|value| value.sql("a data type", parse_type));
    let collation = table.sql("collate", "the name of a collation", parse_name);
    let default = table.sql("default", "an expression", Expr::parse);
    let mut constraints = Vec::new();
    let not_null = table.get("not_null");
    if let Some(value) = not_null {
        constraints.extend(named_not_null(value));
    }
    if table.flag("null") == Some(false) && not_null.is_none() {
        constraints.push(DomainConstraint::new(None, DomainConstraintKind::NotNull));
    }
    if let Some(check) = table.sql("check", "an expression", Expr::parse) {
        constraints.push(DomainConstraint::new(None, DomainConstraintKind::Check(check)));
    }
    for entry in table.entries("checks") {
        let (Some(own), Some(constraint)) = (entry.part_name(), named_check(&entry)) else {
            continue;
        };
        if let Some(domain) = name {
            reader.define_part(ObjectRef::constraint(domain, &own), &entry.origin());
        }
        constraints.push(DomainConstraint {
            name: Some(own),
            ..constraint
        });
    }
    Some(CreateDomain {
        name: ObjectName::bare(""),
        data_type: data_type?,
        collation: collation.filter(|collation| *collation != ObjectName::bare("default")),
        default,
        constraints,
    })
}

/// `not_null = { name = "…", comment = "…" }`, for a constraint that is known by another name than PostgreSQL gives it.
fn named_not_null(value: Value<'_>) -> Option<DomainConstraint> {
    let table = value.table("not null constraint")?;
    let name = table.get("name").and_then(Value::part_name);
    let comment = comment(&table);
    table.finish();
    Some(DomainConstraint {
        comment,
        ..DomainConstraint::new(name, DomainConstraintKind::NotNull)
    })
}

/// `"value > 0"` or `{ check = "value > 0", valid = false, comment = "…" }`.
fn named_check(entry: &Entry<'_>) -> Option<DomainConstraint> {
    if entry.value.is_text() {
        let check = entry.value.sql("an expression", Expr::parse)?;
        return Some(DomainConstraint::new(None, DomainConstraintKind::Check(check)));
    }
    if !entry.value.is_table() {
        entry.value.wrong_type("a string of SQL or a table");
        return None;
    }
    let table = entry.table("check")?;
    let check = table
        .required("check")
        .and_then(|value| value.sql("an expression", Expr::parse));
    let validated = table.flag("valid").unwrap_or(true);
    let comment = comment(&table);
    table.finish();
    Some(DomainConstraint {
        validated,
        comment,
        ..DomainConstraint::new(None, DomainConstraintKind::Check(check?))
    })
}
