//! Whether a saved plan still fits: a hash of each object that it touches.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::{Plan, Step};
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef};
use crate::kinds::{self, InCatalog, KindVisitor};

const ABSENT: &str = "absent";

/// Fingerprints of everything that the steps touch.
pub(super) fn base(steps: &[Step], old: &Canonical) -> BTreeMap<String, String> {
    let mut touched: BTreeSet<ObjectRef> = BTreeSet::new();
    for statement in steps.iter().flat_map(|step| &step.statements) {
        touched.insert(owner(&statement.target));
        for (relation, _) in &statement.locks {
            touched.extend(
                [Kind::Table, Kind::View, Kind::MaterializedView]
                    .map(|kind| ObjectRef::named(kind, relation)),
            );
        }
    }
    // Of the kinds that a locked relation may be, only the one that it is counts.
    let targets: BTreeSet<ObjectRef> = steps
        .iter()
        .flat_map(|step| &step.statements)
        .map(|statement| owner(&statement.target))
        .collect();
    let mut found = fingerprints(&old.catalog, &touched);
    for transition in &old.transitions {
        if let Some(known) = found.get_mut(&ObjectRef::named(Kind::Table, transition.table())) {
            known.push_str(&hash(transition));
        }
    }
    touched
        .into_iter()
        .filter(|object| found.contains_key(object) || targets.contains(object))
        .map(|object| {
            (
                object.to_string(),
                found.get(&object).cloned().unwrap_or_else(|| ABSENT.to_owned()),
            )
        })
        .collect()
}

/// The objects that look different now from when the plan was made, in words. None means that the plan may run.
pub fn drift(plan: &Plan, now: &Canonical) -> Vec<String> {
    let mut present = all(&now.catalog);
    for transition in &now.transitions {
        let table = ObjectRef::named(Kind::Table, transition.table());
        if let Some(known) = present.get_mut(&table.to_string()) {
            known.push_str(&hash(transition));
        }
    }
    plan.base
        .iter()
        .filter_map(|(object, then)| {
            let now = present.get(object).map_or(ABSENT, String::as_str);
            match (then.as_str(), now) {
                (then, now) if then == now => None,
                (ABSENT, _) => Some(format!("{object} exists by now")),
                (_, ABSENT) => Some(format!("{object} is gone")),
                _ => Some(format!("{object} has changed")),
            }
        })
        .collect()
}

/// The object that a part belongs to. Rows are no part of the catalog: their table stands for them.
fn owner(object: &ObjectRef) -> ObjectRef {
    match object.kind {
        Kind::Column | Kind::Constraint | Kind::Seed => ObjectRef::named(Kind::Table, &object.id.name),
        _ => object.clone(),
    }
}

fn fingerprints(catalog: &Catalog, wanted: &BTreeSet<ObjectRef>) -> BTreeMap<ObjectRef, String> {
    struct Each<'a>(&'a Catalog, &'a BTreeSet<ObjectRef>, BTreeMap<ObjectRef, String>);
    impl KindVisitor for Each<'_> {
        fn visit<K: InCatalog>(&mut self) {
            let store = K::store(self.0);
            for object in self.1.iter().filter(|object| object.kind == K::KIND) {
                if let Some(found) = store.get(&object.id) {
                    self.2.insert(object.clone(), hash(found));
                }
            }
        }
    }
    let mut each = Each(catalog, wanted, BTreeMap::new());
    kinds::for_each(&mut each);
    each.2
}

fn all(catalog: &Catalog) -> BTreeMap<String, String> {
    struct Each<'a>(&'a Catalog, BTreeMap<String, String>);
    impl KindVisitor for Each<'_> {
        fn visit<K: InCatalog>(&mut self) {
            for (id, object) in K::store(self.0) {
                let id: ObjectId = id.clone();
                self.1
                    .insert(ObjectRef::new(K::KIND, id).to_string(), hash(object));
            }
        }
    }
    let mut each = Each(catalog, BTreeMap::new());
    kinds::for_each(&mut each);
    each.1
}

/// The first 16 hex digits of the SHA-256 of the object in canonical form: enough to tell apart what one name can hold.
fn hash(object: &impl std::fmt::Debug) -> String {
    let digest = Sha256::digest(format!("{object:?}"));
    digest
        .iter()
        .take(8)
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}
