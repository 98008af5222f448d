//! `[seeds]`: required rows, and rows of environments, which are only checked.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ObjectName, SeedValue};
use toml::de::DeValue;

use super::{OnConflict, Seed};
use crate::catalog::{ObjectId, Origin};
use crate::diag::code;
use crate::source::toml::{Entry, Reader, Table, Value};

/// The set of rows that belongs to the schema itself.
const REQUIRED: &str = "required";

/// `[seeds.SET]`, all of whose keys are tables. Tables must be read before, since arrays are written as their columns
/// want them.
pub(crate) fn read_set(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    for table in entry.value.entries().unwrap_or_default() {
        if let Some(seed) = read(&table, reader)
            && entry.name == REQUIRED
        {
            reader.define(seed, &table.origin());
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
