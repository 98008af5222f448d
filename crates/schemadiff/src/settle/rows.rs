//! Which required rows are there: the server compares, by each type's own equality.

use std::collections::BTreeMap;

use schemadiff_sql::quote;
use schemadiff_sql::syntax::SeedValue;

use super::{Question, Questions, ScratchTables};
use crate::catalog::{Pair, ident};
use crate::kinds::seed::OnConflict;
use crate::kinds::seed::value;
use crate::kinds::{ObjectKind, Seed};

impl Questions<'_> {
    /// Fills the observed side of required rows: those that are there with the wanted values, those that are there with
    /// others (their key alone is kept), and, where unlisted rows are deleted, the keys of all others.
    ///
    /// Nothing is asked when the old side is a model too and lists the same rows.
    pub(crate) fn rows(&mut self, pair: Pair<&mut Seed>) {
        let Pair { old, new } = pair;
        if !old.rows.is_empty() && old.rows == new.rows {
            return;
        }
        let question = question(new, self.tables);
        let wanted = new.clone();
        self.put(question, |text| {
            let Ok(found) = serde_json::from_str::<Vec<Found>>(text) else {
                return;
            };
            old.rows = found
                .into_iter()
                .filter_map(|found| match found {
                    Found {
                        row: Some(index),
                        same: true,
                        ..
                    } => wanted.rows.get(index).cloned(),
                    Found { key, .. } => Some(
                        wanted
                            .key
                            .iter()
                            .cloned()
                            .zip(key.into_iter().map(literal))
                            .collect(),
                    ),
                })
                .collect();
        });
    }
}

/// A row that is there.
#[derive(serde::Deserialize)]
struct Found {
    /// Which wanted row has its key.
    row: Option<usize>,
    /// Whether it has the wanted values.
    same: bool,
    /// Its key as text.
    key: Vec<Option<String>>,
}

fn literal(text: Option<String>) -> SeedValue {
    text.map_or(SeedValue::Null, SeedValue::Literal)
}

/// One query per table whatever the number of rows: wanted keys joined with the table.
///
/// A literal is compared as its column would read it, and by text where the type has no equality.
fn question(seed: &Seed, tables: &ScratchTables) -> Question {
    let key_text: Vec<_> = seed
        .key
        .iter()
        .map(|column| format!("t.{}::text", ident(column)))
        .collect();
    let matches: Vec<String> = seed
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let same = if seed.on_conflict == OnConflict::Update {
                same_values(seed, row, tables)
            } else {
                "true".to_owned()
            };
            format!(
                "SELECT {index} AS row, {same} AS same, array[{}] AS key FROM {} t WHERE {}",
                key_text.join(", "),
                seed.table,
                key_condition(seed, row)
            )
        })
        .collect();
    let mut parts = matches;
    if seed.delete {
        let wanted: Vec<_> = seed
            .rows
            .iter()
            .map(|row| format!("({})", key_condition(seed, row)))
            .collect();
        let condition = if wanted.is_empty() {
            "true".to_owned()
        } else {
            format!("({}) IS NOT TRUE", wanted.join(" OR "))
        };
        parts.push(format!(
            "SELECT NULL::int AS row, false AS same, array[{}] AS key FROM {} t WHERE {condition}",
            key_text.join(", "),
            seed.table
        ));
    }
    if parts.is_empty() {
        parts.push("SELECT NULL::int AS row, false AS same, NULL::text[] AS key WHERE false".to_owned());
    }
    let ask = format!(
        "SELECT coalesce(json_agg(f ORDER BY f.row, f.key), '[]')::text FROM ({}) f",
        parts.join(" UNION ALL ")
    );
    Question {
        about: seed.object_ref(),
        setup: tables.renames_for(&ask),
        ask,
    }
}

fn key_condition(seed: &Seed, row: &BTreeMap<String, SeedValue>) -> String {
    let conditions: Vec<_> = seed
        .key
        .iter()
        .map(|column| match row.get(column) {
            Some(SeedValue::Literal(text)) => format!("t.{} = {}", ident(column), quote::literal(text)),
            Some(SeedValue::Null) | None => format!("t.{} IS NULL", ident(column)),
        })
        .collect();
    if conditions.is_empty() {
        "false".to_owned()
    } else {
        conditions.join(" AND ")
    }
}

fn same_values(seed: &Seed, row: &BTreeMap<String, SeedValue>, tables: &ScratchTables) -> String {
    let conditions: Vec<_> = row
        .iter()
        .map(|(column, wanted)| {
            let value = value(Some(wanted));
            match tables
                .column(&seed.table, column)
                .filter(|column| !column.has_equality)
            {
                Some(typed) => format!(
                    "t.{}::text IS NOT DISTINCT FROM {value}::{}::text",
                    ident(column),
                    typed.base_type
                ),
                None => format!("t.{} IS NOT DISTINCT FROM {value}", ident(column)),
            }
        })
        .collect();
    if conditions.is_empty() {
        "true".to_owned()
    } else {
        conditions.join(" AND ")
    }
}
