//! Comparing and changing required rows.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ObjectName, SeedValue};

use super::{OnConflict, Row, Seed};
use crate::canon::Canon;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::diff::{Delta, count};
use crate::kinds::{Attribute, Catalog, ObjectKind};
use crate::lower::{Lowering, Operations};
use crate::settle::Questions;
use crate::source::{RowError, Snapshot};

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
        // Rows that are there come first: a unique value that one of them gives away may be taken by a new one.
        let (mut changes, mut created) = (Vec::new(), Vec::new());
        for row in &new.rows {
            match there.get(&new.key_of(row)) {
                None => created.push(SeedChange::Put(row.clone())),
                Some(found) => {
                    let is_same = || row.iter().all(|(column, value)| found.get(column) == Some(value));
                    if new.on_conflict == OnConflict::Update && !is_same() {
                        changes.push(SeedChange::Put(row.clone()));
                    }
                }
            }
        }
        changes.append(&mut created);
        if new.delete {
            let wanted: BTreeSet<_> = new.rows.iter().map(|row| new.key_of(row)).collect();
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

    const IN_DOUBT_WHEN_EQUAL: bool = true;

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
                let (mut put, mut delete) = (Vec::new(), Vec::new());
                for change in changes {
                    match change {
                        SeedChange::Put(row) => put.push(row),
                        SeedChange::Delete(row) => delete.push(row),
                    }
                }
                if !delete.is_empty() && new.may_take_values(&put, cx) {
                    out.recipe(new.delete_then_put(&delete, &put, cx));
                } else {
                    out.recipe(new.put(&put, cx));
                    if !delete.is_empty() {
                        out.add(new.delete(&delete, cx));
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
    pub(super) fn key_of(&self, row: &Row) -> Vec<Option<SeedValue>> {
        self.key.iter().map(|column| row.get(column).cloned()).collect()
    }
}
