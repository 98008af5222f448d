//! Objects that have to be dropped and created anew because something they use is.
//!
//! PostgreSQL refuses to change the type of a column that a view, policy or trigger uses, and to drop a view that another
//! one selects from. Those users go first and come back afterwards, and so do theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::{ChangeSet, Delta};
use crate::catalog::{Catalog, ObjectId, ObjectRef, Pair};
use crate::kinds::{self, InCatalog, KindVisitor};

/// Marks every user of what is disturbed as replaced, if it is there on both sides.
pub(super) fn rebuild(changes: &mut ChangeSet, pair: Pair<&Catalog>, disturbed: Vec<ObjectRef>) {
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
