//! What a model says for the schema document: `[document]`, `[queries]`, and `[conventions]` as they read.

use std::sync::Arc;

use schemadiff_sql::Query;
use toml::de::DeValue;

use super::duration;
use super::reader::Reader;
use super::table::{Entry, Table};
use super::value::Value;
use crate::catalog::{Approval, Domain, Edition, Fact, FactValue, Pattern, QueryStandard, Setting, Standard};
use crate::kinds::table::toml::is_date;

/// A key of a section that states facts.
struct Key {
    word: &'static str,
    label: &'static str,
    shape: Shape,
}

/// What a key takes.
enum Shape {
    Text,
    Number,
    Flag,
    Texts,
    /// A file that is written beside the model.
    SqlFile,
    Facts(&'static [Key]),
}

const fn key(word: &'static str, label: &'static str, shape: Shape) -> Key {
    Key { word, label, shape }
}

const TECHNOLOGY: &[Key] = &[
    key("database", "Technology", Shape::Text),
    key("versions", "Versions", Shape::Text),
    key("hosting", "Hosting", Shape::Text),
    key("instance", "Instance", Shape::Text),
    key(
        "storage",
        "Storage",
        Shape::Facts(&[
            key("size", "size", Shape::Text),
            key("auto_scaling", "grows by itself", Shape::Flag),
        ]),
    ),
    key(
        "read_replicas",
        "Read replicas",
        Shape::Facts(&[
            key("count", "number", Shape::Number),
            key("regions", "regions", Shape::Texts),
        ]),
    ),
    key("encoding", "Encoding", Shape::Text),
    key("timezone", "Time zone", Shape::Text),
    key("migration_tool", "Migration tool", Shape::Text),
];

const POOLING: &[Key] = &[
    key("pooler", "Pooler", Shape::Text),
    key("mode", "Mode", Shape::Text),
    key(
        "per_instance",
        "Connections of each application instance",
        Shape::Facts(&[
            key("min", "at least", Shape::Number),
            key("max", "at most", Shape::Number),
        ]),
    ),
    key("instances", "Application instances", Shape::Number),
    key("reserve", "Connections kept in reserve", Shape::Number),
    key("max_connections", "Connections of the database", Shape::Text),
];

const MIGRATIONS: &[Key] = &[
    key("tool", "Tool", Shape::Text),
    key("location", "Location", Shape::Text),
    key("file_names", "File names", Shape::Texts),
    key("run_by", "Run by", Shape::Text),
    key("expand_and_contract", "Expand and contract", Shape::Texts),
    key("checklist", "Before every change", Shape::Texts),
];

const SEEDS: &[Key] = &[
    key("required", "Required rows", Shape::Text),
    key(
        "development",
        "Rows for development",
        Shape::Facts(&[
            key("script", "script", Shape::Text),
            key("command", "command", Shape::Text),
            key("tenants", "tenants", Shape::Number),
            key("users_per_tenant", "users per tenant", Shape::Number),
            key("records", "sample records", Shape::Number),
        ]),
    ),
];

const METHOD: &[Key] = &[
    key("method", "Method", Shape::Text),
    key("frequency", "Frequency", Shape::Text),
    key("retention", "Kept for", Shape::Text),
    key("location", "Location", Shape::Text),
];

const SCHEMA_ONLY: &[Key] = &[
    key("method", "Method", Shape::Text),
    key("frequency", "Frequency", Shape::Text),
    key("retention", "Kept for", Shape::Text),
    key("location", "Location", Shape::Text),
    key("file", "File", Shape::SqlFile),
];

const BACKUP: &[Key] = &[
    key("continuous", "Continuous", Shape::Facts(METHOD)),
    key("base_snapshot", "Base snapshot", Shape::Facts(METHOD)),
    key("logical_dump", "Logical dump", Shape::Facts(METHOD)),
    key("schema_only", "Schema only", Shape::Facts(SCHEMA_ONLY)),
    key("recovery_time_objective", "Recovery time objective", Shape::Text),
    key(
        "recovery_point_objective",
        "Recovery point objective",
        Shape::Text,
    ),
    key("recovery_test", "Recovery is tested", Shape::Text),
    key("runbook", "Runbook", Shape::Text),
    key("point_in_time", "Back to a point in time", Shape::Text),
    key("commands", "Commands", Shape::Texts),
];

/// `[document]`.
pub(super) fn document(value: Value<'_>, reader: &mut Reader<'_>) {
    let Some(table) = value.table("document") else {
        return;
    };
    let known = Arc::make_mut(&mut reader.declared.settings.document);
    if known.title.is_some() && table.has("title") {
        value.bad(
            "`document` has a title in another file already",
            "keep the section in one file",
        );
    }
    put(&mut known.title, table.string("title"));
    put(&mut known.version, table.string("version"));
    put(&mut known.date, table.get("date").and_then(date));
    let words = [
        ("draft", "draft"),
        ("in review", "in review"),
        ("approved", "approved"),
    ];
    let status = table.get("status").and_then(|value| value.one_of(&words));
    put(&mut known.status, status.map(str::to_owned));
    put(&mut known.author, table.string("author"));
    put(&mut known.summary, table.string("summary"));
    known.owners.extend(texts(table.get("owners")));
    known.reviewers.extend(texts(table.get("reviewers")));
    for element in elements(table.get("history")) {
        let edition = Edition {
            version: element
                .required("version")
                .and_then(Value::text)
                .unwrap_or_default()
                .to_owned(),
            date: element.get("date").and_then(date),
            author: element.string("author"),
            changes: element.string("changes"),
        };
        element.finish();
        known.history.push(edition);
    }
    for element in elements(table.get("standards")) {
        let standard = Standard {
            path: element
                .required("path")
                .and_then(Value::text)
                .unwrap_or_default()
                .to_owned(),
            purpose: element.string("purpose"),
        };
        element.finish();
        known.standards.push(standard);
    }
    known
        .domains
        .extend(table.entries("domains").filter_map(|entry| domain(&entry)));
    for entry in table.entries("purposes") {
        let text = entry.value.text();
        known
            .purposes
            .extend(text.map(|text| (entry.name.to_owned(), text.to_owned())));
    }
    for (facts, name, keys) in [
        (&mut known.technology, "technology", TECHNOLOGY),
        (&mut known.pooling, "pooling", POOLING),
        (&mut known.migrations, "migrations", MIGRATIONS),
        (&mut known.seeds, "seeds", SEEDS),
        (&mut known.backup, "backup", BACKUP),
    ] {
        facts.extend(
            table
                .get(name)
                .map(|value| read_facts(value, keys))
                .unwrap_or_default(),
        );
    }
    for entry in table.entries("approval") {
        if let Some(approval) = entry.table("approval") {
            let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
            known.approvals.push(Approval {
                role: entry.name.to_owned(),
                name: filled(approval.string("name")),
                date: approval
                    .get("date")
                    .filter(|value| value.raw().as_str() != Some(""))
                    .and_then(date),
            });
            approval.finish();
        }
    }
    table.finish();
}

fn put(known: &mut Option<String>, found: Option<String>) {
    if found.is_some() {
        *known = found;
    }
}

fn texts(value: Option<Value<'_>>) -> Vec<String> {
    let found = value.and_then(Value::one_or_more).unwrap_or_default();
    found.into_iter().map(|(text, _)| text.to_owned()).collect()
}

/// The tables of `[[document.history]]`.
fn elements(value: Option<Value<'_>>) -> Vec<Table<'_>> {
    let list = value.and_then(Value::list).unwrap_or_default();
    list.into_iter().filter_map(|value| value.table("")).collect()
}

/// A day: a date of TOML, or a text that looks like one.
pub(super) fn date(value: Value<'_>) -> Option<String> {
    let text = match value.raw() {
        DeValue::Datetime(day) => day.to_string(),
        _ => value.text()?.to_owned(),
    };
    if is_date(&text) {
        return Some(text);
    }
    value.bad(
        format!("`{}` is no day: \"{text}\"", value.name()),
        "write the year, the month and the day, such as \"2026-02-23\"",
    );
    None
}

/// `[document.domains."Billing"]`.
fn domain(entry: &Entry<'_>) -> Option<Domain> {
    let table = entry.table("domain")?;
    let mut tables = Vec::new();
    for (text, value) in table
        .get("tables")
        .and_then(Value::one_or_more)
        .unwrap_or_default()
    {
        match Pattern::parse(text) {
            Ok(pattern) => tables.push(pattern),
            Err(problem) => value.bad(problem, "write `schema.name`, with `*` for any text"),
        }
    }
    let domain = Domain {
        name: entry.name.to_owned(),
        purpose: table.string("purpose"),
        tables,
    };
    table.finish();
    Some(domain)
}

/// A file below the folder of the model: whoever writes a model is not to choose any file of whoever applies it.
fn sql_file(value: Value<'_>) -> Option<&str> {
    let text = value.text()?;
    let parts = || text.split('/');
    let is_inside = parts().all(|part| !part.is_empty() && part != "." && part != "..");
    let is_sql = parts()
        .next_back()
        .is_some_and(|name| name.strip_suffix(".sql").is_some_and(|stem| !stem.is_empty()));
    if is_inside && is_sql && !text.contains(['\\', '\0', ':']) {
        return Some(text);
    }
    value.bad(
        format!(
            "`{}` is no file below the model's folder: \"{text}\"",
            value.name()
        ),
        "write a path that goes down from there and ends with .sql, such as \"db/schema.sql\"",
    );
    None
}

fn read_facts(value: Value<'_>, keys: &'static [Key]) -> Vec<Fact> {
    let Some(table) = value.table("") else {
        return Vec::new();
    };
    let facts = keys.iter().filter_map(|Key { word, label, shape }| {
        let value = table.get(word)?;
        let value = match shape {
            Shape::Text => FactValue::Text(value.text()?.to_owned()),
            Shape::Number => FactValue::Number(value.integer()?),
            Shape::Flag => FactValue::Flag(value.flag()?),
            Shape::SqlFile => FactValue::Text(sql_file(value)?.to_owned()),
            Shape::Texts => FactValue::List(texts(Some(value))),
            Shape::Facts(keys) => FactValue::Facts(read_facts(value, keys)),
        };
        Some(Fact {
            key: (*word).to_owned(),
            label: (*label).to_owned(),
            value,
        })
    });
    let facts = facts.collect();
    table.finish();
    facts
}

/// `[queries.tenant_list]`.
pub(super) fn query(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("query") else {
        return;
    };
    let sql = table.get("sql").and_then(|value| {
        value.sql("a query", Query::parse)?;
        value.text()
    });
    let query = QueryStandard {
        name: entry.name.to_owned(),
        comment: table.string("comment"),
        p99: table.get("p99").and_then(duration::timeout),
        sql: sql.map(str::to_owned),
        served_by: table.string("served_by"),
    };
    table.finish();
    let queries = &mut Arc::make_mut(&mut reader.declared.settings.document).queries;
    if queries.iter().any(|known| known.name == query.name) {
        entry.bad_key(
            format!("query `{}` is defined twice", query.name),
            "remove one of them, or rename it",
        );
        return;
    }
    queries.push(query);
}

/// `[conventions]`, for people: what they mean to others is read elsewhere.
pub(super) fn conventions(value: Value<'_>, reader: &mut Reader<'_>) {
    for section in value.entries().unwrap_or_default() {
        if let Setting::Table(rows) = setting(section.value) {
            Arc::make_mut(&mut reader.declared.settings.document)
                .conventions
                .push((section.name.to_owned(), rows));
        }
    }
}

/// A value as it was written.
fn setting(value: Value<'_>) -> Setting {
    match value.raw() {
        DeValue::String(text) => Setting::Text(text.to_string()),
        DeValue::Integer(number) => {
            let number = i64::from_str_radix(number.as_str(), number.radix());
            number.map_or_else(|error| Setting::Text(error.to_string()), Setting::Number)
        }
        DeValue::Float(number) => Setting::Text(number.to_string()),
        DeValue::Boolean(flag) => Setting::Flag(*flag),
        DeValue::Datetime(day) => Setting::Text(day.to_string()),
        DeValue::Array(_) => Setting::List(
            value
                .list()
                .unwrap_or_default()
                .into_iter()
                .map(setting)
                .collect(),
        ),
        DeValue::Table(_) => {
            let entries = value.entries().unwrap_or_default();
            Setting::Table(
                entries
                    .map(|entry| (entry.name.to_owned(), setting(entry.value)))
                    .collect(),
            )
        }
    }
}
