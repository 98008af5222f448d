//! Finding rules in the catalogs.

use schemadiff_sql::parse_script;
use schemadiff_sql::syntax::{CreateRule, Parsed, Statement};

use super::Rule;
use crate::kinds::Catalog;
use crate::kinds::trigger::TriggerEnabled;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("rules", include_str!("rules.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("rules")? {
        catalog.insert(Rule {
            definition: definition(&row)?,
            enabled: TriggerEnabled::from_code(row.code("enabled")?),
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}

fn definition(row: &Row<'_>) -> Result<CreateRule, RowError> {
    let text = row.text("definition")?;
    let (statements, errors) = parse_script(text);
    if let Some(error) = errors.first() {
        let about = format!("rule `{}` on `{}`", row.text("name")?, row.qualified("schema", "table")?);
        return Err(RowError::text(about, text, error));
    }
    match statements.into_iter().next() {
        Some(Parsed {
            statement: Statement::CreateRule(rule),
            ..
        }) => Ok(rule),
        _ => Err(row.error("definition", "is not a rule")),
    }
}
