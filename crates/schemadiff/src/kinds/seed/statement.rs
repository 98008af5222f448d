//! Required rows as `INSERT` statements write them.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{ConstraintKind, Insert, ObjectName, SeedValue};

use super::{OnConflict, Seed};
use crate::canon::columns_of;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::source::Script;

/// `INSERT … VALUES`. Statements about one table add to its rows. What tells rows apart are the columns of
/// `ON CONFLICT`, or else the primary key.
pub(crate) fn insert(script: &mut Script<'_>, insert: Insert) {
    let table = script.relation_name(insert.table);
    let catalog = &script.into.catalog;
    let Some(known) = columns_of(catalog, &table) else {
        return script.missing(code::MISSING_TABLE, ObjectRef::named(Kind::Table, &table));
    };
    let columns = if insert.columns.is_empty() {
        known.iter().map(|column| column.name.clone()).collect()
    } else {
        insert.columns
    };
    let key = if insert.conflict_columns.is_empty() {
        primary_key(script, &table)
    } else {
        Some(insert.conflict_columns)
    };
    let Some(key) = key else {
        return script.error(
            code::MISSING_KEY,
            format!("rows of `{table}` cannot be told apart: it has no primary key"),
            "write `ON CONFLICT (…) DO NOTHING` with the columns that identify a row",
        );
    };
    if let Some(column) = key.iter().find(|column| !columns.contains(column)) {
        return script.error(
            code::MISSING_KEY,
            format!("the rows have no value for `{column}`, which identifies a row of `{table}`"),
            format!("add `{column}` to the columns"),
        );
    }
    let too_long = insert.rows.iter().any(|row| row.len() > columns.len());
    if too_long {
        let message = format!("a row has more values than `{table}` has columns");
        return script.error(
            code::BAD_VALUE,
            message,
            "write the columns that the values are for",
        );
    }
    let rows = insert
        .rows
        .into_iter()
        .map(|row| columns.iter().cloned().zip(row).collect())
        .collect();
    let on_conflict = if insert.update {
        OnConflict::Update
    } else {
        OnConflict::Nothing
    };
    add(
        script,
        Seed {
            table,
            key,
            on_conflict,
            delete: false,
            rows,
        },
    );
}

/// Adds rows to those that are there already.
fn add(script: &mut Script<'_>, mut seed: Seed) {
    let id = ObjectId::named(seed.table.clone());
    let Some(mut known) = script.into.catalog.seeds.remove(&id) else {
        let rows = std::mem::take(&mut seed.rows);
        if script.claim(ObjectRef::named(Kind::Seed, &seed.table)) {
            extend(script, &mut seed, rows);
            script.into.catalog.insert(seed);
        }
        return;
    };
    if known.key == seed.key && known.on_conflict == seed.on_conflict {
        extend(script, &mut known, seed.rows);
    } else {
        script.error(
            code::BAD_VALUE,
            format!(
                "rows of `{}` were written with another ON CONFLICT clause before",
                seed.table
            ),
            "write the same clause for all rows of a table",
        );
    }
    script.into.catalog.insert(known);
}

fn extend(script: &mut Script<'_>, seed: &mut Seed, rows: Vec<BTreeMap<String, SeedValue>>) {
    let key = seed.key.clone();
    let identity = |row: &BTreeMap<String, SeedValue>| -> Vec<Option<SeedValue>> {
        key.iter().map(|column| row.get(column).cloned()).collect()
    };
    let mut seen: std::collections::BTreeSet<_> = seed.rows.iter().map(identity).collect();
    for row in rows {
        if seen.insert(identity(&row)) {
            seed.rows.push(row);
        } else {
            let message = format!(
                "two rows of `{}` have the same {}",
                seed.table,
                seed.key.join(", ")
            );
            script.error(code::DUPLICATE, message, "remove one of them");
        }
    }
}

/// A partition's key is its topmost parent's.
fn primary_key(script: &Script<'_>, table: &ObjectName) -> Option<Vec<String>> {
    let tables = &script.into.catalog.tables;
    let mut next = Some(table);
    for _ in 0..=tables.len() {
        let table = tables.get(&ObjectId::named(next?.clone()))?;
        let key = table
            .constraints
            .iter()
            .find_map(|constraint| match &constraint.kind {
                ConstraintKind::PrimaryKey(key) => Some(key.columns.clone()),
                _ => None,
            });
        if key.is_some() {
            return key;
        }
        next = table.partition_of.as_ref().map(|of| &of.parent);
    }
    None
}
