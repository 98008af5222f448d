//! `rules` of a table or view.

use schemadiff_sql::syntax::ObjectName;

use super::Rule;
use crate::render::toml::{Fields, Node, Writer};

/// Writes the rules of `relation` as a section under `path`.
pub(crate) fn write_all(path: &[&str], relation: &ObjectName, writer: &mut Writer<'_>) {
    let mut rules = Fields::default();
    for rule in writer.catalog().rules.parts_of(relation) {
        rules.put(&rule.definition.name, write(rule));
    }
    let path: Vec<&str> = path.iter().copied().chain(["rules"]).collect();
    writer.document.section(&path, &rules);
}

fn write(rule: &Rule) -> Fields {
    let definition = &rule.definition;
    let mut fields = Fields::default();
    fields.put("on", definition.event.as_sql().to_ascii_lowercase());
    fields.put_some("where", definition.condition.as_ref().map(schemadiff_sql::Expr::sql));
    let statements: Vec<&str> = definition.actions.iter().filter_map(|action| action.only_statement()).collect();
    let actions = match statements.as_slice() {
        [] => Node::from("nothing"),
        [one] => Node::from(*one),
        several => Node::List(several.iter().map(|statement| Node::from(*statement)).collect()),
    };
    fields.put(if definition.instead { "instead" } else { "also" }, actions);
    fields.put_some("enabled", rule.enabled.key());
    fields.put_some("comment", rule.comment.as_ref());
    fields
}
