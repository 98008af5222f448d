//! `[queries]` and `[document]`.

use super::{Fields, Node, Writer};
use crate::catalog::{DocumentSettings, Fact, FactValue, Pattern};
use crate::source::toml::duration;

/// Writes what a model says for the schema document.
pub(super) fn write(writer: &mut Writer<'_>) {
    let settings = &writer.canonical.settings.document;
    for query in &settings.queries {
        let mut fields = Fields::default();
        fields.put_some("comment", query.comment.as_ref());
        fields.put_some("p99", query.p99.map(duration::write));
        fields.put_some("sql", query.sql.clone().map(Node::Block));
        fields.put_some("served_by", query.served_by.as_ref());
        writer
            .document
            .section_even_if_empty(&["queries", &query.name], &fields);
    }
    writer.document.section(&["document"], &head(settings));
    for domain in &settings.domains {
        let mut fields = Fields::default();
        fields.put_some("purpose", domain.purpose.as_ref());
        let tables: Vec<String> = domain.tables.iter().map(Pattern::to_string).collect();
        fields.put_list("tables", &tables);
        writer
            .document
            .section_even_if_empty(&["document", "domains", &domain.name], &fields);
    }
    let mut purposes = Fields::default();
    for (name, text) in &settings.purposes {
        purposes.put(name, text);
    }
    writer.document.section(&["document", "purposes"], &purposes);
    for (name, of) in [
        ("technology", &settings.technology),
        ("pooling", &settings.pooling),
        ("migrations", &settings.migrations),
        ("seeds", &settings.seeds),
        ("backup", &settings.backup),
    ] {
        writer.document.section(&["document", name], &facts(of));
    }
    for approval in &settings.approvals {
        let mut fields = Fields::default();
        fields.put("name", approval.name.as_deref().unwrap_or_default());
        fields.put("date", approval.date.as_deref().unwrap_or_default());
        writer
            .document
            .section(&["document", "approval", &approval.role], &fields);
    }
}

fn head(settings: &DocumentSettings) -> Fields {
    let mut head = Fields::default();
    head.put_some("title", settings.title.as_ref());
    head.put_some("version", settings.version.as_ref());
    head.put_some("date", settings.date.as_ref());
    head.put_some("status", settings.status.as_ref());
    head.put_some("author", settings.author.as_ref());
    head.put_some("summary", settings.summary.clone().map(Node::Block));
    head.put_list("owners", &settings.owners);
    head.put_list("reviewers", &settings.reviewers);
    let history = settings.history.iter().map(|edition| {
        let mut fields = Fields::default();
        fields.put("version", &edition.version);
        fields.put_some("date", edition.date.as_ref());
        fields.put_some("author", edition.author.as_ref());
        fields.put_some("changes", edition.changes.as_ref());
        Node::Table(fields)
    });
    let standards = settings.standards.iter().map(|standard| {
        let mut fields = Fields::default();
        fields.put("path", &standard.path);
        fields.put_some("purpose", standard.purpose.as_ref());
        Node::Table(fields)
    });
    for (key, list) in [
        ("history", history.collect::<Vec<_>>()),
        ("standards", standards.collect()),
    ] {
        if !list.is_empty() {
            head.put(key, Node::List(list));
        }
    }
    head
}

fn facts(facts: &[Fact]) -> Fields {
    let mut fields = Fields::default();
    for fact in facts {
        let value = match &fact.value {
            FactValue::Text(text) => Node::from(text),
            FactValue::Number(number) => Node::Integer(*number),
            FactValue::Flag(flag) => Node::Flag(*flag),
            FactValue::List(list) => Node::from(list),
            FactValue::Facts(inner) => Node::Table(self::facts(inner)),
        };
        fields.put(&fact.key, value);
    }
    fields
}
