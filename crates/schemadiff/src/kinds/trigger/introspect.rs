//! Finding triggers in the catalogs.

use schemadiff_sql::parse_script;
use schemadiff_sql::syntax::{
    ConstraintTrigger, CreateTrigger, Parsed, Statement, TriggerEvent, TriggerTiming,
};

use super::{Trigger, TriggerEnabled};
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("triggers", include_str!("triggers.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("triggers")? {
        let definition = match row.optional("definition")? {
            Some(text) => from_text(&row, text)?,
            None => from_columns(&row)?,
        };
        let enabled = TriggerEnabled::from_code(row.code("enabled")?);
        catalog.insert(Trigger {
            definition,
            enabled,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}

fn from_text(row: &Row<'_>, text: &str) -> Result<CreateTrigger, RowError> {
    let (statements, errors) = parse_script(text);
    if let Some(error) = errors.first() {
        let about = format!(
            "trigger `{}` on `{}`",
            row.text("name")?,
            row.qualified("schema", "table")?
        );
        return Err(RowError::text(about, text, error));
    }
    match statements.into_iter().next() {
        Some(Parsed {
            statement: Statement::CreateTrigger(trigger),
            ..
        }) => Ok(trigger),
        _ => Err(row.error("definition", "is not a trigger")),
    }
}

/// Source: `TRIGGER_TYPE_*` in `src/include/catalog/pg_trigger.h`.
fn from_columns(row: &Row<'_>) -> Result<CreateTrigger, RowError> {
    let bits: u16 = row.number("type")?;
    let events = [
        (1 << 2, TriggerEvent::Insert),
        (1 << 3, TriggerEvent::Delete),
        (1 << 4, TriggerEvent::Update(Vec::new())),
        (1 << 5, TriggerEvent::Truncate),
    ];
    let constraint = if row.boolean("is_constraint")? {
        let from = row
            .optional("from_table")?
            .map(|_| row.qualified("from_schema", "from_table"))
            .transpose()?;
        Some(ConstraintTrigger {
            from,
            deferrable: row.boolean("deferrable")?,
            initially_deferred: row.boolean("initially_deferred")?,
        })
    } else {
        None
    };
    Ok(CreateTrigger {
        name: row.text("name")?.to_owned(),
        table: row.qualified("schema", "table")?,
        timing: match bits & (1 << 1 | 1 << 6) {
            0 => TriggerTiming::After,
            2 => TriggerTiming::Before,
            _ => TriggerTiming::InsteadOf,
        },
        events: events
            .into_iter()
            .filter(|(bit, _)| bits & bit != 0)
            .map(|(_, event)| event)
            .collect(),
        for_each_row: bits & 1 != 0,
        when: None,
        function: row.qualified("function_schema", "function")?,
        arguments: Vec::new(),
        constraint,
        old_table: row.owned("old_table")?,
        new_table: row.owned("new_table")?,
    })
}
