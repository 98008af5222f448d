//! Objects that have to be dropped and created anew because something they use is.
//!
//! PostgreSQL refuses to change the type of a column that a view, policy or trigger uses, and to drop a view that another
//! one selects from. Those users go first and come back afterwards, and so do theirs.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{ConstraintKind, ForeignKey, ObjectName};

use super::{ChangeSet, Delta};
use crate::catalog::{Catalog, ObjectId, ObjectRef, Pair};
use crate::kinds::table::{TableChange, is_free};
use crate::kinds::{self, InCatalog, KindVisitor};

/// Marks every user of what is disturbed as replaced, if it is there on both sides.
pub(super) fn rebuild(changes: &mut ChangeSet, pair: Pair<&Catalog>, disturbed: Vec<ObjectRef>) {
    step_aside(changes, pair, &disturbed);
    if disturbed.is_empty() {
        return;
    }
    let mut users = Users {
        catalog: pair.old,
        of: BTreeMap::new(),
    };
    kinds::for_each(&mut users);
    let mut because: BTreeMap<ObjectRef, ObjectRef> = BTreeMap::new();
    let mut seen: BTreeSet<ObjectRef> = disturbed.iter().cloned().collect();
    let mut queue = disturbed;
    while let Some(object) = queue.pop() {
        for user in users.of.get(&object).into_iter().flatten() {
            because.entry(user.clone()).or_insert_with(|| object.clone());
            if seen.insert(user.clone()) {
                queue.push(user.clone());
            }
        }
    }
    kinds::for_each(&mut Mark {
        changes,
        pair,
        because: &because,
    });
}

/// Foreign keys over a column that is written anew are dropped before and added again after: otherwise PostgreSQL does so
/// itself and holds ACCESS EXCLUSIVE on both tables all the while, or refuses where the types have no common operator. So
/// are those that refer to a key which is replaced, and which PostgreSQL would not let go.
fn step_aside(changes: &mut ChangeSet, pair: Pair<&Catalog>, disturbed: &[ObjectRef]) {
    let rewritten: BTreeSet<&ObjectRef> = disturbed
        .iter()
        .filter(|object| is_rewritten(pair, object))
        .collect();
    let keys = replaced_keys(changes);
    if rewritten.is_empty() && keys.is_empty() {
        return;
    }
    let refers = |key: &ForeignKey| {
        let columns: BTreeSet<&String> = key.referenced_columns.iter().collect();
        keys.iter().any(|(table, replaced)| *table == key.table && replaced.iter().collect::<BTreeSet<_>>() == columns)
    };
    let touches = |table: &ObjectName, columns: &[String]| {
        columns
            .iter()
            .any(|column| rewritten.contains(&ObjectRef::column(table, column)))
    };
    for (id, new) in &pair.new.tables {
        let Some(old) = pair.old.tables.get(id) else {
            continue;
        };
        for constraint in &new.constraints {
            let ConstraintKind::ForeignKey(key) = &constraint.kind else {
                continue;
            };
            let name = constraint.name.as_deref().unwrap_or_default();
            let Some(before) = old.constraint(name) else {
                continue;
            };
            if before != constraint
                || !(touches(&new.name, &key.columns)
                    || touches(&key.table, &key.referenced_columns)
                    || refers(key))
            {
                continue;
            }
            let change = TableChange::ReplaceConstraint {
                old: Box::new(before.clone()),
                new: Box::new(constraint.clone()),
            };
            let altered = changes.kinds.tables.iter_mut().find_map(|delta| match delta {
                Delta::Alter {
                    id: altered, changes, ..
                } if altered == id => Some(changes),
                _ => None,
            });
            match altered {
                Some(altered) => altered.push(change),
                None => changes.kinds.tables.push(Delta::Alter {
                    id: id.clone(),
                    old: old.clone(),
                    new: new.clone(),
                    changes: vec![change],
                }),
            }
        }
    }
}

/// The tables and columns of keys that are dropped, perhaps to be made anew.
fn replaced_keys(changes: &ChangeSet) -> Vec<(ObjectName, Vec<String>)> {
    let mut keys = Vec::new();
    for delta in &changes.kinds.tables {
        let Delta::Alter { old: table, changes, .. } = delta else { continue };
        for change in changes {
            let dropped = match change {
                TableChange::DropConstraint(constraint) => constraint,
                TableChange::ReplaceConstraint { old, .. } => old,
                _ => continue,
            };
            if let ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) = &dropped.kind {
                keys.push((table.name.clone(), key.columns.clone()));
            }
        }
    }
    keys
}

fn is_rewritten(pair: Pair<&Catalog>, object: &ObjectRef) -> bool {
    let column = |catalog: &Catalog| {
        let table = catalog.tables.get(&ObjectId::named(object.id.name.clone()))?;
        table.column(object.id.part.as_deref()?).cloned()
    };
    match (object.kind, column(pair.old), column(pair.new)) {
        (kinds::Kind::Column, Some(old), Some(new)) => !is_free(&old, &new),
        _ => false,
    }
}

/// Which rebuildable objects use an object.
struct Users<'a> {
    catalog: &'a Catalog,
    of: BTreeMap<ObjectRef, Vec<ObjectRef>>,
}

impl KindVisitor for Users<'_> {
    fn visit<K: InCatalog>(&mut self) {
        // An index of a table follows its columns by itself; only one of a materialized view goes with it.
        if !K::REBUILDABLE {
            return;
        }
        for (id, object) in K::store(self.catalog) {
            let user = ObjectRef::new(K::KIND, id.clone());
            for used in object.references() {
                if K::KIND == kinds::Kind::Index && used.kind != kinds::Kind::MaterializedView {
                    continue;
                }
                self.of.entry(used).or_default().push(user.clone());
            }
        }
    }
}

struct Mark<'a> {
    changes: &'a mut ChangeSet,
    pair: Pair<&'a Catalog>,
    because: &'a BTreeMap<ObjectRef, ObjectRef>,
}

impl KindVisitor for Mark<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let (old, new) = (K::store(self.pair.old), K::store(self.pair.new));
        let marked: Vec<(&ObjectId, &ObjectRef)> = self
            .because
            .iter()
            .filter(|(object, _)| object.kind == K::KIND)
            .map(|(object, because)| (&object.id, because))
            .collect();
        for (id, because) in marked {
            let (Some(old), Some(new)) = (old.get(id), new.get(id)) else {
                continue;
            };
            let deltas = K::deltas_mut(self.changes);
            let replaced = deltas
                .iter()
                .any(|delta| matches!(delta, Delta::Replace { new, .. } if new.id() == *id));
            if !replaced {
                deltas.retain(|delta| !matches!(delta, Delta::Alter { id: altered, .. } if altered == id));
                let because = format!("{because} changes under it");
                deltas.push(Delta::Replace {
                    old: old.clone(),
                    new: new.clone(),
                    because,
                });
            }
        }
    }
}
