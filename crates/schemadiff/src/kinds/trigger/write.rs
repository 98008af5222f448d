//! `triggers` of a table or view.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{CreateTrigger, ObjectName, TriggerEvent, TriggerTiming};

use super::{Trigger, TriggerEnabled};
use crate::catalog::idents;
use crate::render::toml::{Fields, Writer};

/// Writes the triggers of `relation`, each as a section under `path`.
pub(crate) fn write_all(path: &[&str], relation: &ObjectName, writer: &mut Writer<'_>) {
    for trigger in writer
        .catalog()
        .triggers
        .values()
        .filter(|trigger| trigger.definition.table == *relation)
    {
        let path: Vec<&str> = path
            .iter()
            .copied()
            .chain(["triggers", &trigger.definition.name])
            .collect();
        let fields = write(trigger, writer);
        writer.document.section(&path, &fields);
    }
}

fn write(trigger: &Trigger, writer: &Writer<'_>) -> Fields {
    let definition = &trigger.definition;
    let mut fields = Fields::default();
    fields.put("timing", timing(definition));
    if !definition.for_each_row {
        fields.put("for_each", "statement");
    }
    fields.put_some("when", definition.when.as_ref().map(schemadiff_sql::Expr::sql));
    let arguments: Vec<String> = definition
        .arguments
        .iter()
        .map(|argument| quote::literal(argument))
        .collect();
    fields.put(
        "execute",
        format!(
            "{}({})",
            writer.function(&definition.function),
            arguments.join(", ")
        ),
    );
    fields.put_some("referencing", referencing(definition));
    if let Some(constraint) = &definition.constraint {
        fields.put("constraint", true);
        fields.put_some(
            "from",
            constraint.from.as_ref().map(|table| writer.relation(table)),
        );
        fields.put_some(
            "deferrable",
            match (constraint.deferrable, constraint.initially_deferred) {
                (_, true) => Some("deferrable initially deferred"),
                (true, false) => Some("deferrable"),
                (false, false) => None,
            },
        );
    }
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

fn timing(definition: &CreateTrigger) -> String {
    let events: Vec<String> = definition
        .events
        .iter()
        .map(|event| match event {
            TriggerEvent::Insert => "insert".to_owned(),
            TriggerEvent::Delete => "delete".to_owned(),
            TriggerEvent::Truncate => "truncate".to_owned(),
            TriggerEvent::Update(columns) if columns.is_empty() => "update".to_owned(),
            TriggerEvent::Update(columns) => format!("update of {}", idents(columns)),
        })
        .collect();
    let timing = match definition.timing {
        TriggerTiming::Before => "before",
        TriggerTiming::After => "after",
        TriggerTiming::InsteadOf => "instead of",
    };
    format!("{timing} {}", events.join(" or "))
}

fn referencing(definition: &CreateTrigger) -> Option<String> {
    let table = |word: &str, name: &Option<String>| {
        name.as_ref()
            .map(|name| format!("{word} table as {}", quote::identifier(name)))
    };
    let tables: Vec<String> = [
        table("old", &definition.old_table),
        table("new", &definition.new_table),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!tables.is_empty()).then(|| tables.join(" "))
}
