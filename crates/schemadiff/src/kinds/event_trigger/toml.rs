//! `[event_triggers]`.

use schemadiff_sql::syntax::CreateEventTrigger;

use super::EventTrigger;
use crate::kinds::trigger::toml::ENABLED;
use crate::source::toml::{Entry, Reader, Value, comment};

/// The events, with the server that has them (manual, "Overview of Event Trigger Behavior").
const EVENTS: &[(&str, &str)] = &[
    ("ddl_command_start", "ddl_command_start"),
    ("ddl_command_end", "ddl_command_end"),
    ("sql_drop", "sql_drop"),
    ("table_rewrite", "table_rewrite"),
    ("login", "login"),
];

/// `watched = { on = "ddl_command_end", tags = ["CREATE TABLE"], execute = "watch()" }`.
pub(crate) fn read(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = entry.part_name();
    let Some(table) = entry.table("event trigger") else {
        return;
    };
    let on = table.required("on");
    let event = on.and_then(|value| value.one_of(EVENTS));
    let tags = table.get("tags").and_then(Value::one_or_more).unwrap_or_default();
    let function = table
        .required("execute")
        .and_then(Value::function_name);
    let enabled = table.one_of("enabled", ENABLED).unwrap_or_default();
    let comment = comment(&table);
    // Source: `CreateEventTrigger()` in `src/backend/commands/event_trigger.c`.
    if let (Some("login"), Some((_, value))) = (event, tags.first()) {
        value.bad("an event trigger on login has no tags", "remove `tags`");
    }
    table.finish();
    let (Some(name), Some(event), Some(function)) = (name, event, function) else {
        return;
    };
    let definition = CreateEventTrigger {
        name,
        event: event.to_owned(),
        tags: tags.into_iter().map(|(tag, _)| tag.to_uppercase()).collect(),
        function,
    };
    reader.define(
        EventTrigger {
            definition,
            enabled,
            comment,
        },
        &entry.origin(),
    );
}
