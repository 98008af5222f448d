//! Finding event triggers in the catalogs.

use schemadiff_sql::syntax::CreateEventTrigger;

use super::EventTrigger;
use crate::kinds::Catalog;
use crate::kinds::trigger::TriggerEnabled;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("event_triggers", include_str!("event_triggers.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("event_triggers")? {
        let definition = CreateEventTrigger {
            name: row.text("name")?.to_owned(),
            event: row.text("event")?.to_owned(),
            tags: row.list("tags")?,
            function: row.qualified("function_schema", "function")?,
        };
        catalog.insert(EventTrigger {
            definition,
            enabled: match row.code("enabled")? {
                'D' => TriggerEnabled::Disabled,
                'R' => TriggerEnabled::Replica,
                'A' => TriggerEnabled::Always,
                _ => TriggerEnabled::Origin,
            },
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
