//! Out of scope is out of harm's way: what a plan is not about is wanted as it is.
//!
//! Objects that are not compared stay in the catalog on both sides, because those that are compared may use them or be
//! used by them: a foreign key into another team's schema, a view of theirs over a column whose type changes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemadiff_sql::syntax::ObjectName;

use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair, Scope};
use crate::kinds::{self, InCatalog, KindVisitor, Schema};

/// What is wanted, in full: of the model what is in scope, and what is there of everything else.
pub(crate) fn wanted(pair: Pair<&Canonical>) -> Cow<'_, Canonical> {
    let scope = effective(pair);
    let scope = scope.as_ref();
    let unmanaged = unmanaged_partitions(pair);
    if scope.is_everything() && unmanaged.is_empty() {
        return Cow::Borrowed(pair.new);
    }
    let mut wanted = pair.new.clone();
    let mut carry = Carry {
        scope,
        left: Relations::out_of(scope, &pair.old.catalog),
        removed: Relations::out_of(scope, &wanted.catalog),
        old: &pair.old.catalog,
        new: &mut wanted.catalog,
    };
    carry.left.0.extend(unmanaged);
    kinds::for_each(&mut carry);
    // A schema of a platform is in the catalog now, which must not look as if the model mentioned it.
    wanted.settings.scope = scope.clone();
    Cow::Owned(wanted)
}

/// The scope of a comparison: the model's, without the schemas of a platform that the model does not mention.
pub(crate) fn effective(pair: Pair<&Canonical>) -> Cow<'_, Scope> {
    let mut scope = Cow::Borrowed(&pair.new.settings.scope);
    let survey = pair.old.live.as_ref().and_then(|live| live.survey.as_ref());
    for (schema, owner) in survey.iter().flat_map(|survey| &survey.schema_owners) {
        if scope.is_platform(owner) && !pair.new.catalog.schemas.contains(&Schema::id_of(schema)) {
            scope.to_mut().exclude_schema(schema);
        }
    }
    scope
}

/// How many objects of a catalog are left alone.
pub(crate) fn count_out(scope: &Scope, catalog: &Catalog) -> usize {
    struct Count<'a>(&'a Scope, Relations, &'a Catalog, usize);
    impl KindVisitor for Count<'_> {
        fn visit<K: InCatalog>(&mut self) {
            self.3 += self.1.out_of_store(self.0, K::store(self.2).iter()).len();
        }
    }
    if scope.is_everything() {
        return 0;
    }
    let left = Relations::out_of(scope, catalog);
    let mut count = Count(scope, left, catalog, 0);
    kinds::for_each(&mut count);
    count.3
}

/// Takes away what is not in scope.
pub(crate) fn restrict(catalog: &mut Catalog, scope: &Scope) {
    struct Restrict<'a>(&'a Scope, Relations, &'a mut Catalog);
    impl KindVisitor for Restrict<'_> {
        fn visit<K: InCatalog>(&mut self) {
            let store = K::store_mut(self.2);
            for id in self.1.out_of_store(self.0, store.iter()) {
                store.remove(&id);
            }
        }
    }
    let left = Relations::out_of(scope, catalog);
    kinds::for_each(&mut Restrict(scope, left, catalog));
}

struct Carry<'a> {
    scope: &'a Scope,
    /// Relations that stay as they are.
    left: Relations,
    /// Relations of the model that are not compared.
    removed: Relations,
    old: &'a Catalog,
    new: &'a mut Catalog,
}

impl KindVisitor for Carry<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let store = K::store_mut(self.new);
        for id in self.removed.out_of_store(self.scope, store.iter()) {
            store.remove(&id);
        }
        let old = K::store(self.old);
        for id in self.left.out_of_store(self.scope, old.iter()) {
            if let Some(object) = old.get(&id) {
                store.insert(id, object.clone());
            }
        }
    }
}

/// Relations that are left alone, with everything that belongs to them.
struct Relations(BTreeSet<ObjectName>);

impl Relations {
    /// The relations of a catalog that are not in scope; a partition goes with the table it is of.
    fn out_of(scope: &Scope, catalog: &Catalog) -> Self {
        struct Find<'a>(&'a Scope, &'a Catalog, BTreeSet<ObjectName>);
        impl KindVisitor for Find<'_> {
            fn visit<K: InCatalog>(&mut self) {
                if is_relation(K::KIND) {
                    let out = K::store(self.1)
                        .keys()
                        .filter(|id| !self.0.takes(&ObjectRef::new(K::KIND, (*id).clone())));
                    self.2.extend(out.map(|id| id.name.clone()));
                }
            }
        }
        if scope.is_everything() {
            return Self(BTreeSet::new());
        }
        let mut find = Find(scope, catalog, BTreeSet::new());
        kinds::for_each(&mut find);
        let mut left = find.2;
        for table in catalog.tables.values() {
            if ancestors(catalog, &table.name).any(|ancestor| left.contains(ancestor)) {
                left.insert(table.name.clone());
            }
        }
        Self(left)
    }

    /// The objects of a kind that are left alone.
    fn out_of_store<'o, K: InCatalog>(
        &self,
        scope: &Scope,
        objects: impl Iterator<Item = (&'o ObjectId, &'o K)>,
    ) -> Vec<ObjectId> {
        objects
            .filter(|(id, object)| {
                !scope.takes(&ObjectRef::new(K::KIND, (*id).clone()))
                    || (is_relation(K::KIND) && self.0.contains(&id.name))
                    || object
                        .relation()
                        .is_some_and(|relation| self.0.contains(&relation))
            })
            .map(|(id, _)| id.clone())
            .collect()
    }
}

/// Whether other objects can belong to objects of a kind.
fn is_relation(kind: Kind) -> bool {
    matches!(kind, Kind::Table | Kind::View | Kind::MaterializedView)
}

/// The tables that a partition is of, nearest first.
fn ancestors<'a>(catalog: &'a Catalog, table: &ObjectName) -> impl Iterator<Item = &'a ObjectName> {
    let parent = |name: &ObjectName| {
        let table = catalog.tables.get(&ObjectId::named(name.clone()))?;
        Some(&table.partition_of.as_ref()?.parent)
    };
    // A chain longer than the number of tables is a circle.
    std::iter::successors(parent(table), move |name| parent(name)).take(catalog.tables.len())
}

/// Partitions that are there, that no model names, and that somebody else makes and drops: `unmanaged_partitions`.
fn unmanaged_partitions(pair: Pair<&Canonical>) -> BTreeSet<ObjectName> {
    let unmanaged = |name: &ObjectName| {
        let annotation = pair.new.annotations.get(&ObjectRef::named(Kind::Table, name));
        annotation.is_some_and(|annotation| annotation.unmanaged_partitions)
    };
    if !pair
        .new
        .annotations
        .values()
        .any(|annotation| annotation.unmanaged_partitions)
    {
        return BTreeSet::new();
    }
    let (old, new) = (&pair.old.catalog, &pair.new.catalog);
    old.tables
        .iter()
        .filter(|(id, _)| !new.tables.contains(id))
        .filter(|(id, _)| ancestors(old, &id.name).any(unmanaged))
        .map(|(id, _)| id.name.clone())
        .collect()
}
