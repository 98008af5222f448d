//! The rule `updated-at-trigger`: a column that says when a row was last changed is kept by a trigger.

use schemadiff_sql::syntax::{TriggerEvent, TriggerTiming};

use crate::kinds::Trigger;
use crate::kinds::trigger::TriggerEnabled;
use super::{Group, Level, Report, Rule, Subject};

pub(super) static RULE: Rule = Rule {
    code: "SDL203",
    name: "updated-at-trigger",
    group: Group::Columns,
    minimal: Level::Off,
    document: Level::Error,
    wants: "A column that says when a row was last changed is kept by a trigger",
    why: "A default sets it once. Whatever an application forgets to set, and every UPDATE by \
          hand, is otherwise not seen by those who ask what has changed since.",
    keys: &["columns.updated_at"],
    options: &[],
    fixes: false,
    check,
};

fn check(subject: &Subject<'_>, out: &mut Report<'_>) {
    let columns = &subject.conventions.columns;
    for (view, column) in subject.columns().filter(|(_, column)| column.name == columns.updated_at) {
        let name = &view.table.name;
        let kept = subject.triggers_of(name).any(|trigger| {
            let named = columns.updated_at_trigger.as_ref();
            let calls = columns.updated_at_function.as_ref();
            keeps(trigger)
                && named.is_none_or(|named| trigger.definition.name == *named)
                && calls.is_none_or(|calls| trigger.definition.function.name == *calls)
        });
        if kept || column.generated.is_some() {
            continue;
        }
        let trigger = columns.updated_at_trigger.as_deref().unwrap_or("set_updated_at");
        out.find(
            view.column(&column.name),
            format!("no trigger keeps `{}.{}`", view.name(), column.name),
            format!(
                "add `triggers = [\"{trigger}\"]` to the column, and define `{trigger}` under `[triggers]` (before update, \
                 for each row)"
            ),
        );
    }
}

/// Whether a trigger can set a column of a row that is updated, and does so for every update.
fn keeps(trigger: &Trigger) -> bool {
    let definition = &trigger.definition;
    definition.timing == TriggerTiming::Before
        && definition.for_each_row
        && trigger.enabled != TriggerEnabled::Disabled
        && definition
            .events
            .iter()
            .any(|event| matches!(event, TriggerEvent::Update(columns) if columns.is_empty()))
}
