//! `[seeds]`: required rows, and rows of environments.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ObjectName, SeedValue};
use toml::de::DeValue;

use super::{Generate, OnConflict, Seed};
use crate::catalog::{ObjectId, Origin};
use crate::diag::code;
use crate::sample::Amount;
use crate::source::toml::{Entry, Reader, Table, Value};

/// The set of rows that belongs to the schema itself.
const REQUIRED: &str = "required";

/// `[seeds.SET]`, all of whose keys are tables. Tables must be read before, since arrays are written as their columns
/// want them.
pub(crate) fn read_set(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    if entry.name == REQUIRED {
        for table in entry.value.entries().unwrap_or_default() {
            if let Some(seed) = read(&table, reader) {
                reader.define(seed, &table.origin());
            }
        }
        return;
    }
    let mut set = reader.declared.settings.seeds.remove(entry.name).unwrap_or_default();
    let mut seed = None;
    for inner in entry.value.entries().unwrap_or_default() {
        let value = inner.value;
        match inner.name {
            "scripts" if !value.is_table() => {
                let scripts = value.one_or_more().unwrap_or_default();
                set.scripts.extend(scripts.into_iter().map(|(path, _)| path.to_owned()));
            }
            "seed" if !value.is_table() => {
                seed = value.integer().and_then(|number| match u64::try_from(number) {
                    Ok(number) => Some(number),
                    Err(_) => {
                        value.bad("a seed is not negative", "write a number such as `seed = 1`");
                        None
                    }
                });
            }
            "generate" if !is_rows(value) => generate(value, reader, set.generate.get_or_insert_default()),
            _ => {
                let Some(read) = read(&inner, reader) else { continue };
                if set.rows.iter().any(|known| known.table == read.table) {
                    inner.bad_key(
                        format!("the rows of `{}` in `{}` are written twice", read.table, entry.name),
                        "write them in one place",
                    );
                    continue;
                }
                set.rows.push(read);
            }
        }
    }
    if let Some(seed) = seed {
        set.generate.get_or_insert_default().seed = Some(seed);
    }
    reader.declared.settings.seeds.insert(entry.name.to_owned(), set);
}

/// Whether it is a table's rows rather than how many there are of tables: a table may be called `generate`.
fn is_rows(value: Value<'_>) -> bool {
    let has = |key: &str| value.raw().as_table().is_some_and(|table| table.contains_key(key));
    has("rows") && has("key")
}

/// `[seeds.development.generate]`: `users = "10 per tenants"`.
fn generate(value: Value<'_>, reader: &mut Reader<'_>, into: &mut Generate) {
    for entry in value.entries().unwrap_or_default() {
        let amount = if entry.value.is_text() {
            let Some(text) = entry.value.text() else { continue };
            match Amount::parse(text, reader.default_schema()) {
                Ok(amount) => amount,
                Err(problem) => {
                    entry.value.bad(problem, "write a number, or a text such as \"10 per tenants\"");
                    continue;
                }
            }
        } else {
            match entry.value.integer().map(u64::try_from) {
                Some(Ok(rows)) => Amount::Rows(rows),
                Some(Err(_)) => {
                    entry.value.bad("there are no fewer rows than none", "write a number from 0 on");
                    continue;
                }
                None => continue,
            }
        };
        if entry.name == "*" {
            into.otherwise = Some(amount);
        } else if let Some(name) = reader.name(&entry) {
            into.rows.insert(name, amount);
        }
    }
}

fn read(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Seed> {
    let name = reader.name(entry);
    let table = entry.table("seed")?;
    let key = table.required("key").and_then(Value::one_or_more);
    let key: Option<Vec<String>> =
        key.map(|key| key.into_iter().map(|(column, _)| column.to_owned()).collect());
    let on_conflict = table.one_of(
        "on_conflict",
        &[("nothing", OnConflict::Nothing), ("update", OnConflict::Update)],
    );
    let delete = table.flag("delete").unwrap_or_default();
    let rows = rows(&table, key.as_deref().unwrap_or_default(), |column| {
        is_array(name.as_ref(), column, reader)
    });
    table.finish();
    Some(Seed {
        table: name?,
        key: key?,
        on_conflict: on_conflict.unwrap_or_default(),
        delete,
        rows,
    })
}

fn is_array(table: Option<&ObjectName>, column: &str, reader: &Reader<'_>) -> bool {
    let table = table.and_then(|name| reader.declared.catalog.tables.get(&ObjectId::named(name.clone())));
    table
        .and_then(|table| table.column(column))
        .is_some_and(|column| column.data_type.array)
}

fn rows(
    table: &Table<'_>,
    key: &[String],
    is_array: impl Fn(&str) -> bool,
) -> Vec<BTreeMap<String, SeedValue>> {
    let mut rows = Vec::new();
    let mut seen: BTreeMap<Vec<Option<SeedValue>>, Origin> = BTreeMap::new();
    for row in table.required("rows").and_then(Value::list).unwrap_or_default() {
        let Some(entries) = row.entries() else { continue };
        let mut values = BTreeMap::new();
        let mut refused = BTreeSet::new();
        for entry in entries {
            match literal(entry.value, is_array(entry.name)) {
                Some(value) => drop(values.insert(entry.name.to_owned(), value)),
                None => drop(refused.insert(entry.name)),
            }
        }
        let missing: Vec<&String> = key
            .iter()
            .filter(|column| !values.contains_key(*column) && !refused.contains(column.as_str()))
            .collect();
        if let Some(column) = missing.first() {
            let message = format!("a row has no value for `{column}`, which is in `key`");
            row.report(
                row.error(code::MISSING_KEY, message, "")
                    .help(format!("add `{column} = …` to the row")),
            );
            continue;
        }
        let identity: Vec<_> = key.iter().map(|column| values.get(column).cloned()).collect();
        if let Some(first) = (!key.is_empty())
            .then(|| seen.insert(identity, row.origin()))
            .flatten()
        {
            let message = format!("two rows have the same {}", key.join(", "));
            row.report(
                row.error(code::DUPLICATE, message, "again here")
                    .at_origin(first, "first here")
                    .help("remove one of them"),
            );
            continue;
        }
        rows.push(values);
    }
    rows
}

/// A value as the text of a literal. A table or list is JSON, unless the column is an array.
fn literal(value: Value<'_>, is_array: bool) -> Option<SeedValue> {
    let text = match value.raw() {
        DeValue::Table(table) if table.len() == 1 && table.contains_key("null") => {
            if table
                .get("null")
                .is_some_and(|value| value.get_ref().as_bool() == Some(true))
            {
                return Some(SeedValue::Null);
            }
            json(value)?.to_string()
        }
        DeValue::Array(_) if is_array => array(value)?,
        DeValue::Table(_) | DeValue::Array(_) => json(value)?.to_string(),
        DeValue::Float(_) => float(value)?,
        DeValue::Integer(_) => value.integer()?.to_string(),
        DeValue::String(text) => text.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(time) => time.to_string(),
    };
    Some(SeedValue::Literal(text))
}

/// A float as PostgreSQL reads it: no sign before `nan`, none but a minus before `inf`.
fn float(value: Value<'_>) -> Option<String> {
    let text = value.raw().as_float()?.as_str();
    Some(match text.trim_start_matches('+') {
        "nan" | "-nan" => "NaN".to_owned(),
        "inf" => "Infinity".to_owned(),
        "-inf" => "-Infinity".to_owned(),
        number => number.to_owned(),
    })
}

/// Keys keep the order in which they were written, which `json` (though not `jsonb`) columns show.
fn json(value: Value<'_>) -> Option<serde_json::Value> {
    Some(match value.raw() {
        DeValue::Table(_) => {
            let mut object = serde_json::Map::new();
            for entry in value.entries()? {
                object.insert(entry.name.to_owned(), json(entry.value)?);
            }
            serde_json::Value::Object(object)
        }
        DeValue::Array(_) => {
            serde_json::Value::Array(value.list()?.into_iter().map(json).collect::<Option<_>>()?)
        }
        DeValue::String(text) => text.to_string().into(),
        DeValue::Integer(_) => value.integer()?.into(),
        DeValue::Boolean(flag) => (*flag).into(),
        DeValue::Datetime(time) => time.to_string().into(),
        DeValue::Float(number) => {
            let number = number
                .as_str()
                .parse()
                .ok()
                .and_then(serde_json::Number::from_f64);
            if number.is_none() {
                value.bad("JSON has no such number", "write a finite number, or a string");
            }
            number?.into()
        }
    })
}

/// An array literal: every element in quotes, so that none is taken for NULL or a delimiter (manual, "Array Input and
/// Output Syntax").
fn array(value: Value<'_>) -> Option<String> {
    let elements = value.list()?.into_iter().map(|element| {
        if element.raw().is_array() {
            return array(element);
        }
        Some(match literal(element, false)? {
            SeedValue::Null => "NULL".to_owned(),
            SeedValue::Literal(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        })
    });
    Some(format!("{{{}}}", elements.collect::<Option<Vec<_>>>()?.join(",")))
}
