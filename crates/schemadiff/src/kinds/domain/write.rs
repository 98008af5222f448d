//! `[domains]`.

use schemadiff_sql::syntax::DomainConstraintKind;

use super::Domain;
use crate::render::toml::{Fields, Writer};

/// Writes all domains: the type alone where that is all, or a section.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let mut short = Fields::default();
    let mut long = Vec::new();
    for domain in writer.catalog().domains.values() {
        let key = writer.key(&domain.definition.name);
        let fields = fields(domain, writer);
        let checks = checks(domain);
        match fields.only("type") {
            Some(data_type) if checks.is_empty() => short.put(key, data_type.clone()),
            _ => long.push((key, fields, checks)),
        }
    }
    writer.document.section(&["domains"], &short);
    for (key, fields, checks) in long {
        writer.document.section(&["domains", &key], &fields);
        writer.document.section(&["domains", &key, "checks"], &checks);
    }
}

fn fields(domain: &Domain, writer: &Writer<'_>) -> Fields {
    let definition = &domain.definition;
    let mut fields = Fields::default();
    fields.put_some("comment", domain.comment.as_ref());
    fields.put("type", writer.data_type(&definition.data_type));
    fields.put_some("collate", definition.collation.as_ref().map(ToString::to_string));
    match &definition.default {
        Some(default) => fields.put("default", default.sql()),
        // What is over a domain with a default would get that one.
        None if inherits(domain, writer) => fields.put("default", "null"),
        None => {}
    }
    if let Some(not_null) = domain.not_null() {
        if not_null.name.is_none() && not_null.comment.is_none() {
            fields.put("null", false);
        } else {
            let mut named = Fields::default();
            named.put_some("name", not_null.name.as_ref());
            named.put_some("comment", not_null.comment.as_ref());
            fields.put("not_null", named);
        }
    }
    fields
}

fn inherits(domain: &Domain, writer: &Writer<'_>) -> bool {
    let base = &domain.definition.data_type;
    let base = crate::catalog::ObjectId::named(base.name.clone());
    !domain.definition.data_type.array
        && writer
            .catalog()
            .domains
            .get(&base)
            .is_some_and(|base| base.definition.default.is_some())
}

fn checks(domain: &Domain) -> Fields {
    let mut checks = Fields::default();
    for check in domain.checks() {
        let DomainConstraintKind::Check(expression) = &check.kind else {
            continue;
        };
        let mut long = Fields::default();
        long.put("check", expression.sql());
        if !check.validated {
            long.put("valid", false);
        }
        long.put_some("comment", check.comment.as_ref());
        let name = check.name.clone().unwrap_or_default();
        match long.only("check") {
            Some(expression) => checks.put(name, expression.clone()),
            None => checks.put(name, long),
        }
    }
    checks
}
