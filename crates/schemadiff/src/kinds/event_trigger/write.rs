//! `[event_triggers]`.

use super::EventTrigger;
use crate::kinds::trigger::TriggerEnabled;
use crate::render::toml::{Fields, Writer};

/// Writes all event triggers.
pub(crate) fn write(writer: &mut Writer<'_>) {
    for trigger in writer.catalog().event_triggers.values() {
        let fields = fields(trigger, writer);
        writer
            .document
            .section(&["event_triggers", &trigger.definition.name], &fields);
    }
}

fn fields(trigger: &EventTrigger, writer: &Writer<'_>) -> Fields {
    let definition = &trigger.definition;
    let mut fields = Fields::default();
    fields.put("on", &definition.event);
    fields.put_list("tags", &definition.tags);
    fields.put("execute", format!("{}()", writer.function(&definition.function)));
    fields.put_some(
        "enabled",
        match trigger.enabled {
            TriggerEnabled::Origin => None,
            TriggerEnabled::Disabled => Some("disabled"),
            TriggerEnabled::Replica => Some("replica"),
            TriggerEnabled::Always => Some("always"),
        },
    );
    fields.put_some("comment", trigger.comment.as_ref());
    fields
}
