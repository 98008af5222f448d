//! Objects that have to be dropped and created anew because something they use is.
//!
//! PostgreSQL refuses to change the type of a column that a view, policy or trigger uses, and to drop a view that another
//! one selects from. Those users go first and come back afterwards, and so do theirs.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::{Check, ConstraintKind, ForeignKey, ObjectName};

use super::{ChangeSet, Delta};
use crate::catalog::{Catalog, ObjectId, ObjectRef, Pair, refs};
use crate::kinds::table::{TableChange, is_free};
use crate::kinds::{self, InCatalog, KindVisitor};

/// Marks every user of what is disturbed as replaced, if it is there on both sides. Of the disturbed columns, `remade` are
/// those that are dropped and added again.
pub(super) fn rebuild(
    changes: &mut ChangeSet,
    pair: Pair<&Catalog>,
    disturbed: Vec<ObjectRef>,
    remade: &BTreeSet<ObjectRef>,
) {
    if disturbed.is_empty() {
        return;
    }
    step_aside(changes, pair, &disturbed);
    let mut users = Users {
        catalog: pair.old,
        remade,
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
/// are those over a key that is replaced, and checks that call a function which is.
fn step_aside(changes: &mut ChangeSet, pair: Pair<&Catalog>, disturbed: &[ObjectRef]) {
    let rewritten: BTreeSet<&ObjectRef> = disturbed
        .iter()
        .filter(|object| is_rewritten(pair, object))
        .collect();
    let is_remade =
        |object: &&ObjectRef| matches!(object.kind, kinds::Kind::Function | kinds::Kind::Constraint);
    let remade: BTreeSet<&ObjectRef> = disturbed.iter().filter(is_remade).collect();
    if rewritten.is_empty() && remade.is_empty() {
        return;
    }
    let loses_key = |key: &ForeignKey| {
        let table = pair.old.tables.get(&ObjectId::named(key.table.clone()));
        table
            .into_iter()
            .flat_map(|table| &table.constraints)
            .any(|constraint| {
                let columns = match &constraint.kind {
                    ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) => &key.columns,
                    _ => return false,
                };
                let name = constraint.name.as_deref().unwrap_or_default();
                *columns == key.referenced_columns
                    && remade.contains(&ObjectRef::constraint(&key.table, name))
            })
    };
    let calls = |check: &Check| {
        let functions = check.expression.references().functions;
        functions
            .iter()
            .any(|function| remade.contains(&refs::function(function)))
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
            let steps_aside = match &constraint.kind {
                ConstraintKind::ForeignKey(key) => {
                    touches(&new.name, &key.columns)
                        || touches(&key.table, &key.referenced_columns)
                        || loses_key(key)
                }
                ConstraintKind::Check(check) => !remade.is_empty() && calls(check),
                ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique(_) | ConstraintKind::Exclude(_) => {
                    false
                }
            };
            let name = constraint.name.as_deref().unwrap_or_default();
            let Some(before) = old
                .constraint(name)
                .filter(|before| steps_aside && *before == constraint)
            else {
                continue;
            };
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
    remade: &'a BTreeSet<ObjectRef>,
    of: BTreeMap<ObjectRef, Vec<ObjectRef>>,
}

impl KindVisitor for Users<'_> {
    fn visit<K: InCatalog>(&mut self) {
        // An index of a table follows its columns by itself; it goes with a materialized view, and with a column.
        if !K::REBUILDABLE {
            return;
        }
        for (id, object) in K::store(self.catalog) {
            let user = ObjectRef::new(K::KIND, id.clone());
            for used in object.references() {
                if K::KIND == kinds::Kind::Index
                    && !matches!(used.kind, kinds::Kind::MaterializedView | kinds::Kind::Function)
                    && !self.remade.contains(&used)
                {
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
