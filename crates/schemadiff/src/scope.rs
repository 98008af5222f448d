//! Out of scope is out of harm's way: what a plan is not about is wanted as it is.
//!
//! Objects that are not compared stay in the catalog on both sides, because those that are compared may use them or be
//! used by them: a foreign key into another team's schema, a view of theirs over a column whose type changes.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemadiff_sql::syntax::{ConstraintKind, ObjectName};

use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair, Scope};
use crate::diag::{Diagnostic, code};
use crate::diff::renames;
use crate::kinds::table::not_null;
use crate::kinds::table::upkeep::LookedAfter;
use crate::kinds::{self, InCatalog, KindVisitor, Schema, access, default_privilege, sequence};

/// What is wanted, in full: of the model what is in scope, and what is there of everything else.
pub(crate) fn wanted(pair: Pair<&Canonical>) -> Cow<'_, Canonical> {
    let scope = effective(pair);
    let scope = scope.as_ref();
    let looked_after = LookedAfter::of(pair);
    let mut unmanaged = unmanaged_partitions(pair);
    unmanaged.extend(looked_after.kept);
    let retired = looked_after.retired;
    let us = pair.old.live.as_ref().map(|live| live.role.as_str());
    let us = us.filter(|role| !role.is_empty() && default_privilege::is_open(&pair.new.catalog));
    let logs_sequences =
        pair.known_major().is_some_and(sequence::are_all_logged) && sequence::says_logged(&pair.new.catalog);
    let names_not_null = pair
        .known_major()
        .is_some_and(|major| !not_null::have_names(major))
        && not_null::says_names(&pair.new.catalog);
    let other_server = other_server(pair);
    if scope.is_everything()
        && unmanaged.is_empty()
        && retired.is_empty()
        && us.is_none()
        && !logs_sequences
        && !names_not_null
        && other_server.is_none()
    {
        return Cow::Borrowed(pair.new);
    }
    let mut wanted = pair.new.clone();
    if let Some(major) = other_server {
        access::translate(&mut wanted.catalog, major);
    }
    if logs_sequences {
        sequence::forget_logged(&mut wanted.catalog);
    }
    if names_not_null {
        not_null::forget_names(&mut wanted.catalog);
    }
    if let Some(us) = us {
        default_privilege::name_role(&mut wanted, us);
    }
    if scope.is_everything() && unmanaged.is_empty() && retired.is_empty() {
        return Cow::Owned(wanted);
    }
    let old = renamed(pair);
    let mut carry = Carry {
        scope,
        left: Relations::out_of(scope, &old.catalog),
        removed: Relations::out_of(scope, &wanted.catalog),
        old: &old.catalog,
        new: &mut wanted.catalog,
    };
    carry.left.0.extend(unmanaged);
    carry.removed.0.extend(retired);
    kinds::for_each(&mut carry);
    // A schema of a platform is in the catalog now, which must not look as if the model mentioned it.
    wanted.settings.scope = scope.clone();
    Cow::Owned(wanted)
}

/// The major version of what is there, where a database of another one is wanted.
fn other_server(pair: Pair<&Canonical>) -> Option<u32> {
    let major = |side: &Canonical| side.live.as_ref().map(|live| live.server_version / 10_000);
    let (old, new) = (major(pair.old)?, major(pair.new)?);
    (old != new).then_some(old)
}

/// What is there, under the names that the model gives it: what is out of scope speaks of it by those then.
fn renamed(pair: Pair<&Canonical>) -> Canonical {
    let mut old = pair.old.clone();
    renames::apply(&mut old, pair.new, &mut Vec::new());
    old
}

/// Errors about what the model drops and something that is out of scope needs: no statement could drop it.
pub(crate) fn stranded(pair: Pair<&Canonical>) -> Vec<Diagnostic> {
    struct Stranded<'a> {
        scope: &'a Scope,
        left: &'a Relations,
        old: &'a Catalog,
        wanted: &'a Catalog,
        found: Vec<(ObjectRef, ObjectRef)>,
    }
    impl KindVisitor for Stranded<'_> {
        fn visit<K: InCatalog>(&mut self) {
            let store = K::store(self.wanted);
            for id in self.left.out_of_store(self.scope, store.iter()) {
                let Some(object) = store.get(&id) else { continue };
                let needed = object.references().into_iter();
                let dropped = needed.filter(|needed| is_dropped(self.old, self.wanted, needed));
                let about = object.object_ref();
                self.found.extend(dropped.map(|needed| (needed, about.clone())));
            }
        }
    }
    let scope = &pair.new.settings.scope;
    if scope.is_everything() {
        return Vec::new();
    }
    let old = renamed(pair);
    let left = Relations::out_of(scope, &pair.new.catalog);
    let mut stranded = Stranded {
        scope,
        left: &left,
        old: &old.catalog,
        wanted: &pair.new.catalog,
        found: Vec::new(),
    };
    kinds::for_each(&mut stranded);
    let mut found = stranded.found;
    for table in pair.new.catalog.tables.values() {
        let stays = left.0.contains(&table.name);
        for constraint in table.constraints.iter().filter(|_| stays) {
            if let ConstraintKind::ForeignKey(key) = &constraint.kind {
                let needed = ObjectRef::named(Kind::Table, &key.table);
                if is_dropped(&old.catalog, &pair.new.catalog, &needed) {
                    let name = constraint.name.as_deref().unwrap_or_default();
                    found.push((needed, ObjectRef::constraint(&table.name, name)));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found
        .into_iter()
        .map(|(needed, by)| {
            let message = format!("{needed} cannot be dropped: {by}, which is out of scope, needs it");
            Diagnostic::error(code::NEEDED_OUT_OF_SCOPE, message)
                .help("keep it in the model, or have the other one changed first by those it belongs to")
        })
        .collect()
}

/// Whether a relation or column is there and no longer wanted, under any kind.
fn is_dropped(old: &Catalog, wanted: &Catalog, object: &ObjectRef) -> bool {
    let id = ObjectId::named(object.id.name.clone());
    let relation = |catalog: &Catalog| {
        catalog.tables.contains(&id)
            || catalog.foreign_tables.contains(&id)
            || catalog.views.contains(&id)
            || catalog.materialized_views.contains(&id)
    };
    match (object.kind, &object.id.part) {
        (Kind::Table, _) => old.tables.contains(&id) && !relation(wanted),
        (Kind::ForeignTable, _) => old.foreign_tables.contains(&id) && !relation(wanted),
        (Kind::View, _) => old.views.contains(&id) && !relation(wanted),
        (Kind::MaterializedView, _) => old.materialized_views.contains(&id) && !relation(wanted),
        (Kind::EnumType | Kind::Domain | Kind::CompositeType | Kind::RangeType, _) => {
            let known = |catalog: &Catalog| {
                catalog.enums.contains(&id)
                    || catalog.domains.contains(&id)
                    || catalog.composite_types.contains(&id)
                    || catalog.range_types.contains(&id)
            };
            known(old) && !known(wanted)
        }
        (Kind::Column, Some(column)) => {
            let has = |catalog: &Catalog| {
                catalog
                    .tables
                    .get(&id)
                    .map(|table| table.column(column).is_some())
            };
            has(old) == Some(true) && has(wanted) == Some(false)
        }
        _ => false,
    }
}

/// The scope of a comparison: the model's, without the schemas of a platform that the model does not mention.
pub(crate) fn effective(pair: Pair<&Canonical>) -> Cow<'_, Scope> {
    let mut scope = Cow::Borrowed(&pair.new.settings.scope);
    if scope.asks_for_owners() {
        let old = renamed(pair);
        // What is there belongs to whom it belongs to, whatever a model says; what is not yet will be the model's.
        learn_owners(scope.to_mut(), &old.catalog, None);
        let live = pair.old.live.as_ref().map(|live| live.role.as_str());
        let default = pair
            .new
            .settings
            .owner
            .as_deref()
            .or(live.filter(|role| !role.is_empty()));
        learn_owners(scope.to_mut(), &pair.new.catalog, default);
    }
    let survey = pair.old.live.as_ref().and_then(|live| live.survey.as_ref());
    for (schema, owner) in survey.iter().flat_map(|survey| &survey.schema_owners) {
        if scope.is_platform(owner) && !pair.new.catalog.schemas.contains(&Schema::id_of(schema)) {
            scope.to_mut().exclude_schema(schema);
        }
    }
    scope
}

/// Tells a scope whom the objects of a catalog belong to; those of which nothing is said to `default`.
pub(crate) fn learn_owners(scope: &mut Scope, catalog: &Catalog, default: Option<&str>) {
    struct Learn<'a>(&'a mut Scope, &'a Catalog, Option<&'a str>);
    impl KindVisitor for Learn<'_> {
        fn visit<K: InCatalog>(&mut self) {
            for object in K::store(self.1).values() {
                let about = object.object_ref();
                let relation = object.relation().map(|name| ObjectId::part(name, "relation"));
                let own = if K::KIND == Kind::Access {
                    Some(about.id.clone())
                } else {
                    access::id_of_object(&about)
                };
                // A sequence that a column owns has an owner of its own in the catalogs; a trigger has that of its table.
                let access = own.or(relation).and_then(|id| self.1.accesses.get(&id));
                let seen = access.and_then(|access| {
                    let holder = access.seen.as_ref().map(|seen| seen.holder.as_str());
                    holder.or(access.owner.as_deref())
                });
                if let Some(owner) = seen.or(self.2) {
                    self.0.learn_owner(about, owner);
                }
            }
        }
    }
    kinds::for_each(&mut Learn(scope, catalog, default));
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
    matches!(
        kind,
        Kind::Table | Kind::ForeignTable | Kind::View | Kind::MaterializedView
    )
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
