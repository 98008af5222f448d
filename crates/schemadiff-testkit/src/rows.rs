//! Whether the rows that were there are still there, and those that the model requires have come.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff::canon::Canonical;
use schemadiff::kinds::seed::{OnConflict, Seed};
use schemadiff_pg::Connection;
use schemadiff_sql::quote;

use crate::case::Case;

/// How many rows each table holds, by its identity in the catalog, which a change of name does not change.
#[derive(Debug)]
pub struct Rows(BTreeMap<String, Table>);

#[derive(Debug)]
struct Table {
    name: String,
    rows: u64,
}

/// Counts through XML, because one query cannot name tables that it has yet to find. Partitions count for themselves.
const COUNT: &str = "\
SELECT c.oid, format('%I.%I', n.nspname, c.relname),
       (xpath('/row/n/text()', query_to_xml(
           format('SELECT count(*) AS n FROM ONLY %I.%I', n.nspname, c.relname), false, true, '')))[1]::text
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')";

impl Rows {
    /// Counts.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn count(connection: &Connection) -> Result<Self, String> {
        let section = connection
            .rows(COUNT)
            .await
            .map_err(|error| format!("cannot count rows: {error}"))?;
        let mut tables = BTreeMap::new();
        for row in section.rows {
            let [Some(id), Some(name), Some(rows)] = row.as_slice() else {
                return Err(format!("cannot count rows: {row:?}"));
            };
            let rows = rows.parse().map_err(|_| format!("{name} has {rows} rows"))?;
            tables.insert(
                id.clone(),
                Table {
                    name: name.clone(),
                    rows,
                },
            );
        }
        Ok(Self(tables))
    }

    /// Compares with what is there now. A table may go when the case permits that tables are dropped, and lose rows when
    /// it permits that rows are deleted; required rows may be added.
    ///
    /// # Errors
    /// With the first table that lost rows.
    pub async fn survive(&self, connection: &Connection, new: &Canonical, case: &Case) -> Result<(), String> {
        let now = Self::count(connection).await?;
        let permitted = |kind: &str| {
            case.allow
                .iter()
                .any(|allow| allow == "all" || allow.starts_with(kind))
        };
        for (id, before) in &self.0 {
            let Some(after) = now.0.get(id) else {
                if permitted("drop_table") {
                    continue;
                }
                return Err(format!(
                    "the table {} is not there any more, with {} rows",
                    before.name, before.rows
                ));
            };
            let may_grow = !new.catalog().seeds.is_empty();
            let fewer = after.rows < before.rows && !permitted("delete_rows");
            if fewer || (after.rows > before.rows && !may_grow) {
                return Err(format!(
                    "{} had {} rows and has {}",
                    before.name, before.rows, after.rows
                ));
            }
        }
        Ok(())
    }
}

/// The required rows that a database built from the model alone has, and this one has not.
///
/// # Errors
/// When there are any, or the server refuses.
pub async fn required(arrived: &Connection, fresh: &Connection, new: &Canonical) -> Result<(), String> {
    for seed in new.catalog().seeds.values() {
        let rows = listed(seed);
        let wanted = value(
            fresh,
            &format!("SELECT jsonb_agg(row) FROM ({rows}) AS wanted (row)"),
        )
        .await?;
        let Some(wanted) = wanted else {
            return Err(format!(
                "a database built from `new` has no rows in {}",
                seed.table
            ));
        };
        // The server compares: 1.5 and 1.50 are one number.
        let missing = format!(
            "SELECT string_agg(row::text, ', ') FROM jsonb_array_elements({}) AS wanted (row) \
             WHERE row NOT IN (SELECT there.row FROM ({rows}) AS there (row))",
            quote::literal(&wanted)
        );
        if let Some(missing) = value(arrived, &missing).await? {
            return Err(format!("{} lacks {missing}", seed.table));
        }
    }
    Ok(())
}

/// A query for the columns that every row lists. Of a row that is left as it was found only the key counts.
fn listed(seed: &Seed) -> String {
    let in_all = |column: &&String| seed.rows.iter().all(|row| row.contains_key(*column));
    let columns: BTreeSet<&String> = match seed.on_conflict {
        OnConflict::Nothing => seed.key.iter().collect(),
        OnConflict::Update => seed
            .rows
            .iter()
            .flat_map(BTreeMap::keys)
            .filter(in_all)
            .chain(&seed.key)
            .collect(),
    };
    let columns: Vec<_> = columns
        .into_iter()
        .map(|column| quote::identifier(column))
        .collect();
    format!(
        "SELECT to_jsonb(listed) FROM (SELECT {} FROM {}) AS listed",
        columns.join(", "),
        seed.table
    )
}

async fn value(connection: &Connection, query: &str) -> Result<Option<String>, String> {
    connection
        .value(query)
        .await
        .map_err(|error| format!("cannot read required rows: {error}"))
}
