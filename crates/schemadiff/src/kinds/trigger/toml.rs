//! `[triggers]`, the templates, and `triggers` of tables and views.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{CreateTrigger, ObjectName};
use schemadiff_sql::{TriggerParts, parse_trigger};

use super::{Trigger, TriggerEnabled};
use crate::catalog::{ObjectId, Origin};
use crate::diag::{Diagnostic, code, nearest};
use crate::source::toml::{Entry, Reader, Value, comment};

/// Triggers that tables take by naming them.
pub(crate) type Templates<'a> = BTreeMap<&'a str, Template>;

/// A trigger whose table is still to be filled in.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// `None` for one that could not be read: it is known, so that naming it is no second error.
    trigger: Option<Trigger>,
    origin: Origin,
}

pub(crate) const ENABLED: &[(&str, TriggerEnabled)] = &[
    ("origin", TriggerEnabled::Origin),
    ("disabled", TriggerEnabled::Disabled),
    ("replica", TriggerEnabled::Replica),
    ("always", TriggerEnabled::Always),
];

/// `[triggers.set_updated_at]`: a template, applied to each table that names it.
pub(crate) fn read_template<'a>(entry: &Entry<'a>, reader: &mut Reader<'a>) {
    let origin = entry.origin();
    let template = Template {
        trigger: read(entry),
        origin: origin.clone(),
    };
    if let Some(first) = reader.templates.insert(entry.name, template) {
        let message = format!("trigger template `{}` is defined twice", entry.name);
        let diagnostic = Diagnostic::error(code::DUPLICATE, message)
            .at_origin(origin, "defined again here")
            .at_origin(first.origin.clone(), "first defined here")
            .help("remove one of them, or rename it");
        reader.report(diagnostic);
        reader.templates.insert(entry.name, first);
    }
}

/// `triggers` of a relation: names of templates, triggers of its own, or both (`{ use = ["…"], my_trigger = { … } }`).
pub(crate) fn read_all(triggers: Value<'_>, relation: &ObjectName, reader: &mut Reader<'_>) {
    if !triggers.is_table() {
        return apply_all(triggers, relation, reader);
    }
    for entry in triggers.entries().unwrap_or_default() {
        if entry.name == "use" && !entry.value.is_table() {
            apply_all(entry.value, relation, reader);
        } else if let Some(mut trigger) = read(&entry) {
            trigger.definition.table = relation.clone();
            reader.define(trigger, &entry.origin());
        }
    }
}

/// `triggers = ["set_updated_at"]`.
pub(crate) fn apply_all(names: Value<'_>, relation: &ObjectName, reader: &mut Reader<'_>) {
    for (name, value) in names.texts().unwrap_or_default() {
        apply(name, value, &value.origin(), relation, reader);
    }
}

/// Gives `relation` the trigger of a template. A template that several columns ask for is applied once.
pub(crate) fn apply(
    name: &str,
    value: Value<'_>,
    origin: &Origin,
    relation: &ObjectName,
    reader: &mut Reader<'_>,
) {
    let Some(template) = reader.templates.get(name) else {
        let mut diagnostic = value.error(
            code::MISSING_OBJECT,
            format!("trigger template `{name}` does not exist"),
            "named here",
        );
        diagnostic = match nearest(name, reader.templates.keys().copied()) {
            Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
            None => diagnostic.help(format!("define it: `[triggers.{name}]`")),
        };
        return reader.report(diagnostic);
    };
    let Some(mut trigger) = template.trigger.clone() else {
        return;
    };
    trigger.definition.table = relation.clone();
    let id = ObjectId::part(relation.clone(), trigger.definition.name.clone());
    if reader.declared.catalog.triggers.get(&id) != Some(&trigger) {
        reader.define(trigger, origin);
    }
}

/// A trigger without its table.
fn read(entry: &Entry<'_>) -> Option<Trigger> {
    let name = entry.part_name();
    let table = entry.table("trigger")?;
    let timing = table.required("timing").and_then(Value::text);
    let execute = table.required("execute").and_then(Value::text);
    // Filled in by those who know the table.
    let nowhere = ObjectName::bare("nowhere");
    let referencing = table.get("referencing");
    let deferrable = table.get("deferrable");
    let (when, for_each) = (table.get("when"), table.get("for_each"));
    let constraint = table.flag("constraint").unwrap_or_default();
    let parts = TriggerParts {
        name: entry.name,
        table: &nowhere,
        timing: timing.unwrap_or("before insert"),
        for_each: for_each.and_then(Value::text),
        when: when.and_then(Value::text),
        execute: execute.unwrap_or("nothing()"),
        referencing: referencing.and_then(Value::text),
        constraint,
        deferrable: deferrable.filter(|_| constraint).and_then(Value::text),
    };
    let definition = parse(&parts, |part| table.get(part));
    let from = table
        .get("from")
        .and_then(|value| value.sql("the name of a table", schemadiff_sql::parse_name));
    let enabled = table.one_of("enabled", ENABLED).unwrap_or_default();
    let comment = comment(&table);
    if constraint {
        for key in [referencing].into_iter().flatten() {
            key.bad(
                "a constraint trigger cannot have transition tables",
                "remove `referencing`, or `constraint`",
            );
        }
    } else {
        for key in [deferrable, table.get("from")].into_iter().flatten() {
            key.bad(
                format!("`{}` is for constraint triggers", key.name()),
                "add `constraint = true`",
            );
        }
    }
    table.finish();
    timing.and(execute).and(name)?;
    let mut definition = definition?;
    if let Some(constraint) = &mut definition.constraint {
        constraint.from = from;
    }
    Some(Trigger {
        definition,
        enabled,
        comment,
    })
}

/// Parses the parts; an error is reported at the part it is in.
fn parse<'a>(
    parts: &TriggerParts<'_>,
    part: impl Fn(&'static str) -> Option<Value<'a>>,
) -> Option<CreateTrigger> {
    parse_trigger(parts)
        .map_err(|(name, error)| {
            if let Some(value) = part(name) {
                value.report_sql("a part of a trigger", &error, 0);
            }
        })
        .ok()
}
