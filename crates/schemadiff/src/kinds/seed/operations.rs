//! The statements that write and delete required rows, and what they have to wait for.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{Constraint, ConstraintKind, ForeignKey, IndexValue, ObjectName, SeedValue};

use super::{OnConflict, Row, Seed};
use crate::canon::columns_of;
use crate::catalog::{Kind, ObjectId, ObjectRef, ident, idents, refs};
use crate::facts::OpCode;
use crate::kinds::{Catalog, ObjectKind, Table};
use crate::lower::{Lowering, Operation};
use crate::plan::{PermissionKind, Phase};

impl Seed {
    /// One `INSERT` per set of columns: a row that leaves a column out keeps what it has there, which the `DO UPDATE` of one
    /// statement cannot say of some rows only.
    pub(super) fn put(&self, rows: &[&Row], cx: &Lowering<'_>) -> Vec<Operation> {
        let mut groups: Vec<(Vec<String>, Vec<&Row>)> = Vec::new();
        for row in self.referenced_first(rows, cx.pair.new.catalog()) {
            let columns: Vec<String> = row.keys().cloned().collect();
            match groups.last_mut() {
                Some((last, group)) if *last == columns => group.push(row),
                _ => groups.push((columns, vec![row])),
            }
        }
        groups.iter().map(|(columns, rows)| self.insert(columns, rows, cx)).collect()
    }

    /// In the order they were written, unless one refers to another of the same table and takes another statement.
    fn referenced_first<'r>(&self, rows: &[&'r Row], catalog: &Catalog) -> Vec<&'r Row> {
        let keys: Vec<&ForeignKey> = foreign_keys(&self.table, catalog).filter(|key| key.table == self.table).collect();
        let same_columns = rows.windows(2).all(|pair| pair[0].keys().eq(pair[1].keys()));
        if keys.is_empty() || same_columns {
            return rows.to_vec();
        }
        let values = |row: &Row, columns: &[String]| -> Option<Vec<SeedValue>> {
            columns.iter().map(|column| row.get(column).filter(|value| **value != SeedValue::Null).cloned()).collect()
        };
        let mut ordered = Vec::with_capacity(rows.len());
        let mut is_placed = vec![false; rows.len()];
        let referenced: Vec<BTreeMap<Vec<SeedValue>, usize>> = keys
            .iter()
            .map(|key| {
                let rows = rows.iter().enumerate();
                rows.filter_map(|(index, row)| Some((values(row, &key.referenced_columns)?, index))).collect()
            })
            .collect();
        for start in 0..rows.len() {
            // A row is placed when all that it refers to has been; the path to it is kept, so that a circle ends.
            let mut path = vec![start];
            while let Some(&index) = path.last() {
                let waits_for = keys.iter().zip(&referenced).find_map(|(key, referenced)| {
                    let other = *referenced.get(&values(rows[index], &key.columns)?)?;
                    (!is_placed[other] && !path.contains(&other)).then_some(other)
                });
                match waits_for {
                    Some(other) => path.push(other),
                    None => {
                        if !std::mem::replace(&mut is_placed[index], true) {
                            ordered.push(rows[index]);
                        }
                        path.pop();
                    }
                }
            }
        }
        ordered
    }

    fn insert(&self, columns: &[String], rows: &[&Row], cx: &Lowering<'_>) -> Operation {
        let catalog = cx.pair.new.catalog();
        let known = columns_of(catalog, &self.table).unwrap_or_default();
        let is_always = |name: &String| known.iter().any(|column| column.name == *name && column.identity.as_ref().is_some_and(|identity| identity.always));
        let overriding = if columns.iter().any(is_always) { " OVERRIDING SYSTEM VALUE" } else { "" };
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                let values: Vec<_> = columns.iter().map(|column| value(row.get(column))).collect();
                format!("    ({})", values.join(", "))
            })
            .collect();
        // An identity column that is generated always takes no update (manual, INSERT).
        let updated: Vec<_> =
            columns.iter().filter(|column| !self.key.contains(column) && !is_always(column)).collect();
        let conflict = if self.key.is_empty() { String::new() } else { format!(" ({})", idents(&self.key)) };
        let action = if self.on_conflict == OnConflict::Update && !updated.is_empty() {
            let set: Vec<_> =
                updated.iter().map(|column| format!("{0} = EXCLUDED.{0}", ident(column))).collect();
            format!("DO UPDATE SET {}", set.join(", "))
        } else {
            "DO NOTHING".to_owned()
        };
        let sql = format!(
            "INSERT INTO {} ({}){overriding} VALUES\n{}\nON CONFLICT{conflict} {action}",
            self.table,
            idents(columns),
            rows.join(",\n")
        );
        let operation = Operation::new(OpCode::InsertRows, self.object_ref(), sql)
            .on(&self.table)
            .needs(self.references())
            .needs(columns.iter().map(|column| ObjectRef::column(&self.table, column)))
            .needs(self.needed_first(catalog))
            .creates(self.object_ref())
            .because("rows that the model requires");
        self.referenced(catalog).fold(operation, |operation, table| {
            let rows = ObjectRef::named(Kind::Seed, &table);
            // Of rows that refer to each other some come first: the keys may be new, or the references none.
            if self.is_referenced_by(&table, catalog) { operation.may_need([rows]) } else { operation.needs([rows]) }
        })
    }

    /// Its own keys, and the partitions that take the rows.
    fn needed_first(&self, catalog: &Catalog) -> Vec<ObjectRef> {
        let mut objects = Vec::new();
        let used: BTreeSet<&String> = self.rows.iter().flat_map(BTreeMap::keys).collect();
        let columns = columns_of(catalog, &self.table).unwrap_or_default();
        for column in columns.iter().filter(|column| used.contains(&column.name)) {
            objects.extend(refs::data_type(&column.data_type));
        }
        if let Some(table) = catalog.tables.get(&self.id()) {
            let keys = table.constraints.iter().filter(|constraint| {
                matches!(constraint.kind, ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_))
            });
            objects.extend(
                keys.map(|key| ObjectRef::constraint(&self.table, key.name.as_deref().unwrap_or_default())),
            );
        }
        let indexes = catalog.indexes.values().filter(|index| index.table == self.table && index.definition.unique);
        objects.extend(indexes.map(|index| ObjectRef::named(Kind::Index, &index.name)));
        let partitions = catalog.tables.values().filter(|table| table.partition_of.as_ref().is_some_and(|of| of.parent == self.table));
        objects.extend(partitions.map(ObjectKind::object_ref));
        objects
    }

    /// The other tables whose rows these refer to.
    fn referenced(&self, catalog: &Catalog) -> impl Iterator<Item = ObjectName> {
        let tables: BTreeSet<ObjectName> = foreign_keys(&self.table, catalog)
            .filter(|key| key.table != self.table)
            .map(|key| key.table.clone())
            .collect();
        tables.into_iter()
    }

    /// Whether required rows of a table refer to these, over whatever other tables with required rows.
    fn is_referenced_by(&self, table: &ObjectName, catalog: &Catalog) -> bool {
        let (mut seen, mut queue) = (BTreeSet::new(), vec![table.clone()]);
        while let Some(table) = queue.pop() {
            if table == self.table {
                return true;
            }
            if catalog.seeds.contains(&ObjectId::named(table.clone())) && seen.insert(table.clone()) {
                queue.extend(foreign_keys(&table, catalog).map(|key| key.table.clone()));
            }
        }
        false
    }

    /// Whether rows that come may hold a unique value of rows that go. Of those only the key is known, so whatever else is
    /// unique will do.
    pub(super) fn may_take_values(&self, rows: &[&Row], cx: &Lowering<'_>) -> bool {
        let catalog = cx.pair.new.catalog();
        let is_filled = |column: &String| !self.key.contains(column) && rows.iter().any(|row| row.contains_key(column));
        let keys = tables_over(&self.table, catalog).flat_map(|table| &table.constraints).filter_map(unique_columns);
        let indexes = catalog.indexes.values().filter(|index| index.table == self.table && index.definition.unique);
        let mut elements = indexes.flat_map(|index| &index.definition.elements);
        keys.flatten().any(is_filled)
            || elements.any(|element| match &element.value {
                IndexValue::Column(column) => is_filled(column),
                IndexValue::Expression(_) => !rows.is_empty(),
            })
    }

    /// Rows that go and then rows that come, of which some may take a unique value of one that goes: both once nobody needs
    /// the former. What the others let go of may be going too.
    pub(super) fn delete_then_put(&self, delete: &[&Row], put: &[&Row], cx: &Lowering<'_>) -> Vec<Operation> {
        let later = self.put(put, cx).into_iter().map(|operation| {
            let referenced = self.referenced(cx.pair.new.catalog());
            operation
                .in_phase(Phase::Contract)
                .releases(referenced.map(|table| leaving_rows(&table)))
        });
        std::iter::once(self.delete(delete, cx)).chain(later).collect()
    }

    /// One statement for all rows, which may refer to each other: foreign keys are checked at its end.
    pub(super) fn delete(&self, rows: &[&Row], cx: &Lowering<'_>) -> Operation {
        let keys: Option<Vec<Vec<String>>> = rows
            .iter()
            .map(|row| self.key.iter().map(|column| literal(row.get(column))).collect())
            .collect();
        let condition = match keys.as_deref() {
            Some([_, _, ..]) if self.key.len() == 1 => {
                let values: Vec<_> = keys.iter().flatten().flatten().map(String::as_str).collect();
                format!("{} IN ({})", idents(&self.key), values.join(", "))
            }
            _ => {
                let conditions: Vec<_> = rows.iter().map(|row| self.is_row(row)).collect();
                match conditions.as_slice() {
                    [only] => only.clone(),
                    all => all.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" OR "),
                }
            }
        };
        let sql = format!("DELETE FROM {} WHERE {condition}", self.table);
        Operation::new(OpCode::DeleteRows, self.object_ref(), sql)
            .on(&self.table)
            .releases(self.referenced(cx.pair.new.catalog()).map(|table| leaving_rows(&table)))
            .drops(leaving_rows(&self.table))
            .permission(PermissionKind::DeleteRows)
            .because("not among the rows that the model lists")
    }

    fn is_row(&self, row: &Row) -> String {
        let conditions: Vec<_> = self
            .key
            .iter()
            .map(|column| match literal(row.get(column)) {
                Some(text) => format!("{} = {text}", ident(column)),
                None => format!("{} IS NULL", ident(column)),
            })
            .collect();
        conditions.join(" AND ")
    }
}

/// The rows of a table that are deleted, as something that rows of other tables let go of first.
fn leaving_rows(table: &ObjectName) -> ObjectRef {
    ObjectRef::new(Kind::Seed, ObjectId { name: table.clone(), part: Some("rows that go".to_owned()) })
}

fn foreign_keys<'c>(table: &ObjectName, catalog: &'c Catalog) -> impl Iterator<Item = &'c ForeignKey> {
    let constraints = catalog.tables.get(&ObjectId::named(table.clone())).map(|table| &table.constraints);
    constraints.into_iter().flatten().filter_map(|constraint| match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key),
        _ => None,
    })
}

/// A table and the partitioned tables that it is a part of.
fn tables_over<'c>(table: &ObjectName, catalog: &'c Catalog) -> impl Iterator<Item = &'c Table> {
    let find = |name: &ObjectName| catalog.tables.get(&ObjectId::named(name.clone()));
    std::iter::successors(find(table), move |table| find(&table.partition_of.as_ref()?.parent)).take(catalog.tables.len())
}

fn unique_columns(constraint: &Constraint) -> Option<&Vec<String>> {
    match &constraint.kind {
        ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => Some(&key.columns),
        _ => None,
    }
}

/// Whether `ON CONFLICT` can name these columns: a key that is not deferrable, or a unique index on the whole table and of
/// columns alone, is of just them (manual, INSERT).
pub(crate) fn tells_rows_apart(columns: &[String], table: &ObjectName, catalog: &Catalog) -> bool {
    let wanted: BTreeSet<&String> = columns.iter().collect();
    let mut keys = tables_over(table, catalog)
        .flat_map(|table| &table.constraints)
        .filter(|constraint| !constraint.deferrable)
        .filter_map(unique_columns);
    let mut indexes = tables_over(table, catalog).flat_map(|over| {
        let indexes = catalog.indexes.values().filter(|index| index.table == over.name);
        indexes.map(|index| &index.definition)
    });
    keys.any(|key| key.iter().collect::<BTreeSet<_>>() == wanted)
        || indexes.any(|index| {
            let elements: Option<BTreeSet<&String>> = index
                .elements
                .iter()
                .map(|element| match &element.value {
                    IndexValue::Column(column) => Some(column),
                    IndexValue::Expression(_) => None,
                })
                .collect();
            index.unique && index.predicate.is_none() && elements.is_some_and(|elements| elements == wanted)
        })
}

/// A value as SQL. A string literal takes its column's type.
pub(crate) fn value(value: Option<&SeedValue>) -> String {
    literal(value).unwrap_or_else(|| "NULL".to_owned())
}

fn literal(value: Option<&SeedValue>) -> Option<String> {
    match value {
        Some(SeedValue::Literal(text)) => Some(quote::literal(text)),
        Some(SeedValue::Null) | None => None,
    }
}
