//! `triggers` of a table or view.

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{CreateTrigger, ObjectName, TriggerEvent, TriggerTiming};

use super::Trigger;
use crate::catalog::idents;
use crate::render::toml::{Fields, Writer};

/// The key under which a relation names templates beside triggers of its own.
const USE: &str = "use";

/// Writes what several relations have in common as templates.
pub(crate) fn write_templates(writer: &mut Writer<'_>) {
    let templates: Vec<_> = writer
        .belongings
        .templates()
        .map(|template| (template.definition.name.clone(), write(template, writer)))
        .collect();
    for (name, fields) in templates {
        writer.document.section(&["triggers", &name], &fields);
    }
}

/// The names of templates when `relation` has no other triggers: they stand among its own keys.
pub(crate) fn only_templates(relation: &ObjectName, writer: &Writer<'_>) -> Vec<String> {
    let (names, own) = templates_and_own(relation, writer);
    if own.is_empty() { names } else { Vec::new() }
}

/// Writes the triggers of `relation`, each as a section under `path`, unless [`only_templates`] has said it all.
pub(crate) fn write_all(path: &[&str], relation: &ObjectName, writer: &mut Writer<'_>) {
    let (names, own) = templates_and_own(relation, writer);
    if own.is_empty() {
        return;
    }
    let group: Vec<&str> = path.iter().copied().chain(["triggers"]).collect();
    let mut used = Fields::default();
    used.put_list(USE, &names);
    writer.document.section(&group, &used);
    for trigger in own {
        let path: Vec<&str> = group
            .iter()
            .copied()
            .chain([trigger.definition.name.as_str()])
            .collect();
        let fields = write(trigger, writer);
        writer.document.section(&path, &fields);
    }
}

/// The triggers of a relation that are templates, by name, and those that are its own.
fn templates_and_own<'a>(relation: &ObjectName, writer: &Writer<'a>) -> (Vec<String>, Vec<&'a Trigger>) {
    let all = writer.belongings.triggers(relation);
    let (templates, own): (Vec<_>, Vec<_>) = all
        .iter()
        .copied()
        .partition(|trigger| writer.belongings.is_from_template(trigger));
    if own.iter().any(|trigger| trigger.definition.name == USE) {
        // The key is taken by a trigger of that name.
        return (Vec::new(), all.to_vec());
    }
    (
        templates
            .into_iter()
            .map(|trigger| trigger.definition.name.clone())
            .collect(),
        own,
    )
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
    fields.put_some("enabled", trigger.enabled.key());
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
