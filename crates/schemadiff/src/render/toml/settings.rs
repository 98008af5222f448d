//! `[database]`, `[targets]`, `[policy]` and `[scope]`.

use super::{Fields, Node, Writer};
use crate::catalog::{Pattern, Settings};
use crate::kinds::default_privilege;
use crate::source::toml::duration;
use crate::transition::Strategy;

/// Writes the head of the file.
pub(super) fn write(writer: &mut Writer<'_>) {
    let settings = &writer.canonical.settings;
    let known = Settings::default();
    let mut format = Fields::default();
    format.put("format", 1_i64);
    format.put_some("default_privileges", default_privilege::write::list(writer));
    writer.document.section(&[], &format);

    let mut database = Fields::default();
    database.put_some("name", settings.name.as_ref());
    let oldest = settings.oldest_server.map(|oldest| format!(">={oldest}"));
    database.put_some("postgres", oldest);
    if settings.default_schema != known.default_schema {
        database.put("default_schema", &settings.default_schema);
    }
    database.put_some("owner", settings.owner.as_ref());
    writer.document.section(&["database"], &database);

    let mut extensions = Fields::default();
    for extension in writer.catalog().extensions.values() {
        let mut fields = Fields::default();
        fields.put_some("schema", extension.schema.as_ref());
        fields.put_some("version", extension.version.as_ref());
        fields.put_some("comment", extension.comment.as_ref());
        extensions.put(&extension.name, fields);
    }
    writer.document.section(&["database", "extensions"], &extensions);

    for (name, known) in &settings.targets {
        let mut target = Fields::default();
        target.put("url", &known.url);
        target.put_some("ledger", known.ledger.as_ref());
        target.put_some("environment", known.environment.as_ref());
        writer.document.section(&["targets", name], &target);
    }
    let mut policy = Fields::default();
    policy.put_list("allow", &settings.allow);
    policy.put_some("strategy", settings.strategy.map(Strategy::word));
    policy.put_some("lock_timeout", settings.lock_timeout.map(duration::write));
    policy.put_some(
        "statement_timeout",
        settings.statement_timeout.map(duration::write),
    );
    writer.document.section(&["policy"], &policy);

    let texts = |patterns: &[Pattern]| patterns.iter().map(Pattern::to_string).collect::<Vec<_>>();
    let mut scope = Fields::default();
    scope.put_list("include", &texts(&settings.scope.include));
    scope.put_list("exclude", &texts(&settings.scope.exclude));
    if settings.scope.without_owners {
        scope.put("owners", false);
    }
    if settings.scope.without_privileges {
        scope.put("privileges", false);
    }
    if let Some(owners) = &settings.scope.platform_owners {
        scope.put("platform_owners", owners);
    }
    writer.document.section(&["scope"], &scope);
    conventions(writer);
}

/// `[conventions]`, as it was written: what has keys of its own under a header of its own.
fn conventions(writer: &mut Writer<'_>) {
    let mut head = Fields::default();
    let mut sections = Vec::new();
    for (key, node) in writer.canonical.settings.conventions.text.iter() {
        match node {
            Node::Table(fields) => sections.push((key.to_owned(), fields.clone())),
            node => head.put(key, node.clone()),
        }
    }
    writer.document.section(&["conventions"], &head);
    for (key, fields) in sections {
        writer.document.section(&["conventions", &key], &fields);
    }
}
