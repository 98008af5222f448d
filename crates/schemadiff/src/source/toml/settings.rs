//! What a model says about the database, and about how it is to be changed: `[database]`, `[targets]`, `[policy]`.

use super::duration;
use super::reader::Reader;
use super::table::{Entry, Table};
use super::value::Value;
use crate::canon::OLDEST;
use crate::catalog::{NamedTarget, is_ledger};
use crate::kinds::extension;
use crate::plan::Allow;
use crate::transition::Strategy;

/// `[database]`.
pub(super) fn database(value: Value<'_>, reader: &mut Reader<'_>) {
    let Some(table) = value.table("") else { return };
    if let Some(name) = table.string("name") {
        reader.declared.settings.name = Some(name);
    }
    if let Some(oldest) = table.get("postgres").and_then(oldest_server) {
        reader.declared.settings.oldest_server = Some(oldest);
    }
    if let Some(owner) = table.get("owner").and_then(Value::part_name) {
        reader.declared.settings.owner = Some(owner);
    }
    // Read before anything else, by `default_schema`.
    let _ = table.get("default_schema");
    for entry in table.entries("extensions") {
        extension::toml::read(&entry, reader);
    }
    table.finish();
}

/// `default_schema` of `[database]`, which every name depends on.
pub(super) fn default_schema(root: &Table<'_>) -> Option<String> {
    let database = root.get("database").filter(|value| value.is_table())?.table("")?;
    database.get("default_schema").and_then(Value::part_name)
}

/// `">=14"`.
fn oldest_server(value: Value<'_>) -> Option<u32> {
    let text = value.text()?;
    let version = text
        .strip_prefix(">=")
        .map(str::trim)
        .and_then(|version| version.parse::<u32>().ok());
    match version {
        Some(version) if version >= OLDEST => Some(version),
        Some(_) => {
            value.bad(
                format!("\"{text}\" is older than PostgreSQL {OLDEST}"),
                format!("write \">={OLDEST}\""),
            );
            None
        }
        None => {
            value.bad(
                format!("\"{text}\" is no range of versions"),
                format!("write the oldest major version that plans must run on, such as \">={OLDEST}\""),
            );
            None
        }
    }
}

/// `[targets.production] url = "env:DATABASE_URL"`.
pub(super) fn target(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let Some(table) = entry.table("target") else {
        return;
    };
    let url = table.required("url");
    let ledger = table.get("ledger").and_then(ledger);
    let environment = table.string("environment");
    table.finish();
    let Some((url, text)) = url.and_then(|value| Some((value, value.text()?))) else {
        return;
    };
    let known = ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
        || text.strip_prefix("env:").is_some_and(|name| !name.is_empty());
    if !known {
        // The text may hold a password, so the message does not repeat it.
        return url.bad(
            "`url` is neither a URL of PostgreSQL nor a variable",
            "write \"postgres://…\" or \"env:NAME\"",
        );
    }
    let known = reader.declared.settings.targets.insert(
        entry.name.to_owned(),
        NamedTarget {
            url: text.to_owned(),
            ledger,
            environment,
        },
    );
    if known.is_some() {
        entry.bad_key(
            format!("target `{}` is defined twice", entry.name),
            "remove one of them, or rename it",
        );
    }
}

/// The schema of the history; one that holds something else would be left out of every comparison.
fn ledger(value: Value<'_>) -> Option<String> {
    let text = value.text()?;
    if is_ledger(text) {
        return Some(text.to_owned());
    }
    value.bad(
        format!("`{text}` cannot be the schema of the history"),
        "name a schema of its own, such as \"schemadiff\"",
    );
    None
}

/// `[policy]`.
pub(super) fn policy(value: Value<'_>, reader: &mut Reader<'_>) {
    let Some(table) = value.table("") else { return };
    for (text, place) in table.get("allow").and_then(Value::texts).unwrap_or_default() {
        match Allow::default().add(text) {
            Ok(()) => reader.declared.settings.allow.push(text.to_owned()),
            Err(message) => place.bad(message, "write a permission as `plan` prints it after `--allow`"),
        }
    }
    if let Some(strategy) = table.get("strategy").and_then(strategy) {
        reader.declared.settings.strategy = Some(strategy);
    }
    if let Some(timeout) = table.get("lock_timeout").and_then(duration::timeout) {
        reader.declared.settings.lock_timeout = Some(timeout);
    }
    if let Some(timeout) = table.get("statement_timeout").and_then(duration::timeout) {
        reader.declared.settings.statement_timeout = Some(timeout);
    }
    table.finish();
}

/// `strategy = "direct"`.
pub(crate) fn strategy(value: Value<'_>) -> Option<Strategy> {
    let text = value.text()?;
    let strategy = Strategy::from_word(text);
    if strategy.is_none() {
        let words: Vec<_> = Strategy::ALL
            .iter()
            .map(|strategy| format!("\"{}\"", strategy.word()))
            .collect();
        value.bad(
            format!("`{text}` is no strategy"),
            format!("write {}", words.join(" or ")),
        );
    }
    strategy
}
