//! `rules` of a table or view.

use schemadiff_sql::syntax::{CreateRule, ObjectName, RuleEvent};
use schemadiff_sql::{Expr, parse_rule_actions};

use super::Rule;
use crate::kinds::trigger::TriggerEnabled;
use crate::kinds::trigger::toml::ENABLED;
use crate::source::toml::{Entry, Reader, Table, Value, comment};

const EVENTS: &[(&str, RuleEvent)] = &[
    ("insert", RuleEvent::Insert),
    ("update", RuleEvent::Update),
    ("delete", RuleEvent::Delete),
];

/// `keep = { on = "delete", instead = "update users set gone = true where id = old.id" }`.
/// `is_view`: PostgreSQL switches no rules of views.
pub(crate) fn read_all(node: &Table<'_>, relation: &ObjectName, is_view: bool, reader: &mut Reader<'_>) {
    for entry in node.entries("rules") {
        if let Some(rule) = read(&entry, relation) {
            if is_view && rule.enabled != TriggerEnabled::Origin {
                entry.bad_key("a rule of a view is always enabled", "remove `enabled`: PostgreSQL switches no rules of views");
                continue;
            }
            reader.define(rule, &entry.origin());
        }
    }
}

fn read(entry: &Entry<'_>, relation: &ObjectName) -> Option<Rule> {
    let name = entry.part_name();
    let table = entry.table("rule")?;
    let event = table.required("on").and_then(|value| value.one_of(EVENTS));
    let condition = table.sql("where", "an expression", Expr::parse);
    let (instead, also) = (table.get("instead"), table.get("also"));
    let enabled = table.one_of("enabled", ENABLED).unwrap_or_default();
    let comment = comment(&table);
    let actions = match (instead, also) {
        (Some(value), None) | (None, Some(value)) => actions(value),
        (Some(value), Some(_)) => {
            value.bad("a rule has one of `instead` and `also`", "remove one of them");
            None
        }
        (None, None) => {
            table.missing("instead", "write `instead = \"nothing\"`, or the statements that are run instead or `also`");
            None
        }
    };
    table.finish();
    let definition = CreateRule {
        name: name?,
        table: relation.clone(),
        event: event?,
        instead: instead.is_some(),
        condition,
        actions: actions?,
    };
    Some(Rule { definition, enabled, comment })
}

/// `"nothing"`, a statement, or a list of statements.
fn actions(value: Value<'_>) -> Option<Vec<schemadiff_sql::syntax::Body>> {
    let written = value.one_or_more()?;
    if let [(word, _)] = written.as_slice()
        && word.eq_ignore_ascii_case("nothing")
    {
        return Some(Vec::new());
    }
    let all = written.len();
    let parsed: Vec<_> =
        written.into_iter().filter_map(|(_, value)| value.sql("what a rule does", parse_rule_actions)).collect();
    (parsed.len() == all).then(|| parsed.into_iter().flatten().collect())
}
