//! Law 6: between the phases an application that was written for the old schema and one for the new both work, and see what
//! the other writes.
//!
//! An application is made of its schema alone: for each table a row that it inserts with every column that it may write, one
//! with no more than it has to, an update of every column, a look and a delete. What it could not do in its own world, before
//! the plan or after it (because of a check that the generator does not understand, say), it need not do in between; all the
//! rest it must.

use std::collections::BTreeMap;

use schemadiff::canon::{Canonical, columns_of};
use schemadiff::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use schemadiff::kinds::Table;
use schemadiff::plan::Statement;
use schemadiff_pg::Connection;
use schemadiff_sql::quote;
use schemadiff_sql::syntax::{Column, ConstraintKind, ObjectName, TypeName};

/// Where the generator begins to count. Keys beyond those of the rows that are there, or small ones for tables whose
/// partitions take no others.
const BASES: &[u64] = &[900_000, 7_000, 60, 1];

/// What an application does with one table, in an order in which each can succeed.
#[derive(Debug)]
struct Uses {
    table: ObjectName,
    /// The columns that tell its rows apart.
    key: Vec<String>,
    /// The columns that it writes, with their types.
    writes: Vec<Column>,
    /// Those of them that it has to.
    required: Vec<String>,
}

/// A table as both applications know it.
#[derive(Debug)]
pub struct Shared {
    old: Uses,
    new: Uses,
    /// Columns as the old and as the new application call them.
    columns: Vec<(String, String)>,
}

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Written for the schema before.
    Old,
    /// Written for the schema after.
    New,
}

impl Shared {
    /// Whether a statement is about it.
    pub fn is_about(&self, statement: &Statement) -> bool {
        let table = &statement.target.id.name;
        *table == self.old.table || *table == self.new.table
    }

    fn of(&self, side: Side) -> &Uses {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }
}

/// The tables that both applications know and write.
pub fn shared(old: &Canonical, new: &Canonical) -> Vec<Shared> {
    new.catalog()
        .tables
        .values()
        .filter(|table| table.partition_of.is_none())
        .filter_map(|table| {
            let about = ObjectRef::named(Kind::Table, &table.name);
            let before = old_name(new, &about).map_or_else(
                || table.name.clone(),
                |name| match name.split_once('.') {
                    Some((schema, name)) => ObjectName::qualified(schema, name),
                    None => ObjectName {
                        schema: table.name.schema.clone(),
                        name: name.to_owned(),
                    },
                },
            );
            let there = [before, table.name.clone()]
                .into_iter()
                .find_map(|name| old.catalog().tables.get(&ObjectId::named(name)))?;
            let columns: Vec<(String, String)> = table
                .columns
                .iter()
                .filter_map(|column| {
                    let about = ObjectRef::column(&table.name, &column.name);
                    let names = [old_name(new, &about), Some(column.name.as_str())];
                    let old = names.into_iter().flatten().find_map(|name| there.column(name))?;
                    writes_alike(&old.data_type, &column.data_type)
                        .then(|| (old.name.clone(), column.name.clone()))
                })
                .collect();
            let key = key(table, &columns)?;
            let old_key = key.iter().map(|key| {
                let pair = columns.iter().find(|(_, new)| new == key);
                pair.map_or_else(String::new, |(old, _)| old.clone())
            });
            Some(Shared {
                old: uses(there, old.catalog(), old_key.collect())?,
                new: uses(table, new.catalog(), key)?,
                columns,
            })
        })
        .collect()
}

/// Whether what the generator writes into a column of one type, one of the other takes too and shows alike: the same type, or
/// two that hold its numbers.
fn writes_alike(old: &TypeName, new: &TypeName) -> bool {
    let is_number = |data_type: &TypeName| {
        data_type.name.schema.is_none()
            && !data_type.array
            && matches!(data_type.name.name.as_str(), "int4" | "int8")
    };
    old == new || (is_number(old) && is_number(new))
}

fn old_name<'a>(new: &'a Canonical, object: &ObjectRef) -> Option<&'a str> {
    new.annotations().get(object)?.renamed_from.as_deref()
}

/// The columns of a key whose names are known on both sides.
fn key(table: &Table, columns: &[(String, String)]) -> Option<Vec<String>> {
    let known = |name: &String| columns.iter().any(|(_, new)| new == name);
    let mut keys: Vec<&Vec<String>> = table
        .constraints
        .iter()
        .filter_map(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => Some(&key.columns),
            _ => None,
        })
        .filter(|columns| columns.iter().all(known))
        .collect();
    keys.sort_by_key(|columns| columns.len());
    let first = || {
        let mut written = table
            .columns
            .iter()
            .filter(|column| column.generated.is_none() && known(&column.name));
        written.next().map(|column| vec![column.name.clone()])
    };
    keys.first().map(|columns| (*columns).clone()).or_else(first)
}

fn uses(table: &Table, catalog: &Catalog, key: Vec<String>) -> Option<Uses> {
    let columns = columns_of(catalog, &table.name)?;
    let writes: Vec<Column> = columns
        .iter()
        .filter(|column| {
            let always = column.identity.as_ref().is_some_and(|identity| identity.always);
            column.generated.is_none() && !always
        })
        .cloned()
        .collect();
    let has_to = |column: &&Column| {
        key.contains(&column.name)
            || (column.not_null && column.default.is_none() && column.identity.is_none())
    };
    let required = writes
        .iter()
        .filter(has_to)
        .map(|column| column.name.clone())
        .collect();
    Some(Uses {
        table: table.name.clone(),
        key,
        writes,
        required,
    })
}

impl Uses {
    fn insert(&self, seed: u64, catalog: &Catalog, all: bool) -> Option<String> {
        let mut names = Vec::new();
        let mut values = Vec::new();
        for column in &self.writes {
            if !all && !self.required.contains(&column.name) {
                continue;
            }
            names.push(quote::identifier(&column.name));
            values.push(self.value(column, seed, catalog)?);
        }
        Some(format!(
            "INSERT INTO {} ({}) VALUES ({})",
            self.table,
            names.join(", "),
            values.join(", ")
        ))
    }

    fn update(&self, of: u64, seed: u64, catalog: &Catalog) -> Option<String> {
        let mut settings = Vec::new();
        for column in self
            .writes
            .iter()
            .filter(|column| !self.key.contains(&column.name))
        {
            let value = self.value(column, seed, catalog)?;
            settings.push(format!("{} = {value}", quote::identifier(&column.name)));
        }
        if settings.is_empty() {
            return None;
        }
        Some(format!(
            "UPDATE {} SET {} WHERE {}",
            self.table,
            settings.join(", "),
            self.row(of, catalog)?
        ))
    }

    fn delete(&self, of: u64, catalog: &Catalog) -> Option<String> {
        Some(format!(
            "DELETE FROM {} WHERE {}",
            self.table,
            self.row(of, catalog)?
        ))
    }

    /// The values of some columns of a row, as text.
    fn look(&self, of: u64, columns: &[&String], catalog: &Catalog) -> Option<String> {
        let columns: Vec<_> = columns.iter().map(|column| quote::identifier(column)).collect();
        Some(format!(
            "SELECT ROW({})::text FROM {} WHERE {}",
            columns.join(", "),
            self.table,
            self.row(of, catalog)?
        ))
    }

    fn row(&self, seed: u64, catalog: &Catalog) -> Option<String> {
        let mut conditions = Vec::new();
        for name in &self.key {
            let column = self.writes.iter().find(|column| column.name == *name)?;
            let value = self.value(column, seed, catalog)?;
            conditions.push(format!("{} = {value}", quote::identifier(name)));
        }
        Some(conditions.join(" AND "))
    }

    /// A value of a column: of what a foreign key references one that is there, otherwise one that the seed makes.
    fn value(&self, column: &Column, seed: u64, catalog: &Catalog) -> Option<String> {
        let table = catalog.tables.get(&ObjectId::named(self.table.clone()))?;
        for constraint in &table.constraints {
            if let ConstraintKind::ForeignKey(key) = &constraint.kind
                && let Some(place) = key.columns.iter().position(|name| *name == column.name)
                && !self.key.contains(&column.name)
            {
                let referenced = key.referenced_columns.get(place)?;
                let name = quote::identifier(referenced);
                return Some(format!(
                    "(SELECT {name} FROM {} ORDER BY {name} OFFSET {} LIMIT 1)",
                    key.table,
                    seed % 3
                ));
            }
        }
        literal(&column.data_type, seed, catalog)
    }
}

/// A value of a type; nothing for types that the generator does not know.
fn literal(data_type: &TypeName, seed: u64, catalog: &Catalog) -> Option<String> {
    if data_type.array {
        return Some(format!("'{{}}'::{data_type}"));
    }
    let length = data_type
        .modifiers
        .first()
        .and_then(|length| length.parse::<usize>().ok());
    let plain = match data_type.name.name.as_str() {
        "int2" | "int4" | "int8" | "numeric" | "float4" | "float8" | "oid" | "money" => seed.to_string(),
        "text" | "varchar" | "bpchar" | "name" | "citext" => {
            let text = format!("v{seed}");
            let end = text.len() - text.len().min(length.unwrap_or(usize::MAX));
            quote::literal(&text[end..])
        }
        "bool" => if seed.is_multiple_of(2) { "true" } else { "false" }.to_owned(),
        "date" => format!("date '2024-01-01' + {}", seed % 20),
        "timestamp" => format!("timestamp '2024-01-01' + interval '{} s'", seed % 100_000),
        "timestamptz" => format!("timestamptz '2024-01-01 UTC' + interval '{} s'", seed % 100_000),
        "time" | "timetz" => format!("'10:00:{:02}'", seed % 60),
        "interval" => format!("interval '{seed} s'"),
        "uuid" => format!("md5('{seed}')::uuid"),
        "json" | "jsonb" => format!("'{{\"n\": {seed}}}'"),
        "bytea" => format!("'v{seed}'::bytea"),
        "inet" => format!("'10.0.{}.{}'", seed / 250 % 250, seed % 250),
        _ => {
            let id = ObjectId::named(data_type.name.clone());
            if let Some(found) = catalog.enums.get(&id) {
                let place = usize::try_from(seed).ok()? % found.values.len().max(1);
                return Some(quote::literal(found.values.get(place)?));
            }
            let domain = catalog.domains.get(&id)?;
            return literal(&domain.definition.data_type, seed, catalog);
        }
    };
    Some(format!("({plain})::{data_type}"))
}

/// What an application can do in its own world, and with which numbers.
pub type Able = BTreeMap<(usize, u64), bool>;

/// Tries what an application does with each table in a database of its own; nothing stays.
///
/// # Errors
/// When the connection is lost.
pub async fn able(
    connection: &Connection,
    side: Side,
    shared: &[Shared],
    catalog: &Catalog,
) -> Result<Able, String> {
    let mut able = Able::new();
    for (index, table) in shared.iter().enumerate() {
        for base in BASES {
            let uses = table.of(side);
            let statements = [
                uses.insert(*base, catalog, true),
                uses.insert(base + 1, catalog, false),
                uses.update(*base, base + 2, catalog),
                uses.delete(*base, catalog),
                uses.delete(base + 1, catalog),
            ];
            let known = statements[0].is_some() && statements[1].is_some();
            let script: Vec<String> = statements.into_iter().flatten().collect();
            let script = format!("BEGIN; {}; ROLLBACK", script.join("; "));
            let works = known && connection.batch(&script).await.is_ok();

            if !works {
                // A transaction that failed is still open.
                connection
                    .batch("ROLLBACK")
                    .await
                    .map_err(|error| error.to_string())?;
            }
            able.insert((index, *base), works);
        }
    }
    Ok(able)
}

/// Puts a few rows into tables that have none, as far as the generator can: keys that reference them find something then.
///
/// # Errors
/// When the connection is lost.
pub async fn populate(
    connection: &Connection,
    side: Side,
    shared: &[Shared],
    catalog: &Catalog,
) -> Result<(), String> {
    // A table that references another one finds rows there the next time round.
    for _ in 0..3 {
        for table in shared {
            for (base, number) in BASES.iter().zip(30..) {
                let insert = table.of(side).insert(base + number, catalog, true);
                // What fails here is found out again by whoever tries what an application can do.
                if let Some(insert) = insert
                    && connection.batch(&insert).await.is_err()
                    && connection.is_closed()
                {
                    return Err("the connection is lost".to_owned());
                }
            }
        }
    }
    Ok(())
}

/// What both applications did in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worked {
    /// The tables that both wrote.
    pub tables: usize,
    /// Those of them in which each inserted, updated and deleted rows, and looked at what the other had written.
    pub whole: usize,
}

/// Runs both applications against what is in between.
///
/// # Errors
/// With the first statement that fails, or the first row that one of them sees otherwise than the other.
pub async fn both(
    connection: &Connection,
    shared: &[Shared],
    (old, new): (&Catalog, &Catalog),
    (old_able, new_able): (&Able, &Able),
) -> Result<Worked, String> {
    let mut worked = Worked::default();
    for (index, table) in shared.iter().enumerate() {
        let can = |base: &&u64| {
            let place = (index, **base);
            old_able.get(&place) == Some(&true) && new_able.get(&place) == Some(&true)
        };
        let Some(base) = BASES.iter().find(can) else {
            continue;
        };
        let (by_old, by_new, least_old, least_new) = (base + 10, base + 11, base + 12, base + 13);
        let (old_uses, new_uses) = (table.of(Side::Old), table.of(Side::New));
        let steps = [
            (Side::Old, old_uses.insert(by_old, old, true)),
            (Side::New, new_uses.insert(by_new, new, true)),
            (Side::Old, old_uses.insert(least_old, old, false)),
            (Side::New, new_uses.insert(least_new, new, false)),
            (Side::Old, old_uses.update(by_new, base + 20, old)),
            (Side::New, new_uses.update(by_old, base + 21, new)),
            (Side::Old, old_uses.update(by_old, base + 22, old)),
            (Side::New, new_uses.update(by_new, base + 23, new)),
        ];
        let rows = [by_old, by_new, least_old, least_new];
        // An update of a table that is nothing but its key is none.
        let mut whole = steps.iter().all(|(_, statement)| statement.is_some());
        for (side, statement) in steps {
            let Some(statement) = statement else { continue };
            run(connection, side, &statement).await?;
            for row in rows {
                same(connection, table, row, (old, new), &statement).await?;
            }
        }
        for (side, row) in [
            (Side::Old, by_new),
            (Side::New, by_old),
            (Side::Old, least_new),
            (Side::New, least_old),
        ] {
            let catalog = if side == Side::Old { old } else { new };
            let Some(delete) = table.of(side).delete(row, catalog) else {
                whole = false;
                continue;
            };
            run(connection, side, &delete).await?;
            same(connection, table, row, (old, new), &delete).await?;
        }
        worked.tables += 1;
        worked.whole += usize::from(whole);
    }
    Ok(worked)
}

async fn run(connection: &Connection, side: Side, statement: &str) -> Result<(), String> {
    let who = if side == Side::Old { "old" } else { "new" };
    connection
        .batch(statement)
        .await
        .map_err(|error| format!("the {who} application fails in between: {error}\n{statement}"))
}

/// Both see the same values in a row, under the names that each knows.
async fn same(
    connection: &Connection,
    table: &Shared,
    row: u64,
    (old, new): (&Catalog, &Catalog),
    after: &str,
) -> Result<(), String> {
    let old_columns: Vec<&String> = table.columns.iter().map(|(old, _)| old).collect();
    let new_columns: Vec<&String> = table.columns.iter().map(|(_, new)| new).collect();
    let (Some(one), Some(other)) = (
        table.old.look(row, &old_columns, old),
        table.new.look(row, &new_columns, new),
    ) else {
        return Ok(());
    };
    let seen = |query: String| async move {
        let rows = connection.rows(&query).await;
        rows.map(|section| section.rows)
            .map_err(|error| format!("in between: {error}\n{query}"))
    };
    let (one, other) = (seen(one).await?, seen(other).await?);
    if one == other {
        return Ok(());
    }
    Err(format!(
        "the old application sees {one:?} and the new one {other:?} in {}, after\n{after}",
        table.new.table
    ))
}
