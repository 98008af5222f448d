//! Finding foreign tables in the catalogs.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Check, Column, Constraint, ConstraintKind, Generated};
use schemadiff_sql::{Expr, parse_name, parse_type};

use super::ForeignTable;
use crate::kinds::Catalog;
use crate::kinds::table::settings::introspect::AllSettings;
use crate::source::{Memo, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("foreign_tables", include_str!("foreign_tables.sql")),
    ("foreign_columns", include_str!("foreign_columns.sql")),
    ("foreign_checks", include_str!("foreign_checks.sql")),
];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    let settings = AllSettings::read(snapshot)?;
    let mut tables: BTreeMap<u32, ForeignTable> = BTreeMap::new();
    for row in snapshot.rows("foreign_tables")? {
        let table = ForeignTable {
            name: row.qualified("schema", "name")?,
            server: row.text("server")?.to_owned(),
            options: row.map("options")?,
            columns: Vec::new(),
            column_options: BTreeMap::new(),
            checks: Vec::new(),
            comment: row.owned("comment")?,
        };
        tables.insert(row.number("oid")?, table);
    }
    let (mut types, mut expressions) = (Memo::new(parse_type), Memo::new(Expr::parse));
    for row in snapshot.rows("foreign_columns")? {
        let relation = row.number("relation")?;
        let Some(table) = tables.get_mut(&relation) else {
            continue;
        };
        let name = row.text("name")?;
        let about = format_args!("column `{}.{name}`", table.name);
        let mut column = Column::new(name, types.get(row.text("type")?, about)?);
        if let Some(text) = row.optional("collation")? {
            column.collation = Some(parse_name(text).map_err(|error| RowError::text(about, text, &error))?);
        }
        column.not_null = row.boolean("not_null")?;
        let expression = row
            .optional("default")?
            .map(|text| expressions.get(text, about))
            .transpose()?;
        match (row.optional("generated")?, expression) {
            (Some(kind @ ("s" | "v")), Some(expression)) => {
                column.generated = Some(Generated {
                    expression,
                    is_virtual: kind == "v",
                });
            }
            (_, default) => column.default = default,
        }
        column.comment = row.owned("comment")?;
        let own = settings.of(relation).find(|(_, column, _)| *column == name);
        column.settings = own.map(|(_, _, own)| own.clone()).unwrap_or_default();
        let options = row.map("options")?;
        if !options.is_empty() {
            table.column_options.insert(name.to_owned(), options);
        }
        table.columns.push(column);
    }
    for row in snapshot.rows("foreign_checks")? {
        let Some(table) = tables.get_mut(&row.number("relation")?) else {
            continue;
        };
        let name = row.text("name")?;
        let about = format_args!("constraint `{name}` of foreign table `{}`", table.name);
        let kind = ConstraintKind::Check(Check {
            expression: expressions.get(row.text("expression")?, about)?,
            no_inherit: row.boolean("no_inherit")?,
        });
        let mut check = Constraint::new(Some(name.to_owned()), kind);
        check.enforced = row.boolean("enforced")?;
        check.validated = row.boolean("validated")? || !check.enforced;
        check.comment = row.owned("comment")?;
        table.checks.push(check);
    }
    for table in tables.into_values() {
        catalog.insert(table);
    }
    Ok(())
}
