//! What a helper's trigger has to do with rows that are being filled: nothing, unless other triggers meddle with them.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{ObjectName, TriggerEvent, TriggerTiming};

use crate::catalog::{Catalog, ObjectId};
use crate::lower::Lowering;
use crate::render::backfill::SETTING;

/// The `WHEN` of the trigger of a helper: it does not fire for rows that are filled for its sake, which get their value from the
/// UPDATE itself. Calling the function for each row takes half as long again as the UPDATE.
///
/// Where another trigger changes rows as they are updated, it has to fire, to have them as they were: then there is no `WHEN`.
pub(super) fn unless_filling(table: &ObjectName, by: &str, cx: &Lowering<'_>) -> String {
    let meddled = [cx.pair.old.catalog(), cx.pair.new.catalog()]
        .into_iter()
        .any(|catalog| others_meddle(catalog, table));
    if meddled {
        return String::new();
    }
    format!(
        " WHEN (pg_catalog.current_setting('{SETTING}', true) IS DISTINCT FROM {})",
        quote::literal(by)
    )
}

/// Whether a trigger of the table, or of one of its partitions, fires before each row is updated.
fn others_meddle(catalog: &Catalog, table: &ObjectName) -> bool {
    catalog.triggers.values().any(|trigger| {
        let trigger = &trigger.definition;
        trigger.timing == TriggerTiming::Before
            && trigger.for_each_row
            && trigger
                .events
                .iter()
                .any(|event| matches!(event, TriggerEvent::Update(_)))
            && is_within(catalog, &trigger.table, table)
    })
}

/// Whether a table is another one, or a partition of it on any level.
fn is_within(catalog: &Catalog, inner: &ObjectName, outer: &ObjectName) -> bool {
    let mut name = inner;
    // A catalog that is damaged may go round in circles.
    for _ in 0..64 {
        if name == outer {
            return true;
        }
        let table = catalog.tables.get(&ObjectId::named(name.clone()));
        match table.and_then(|table| table.partition_of.as_ref()) {
            Some(partition) => name = &partition.parent,
            None => return false,
        }
    }
    false
}
