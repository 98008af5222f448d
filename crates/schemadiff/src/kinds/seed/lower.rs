//! Comparing and changing required rows.

use std::collections::BTreeMap;

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{ConstraintKind, ObjectName, SeedValue};

use super::{OnConflict, Seed};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair, ident, idents, refs};
use crate::diff::{Delta, count};
use crate::facts::OpCode;
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operation, Operations};
use crate::plan::PermissionKind;
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

type Row = BTreeMap<String, SeedValue>;

/// How required rows can differ from the rows that are there.
#[derive(Clone, Debug)]
pub enum SeedChange {
    /// A row is not there, or has other values and is to get these.
    Put(Row),
    /// A row is there that is not listed.
    Delete(Row),
}

impl ObjectKind for Seed {
    const KIND: Kind = Kind::Seed;
    // Which rows to look for depends on the model: see `doubts`.
    const QUERIES: &'static [(&'static str, &'static str)] = &[];
    const ATTRIBUTES: &'static [Attribute] = super::attributes::ATTRIBUTES;
    type Change = SeedChange;

    fn id(&self) -> ObjectId {
        ObjectId::named(self.table.clone())
    }

    fn relation(&self) -> Option<ObjectName> {
        Some(self.table.clone())
    }

    fn read_rows(_snapshot: &Snapshot, _catalog: &mut Catalog) -> Result<(), RowError> {
        Ok(())
    }

    fn canonicalize(&mut self, canon: &mut Canon<'_>) {
        canon.relation(&mut self.table);
    }

    fn references(&self) -> Vec<ObjectRef> {
        vec![ObjectRef::named(Kind::Table, &self.table)]
    }

    fn diff(pair: Pair<&Self>) -> Vec<SeedChange> {
        let Pair { old, new } = pair;
        let there: BTreeMap<_, _> = old.rows.iter().map(|row| (new.key_of(row), row)).collect();
        let mut changes = Vec::new();
        for row in &new.rows {
            let found = there.get(&new.key_of(row));
            let fits = match (found, new.on_conflict) {
                (None, _) => false,
                (Some(_), OnConflict::Nothing) => true,
                (Some(found), OnConflict::Update) => row.iter().all(|(column, value)| found.get(column) == Some(value)),
            };
            if !fits {
                changes.push(SeedChange::Put(row.clone()));
            }
        }
        if new.delete {
            let wanted: Vec<_> = new.rows.iter().map(|row| new.key_of(row)).collect();
            let extra = old.rows.iter().filter(|row| !wanted.contains(&new.key_of(row)));
            changes.extend(extra.map(|row| SeedChange::Delete(row.clone())));
        }
        changes
    }

    fn details(_pair: Pair<&Self>, changes: &[SeedChange]) -> Vec<String> {
        let put = changes.iter().filter(|change| matches!(change, SeedChange::Put(_))).count();
        let deleted = changes.len() - put;
        [count(put, "row", "written"), count(deleted, "row", "deleted")].into_iter().flatten().collect()
    }

    fn doubts(pair: Pair<&mut Self>, questions: &mut Questions<'_>) {
        questions.rows(pair);
    }

    fn lower(delta: &Delta<Self>, cx: &Lowering<'_>, out: &mut Operations) {
        match delta {
            Delta::Create(seed) => {
                let rows: Vec<&Row> = seed.rows.iter().collect();
                out.recipe(seed.put(&rows, cx));
            }
            Delta::Alter { new, changes, .. } => {
                let put: Vec<&Row> = changes
                    .iter()
                    .filter_map(|change| match change {
                        SeedChange::Put(row) => Some(row),
                        SeedChange::Delete(_) => None,
                    })
                    .collect();
                out.recipe(new.put(&put, cx));
                for change in changes {
                    if let SeedChange::Delete(row) = change {
                        out.add(new.delete(row));
                    }
                }
            }
            // Rows that a model stops requiring stay: nobody said that they are wrong.
            Delta::Drop(_) | Delta::Replace { .. } => {}
        }
    }
}

impl Seed {
    /// The values of the key columns.
    fn key_of(&self, row: &Row) -> Vec<Option<SeedValue>> {
        self.key.iter().map(|column| row.get(column).cloned()).collect()
    }

    /// One `INSERT` per set of columns, in the order the rows were written: a row that leaves a column out takes its
    /// default, which `VALUES` lists of one statement cannot say in another way.
    fn put(&self, rows: &[&Row], cx: &Lowering<'_>) -> Vec<Operation> {
        let mut groups: Vec<(Vec<String>, Vec<&Row>)> = Vec::new();
        for row in rows {
            let columns: Vec<String> = row.keys().cloned().collect();
            match groups.last_mut() {
                Some((last, group)) if *last == columns => group.push(row),
                _ => groups.push((columns, vec![row])),
            }
        }
        groups.iter().map(|(columns, rows)| self.insert(columns, rows, cx)).collect()
    }

    fn insert(&self, columns: &[String], rows: &[&Row], cx: &Lowering<'_>) -> Operation {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                let values: Vec<_> = columns.iter().map(|column| value(row.get(column))).collect();
                format!("    ({})", values.join(", "))
            })
            .collect();
        let updated: Vec<_> = columns.iter().filter(|column| !self.key.contains(column)).collect();
        let conflict = if self.key.is_empty() { String::new() } else { format!(" ({})", idents(&self.key)) };
        let action = if self.on_conflict == OnConflict::Update && !updated.is_empty() {
            let set: Vec<_> =
                updated.iter().map(|column| format!("{0} = EXCLUDED.{0}", ident(column))).collect();
            format!("DO UPDATE SET {}", set.join(", "))
        } else {
            "DO NOTHING".to_owned()
        };
        let sql = format!(
            "INSERT INTO {} ({}) VALUES\n{}\nON CONFLICT{conflict} {action}",
            self.table,
            idents(columns),
            rows.join(",\n")
        );
        Operation::new(OpCode::InsertRows, self.object_ref(), sql)
            .on(&self.table)
            .needs(self.references())
            .needs(columns.iter().map(|column| ObjectRef::column(&self.table, column)))
            .needs(self.needed_first(cx))
            .creates(self.object_ref())
            .because("rows that the model requires")
    }

    /// The rows of tables that this one's foreign keys reference, its own key, and the partitions that take the rows.
    fn needed_first(&self, cx: &Lowering<'_>) -> Vec<ObjectRef> {
        let catalog = cx.pair.new.catalog();
        let mut objects = Vec::new();
        let used = |name: &str| self.rows.iter().any(|row| row.contains_key(name));
        let columns = crate::canon::columns_of(catalog, &self.table).unwrap_or_default();
        for column in columns.iter().filter(|column| used(&column.name)) {
            objects.extend(refs::data_type(&column.data_type));
        }
        if let Some(table) = catalog.tables.get(&self.id()) {
            for constraint in &table.constraints {
                match &constraint.kind {
                    ConstraintKind::ForeignKey(key) if key.table != self.table => {
                        objects.push(ObjectRef::named(Kind::Seed, &key.table));
                    }
                    ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) => {
                        objects.push(ObjectRef::constraint(&self.table, constraint.name.as_deref().unwrap_or_default()));
                    }
                    ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_) | ConstraintKind::Exclude(_) => {}
                }
            }
        }
        let indexes = catalog.indexes.values().filter(|index| index.table == self.table && index.definition.unique);
        objects.extend(indexes.map(|index| ObjectRef::named(Kind::Index, &index.name)));
        let partitions = catalog.tables.values().filter(|table| table.partition_of.as_ref().is_some_and(|of| of.parent == self.table));
        objects.extend(partitions.map(ObjectKind::object_ref));
        objects
    }

    fn delete(&self, row: &Row) -> Operation {
        let condition: Vec<_> = self
            .key
            .iter()
            .map(|column| match row.get(column) {
                Some(SeedValue::Literal(text)) => format!("{} = {}", ident(column), quote::literal(text)),
                Some(SeedValue::Null) | None => format!("{} IS NULL", ident(column)),
            })
            .collect();
        let sql = format!("DELETE FROM {} WHERE {}", self.table, condition.join(" AND "));
        Operation::new(OpCode::DeleteRows, self.object_ref(), sql)
            .on(&self.table)
            .permission(PermissionKind::DeleteRows)
            .because("not among the rows that the model lists")
    }
}

/// A value as SQL. A string literal takes its column's type.
pub(crate) fn value(value: Option<&SeedValue>) -> String {
    match value {
        Some(SeedValue::Literal(text)) => quote::literal(text),
        Some(SeedValue::Null) | None => "NULL".to_owned(),
    }
}
