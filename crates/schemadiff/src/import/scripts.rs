//! Functions and views as SQL beside the model, a file for each name.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::ObjectName;

use super::ModelFile;
use super::place::file_name;
use crate::canon::Canonical;
use crate::catalog::{Catalog, Kind, ObjectId, ObjectRef, Pair};
use crate::diag::{Diagnostic, has_errors};
use crate::kinds::{self, InCatalog, KindVisitor, access};
use crate::plan::Allow;
use crate::render::statement_text;
use crate::street::{self, Policy};

/// Takes the objects of `kinds` out, with what belongs to them, and writes them as SQL.
///
/// An object of which the model says what no SQL can stays in.
pub(super) fn take(
    canonical: &Canonical,
    kinds: &[Kind],
) -> Result<(Canonical, Vec<ModelFile>), Vec<Diagnostic>> {
    if kinds.is_empty() {
        return Ok((canonical.clone(), Vec::new()));
    }
    let moved = Moved::of(canonical, kinds);
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let empty = Canonical::empty();
    let pair = Pair {
        old: &empty,
        new: canonical,
    };
    let (plan, found) = street::plan(
        pair,
        &Policy {
            allow: Allow::all(),
            ..Policy::default()
        },
    );
    if has_errors(&found) {
        return Err(found);
    }
    for statement in plan.statements() {
        if let Some(owner) = moved.owner(&statement.target, &canonical.catalog) {
            let default_schema = &canonical.settings.default_schema;
            files
                .entry(path_of(owner, default_schema))
                .or_default()
                .push(statement_text(statement));
        }
    }
    let mut rest = canonical.clone();
    kinds::for_each(&mut Remove(&mut rest.catalog, &moved));
    let files = files.into_iter().map(|(path, statements)| ModelFile {
        path,
        text: statements.join("\n\n") + "\n",
    });
    Ok((rest, files.collect()))
}

/// The objects that go.
struct Moved {
    objects: BTreeSet<ObjectRef>,
    /// The same by what identifies their owner and privileges.
    accesses: BTreeMap<ObjectId, ObjectRef>,
}

fn moved(canonical: &Canonical, kinds: &[Kind]) -> BTreeSet<ObjectRef> {
    struct Find<'a>(&'a Canonical, &'a [Kind], BTreeSet<ObjectRef>);
    impl KindVisitor for Find<'_> {
        fn visit<K: InCatalog>(&mut self) {
            if self.1.contains(&K::KIND) {
                let objects = K::store(&self.0.catalog).values().map(K::object_ref);
                self.2
                    .extend(objects.filter(|object| !self.0.annotations.contains_key(object)));
            }
        }
    }
    let mut find = Find(canonical, kinds, BTreeSet::new());
    kinds::for_each(&mut find);
    find.2
}

impl Moved {
    fn of(canonical: &Canonical, kinds: &[Kind]) -> Self {
        let objects = moved(canonical, kinds);
        let access = |object: &ObjectRef| Some((access::id_of_object(object)?, object.clone()));
        let accesses = objects.iter().filter_map(access).collect();
        Self { objects, accesses }
    }

    /// The object that goes and takes `target` with it.
    fn owner(&self, target: &ObjectRef, catalog: &Catalog) -> Option<&ObjectRef> {
        if let Some(itself) = self.objects.get(target) {
            return Some(itself);
        }
        let relation = match target.kind {
            Kind::Access => return self.accesses.get(&target.id),
            Kind::Index => &catalog.indexes.get(&target.id)?.table,
            Kind::Statistics => &catalog.statistics.get(&target.id)?.table,
            _ => &target.id.name,
        };
        self.relation(relation)
    }

    fn relation(&self, name: &ObjectName) -> Option<&ObjectRef> {
        [Kind::View, Kind::MaterializedView].into_iter().find_map(|kind| {
            self.objects
                .get(&ObjectRef::new(kind, ObjectId::named(name.clone())))
        })
    }

    /// Whether an object goes, or belongs to one that does.
    fn takes<K: InCatalog>(&self, object: &K) -> bool {
        if K::KIND == Kind::Access {
            return self.accesses.contains_key(&object.id());
        }
        let relation = object.relation();
        self.objects.contains(&object.object_ref())
            || relation.is_some_and(|relation| self.relation(&relation).is_some())
    }
}

/// Takes objects out of a catalog, and those that belong to them.
struct Remove<'a>(&'a mut Catalog, &'a Moved);

impl KindVisitor for Remove<'_> {
    fn visit<K: InCatalog>(&mut self) {
        let store = K::store(self.0);
        let ids: Vec<ObjectId> = store
            .iter()
            .filter(|(_, object)| self.1.takes(*object))
            .map(|(id, _)| id.clone())
            .collect();
        for id in ids {
            K::store_mut(self.0).remove(&id);
        }
    }
}

/// `functions/slug.sql`, `views/billing.balances.sql`; functions of one name share a file.
fn path_of(object: &ObjectRef, default_schema: &str) -> String {
    let folder = match object.kind {
        Kind::Function => "functions",
        Kind::MaterializedView => "materialized_views",
        _ => "views",
    };
    let ObjectName { schema, name } = &object.id.name;
    let schema = schema
        .as_deref()
        .filter(|schema| *schema != default_schema)
        .map_or_else(String::new, |schema| format!("{}.", file_name(schema)));
    format!("{folder}/{schema}{}.sql", file_name(name))
}
