//! What a model says of owners and privileges, as far as it takes the whole model to know what it means.

use std::collections::BTreeSet;

use schemadiff_sql::syntax::{ObjectName, Subject, TypeName};

use super::{Access, Seen, exists, id_of, public};
use crate::canon::serial_sequence_name;
use crate::catalog::{Catalog, ObjectId, ObjectRef, Origins, Scope, Settings, Store};
use crate::diag::{Diagnostic, code};
use crate::kinds::{self, InCatalog, Kind, KindVisitor, ObjectKind, default_privilege};

/// Gives objects the owner that the model names for all, and takes away what is said of owners that objects do not have
/// for themselves, of objects that the model does not define, and what it does not want to be about.
pub(crate) fn settle(
    catalog: &mut Catalog,
    settings: &Settings,
    origins: &Origins,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if let Some(owner) = &settings.owner {
        default_owner(catalog, owner);
    }
    if settings.scope.without_privileges {
        catalog.default_privileges = Store::default();
    }
    if catalog.accesses.is_empty() {
        return;
    }
    let owned = owned_sequences(catalog);
    let ids: Vec<ObjectId> = catalog.accesses.keys().cloned().collect();
    for id in ids {
        let Some(mut access) = catalog.accesses.remove(&id) else {
            continue;
        };
        if let Subject::Relation(name) | Subject::Sequence(name) = &access.of {
            let is_owned = owned.contains(name);
            if is_owned || catalog.sequences.contains(&ObjectId::named(name.clone())) {
                access.of = Subject::Sequence(name.clone());
            }
            // It belongs to whom its table belongs to (`ATExecChangeOwner` in `src/backend/commands/tablecmds.c`).
            if is_owned {
                access.owner = None;
            }
            if !is_owned && !exists(catalog, &access.of) {
                diagnostics.push(unknown(&access, origins));
                continue;
            }
        } else if !exists(catalog, &access.of) {
            diagnostics.push(unknown(&access, origins));
            continue;
        }
        restrict(&mut access, &settings.scope);
        if access.owner.is_some() || access.grants.is_some() {
            catalog.insert(access);
        }
    }
}

/// Takes away what a comparison is not to be about.
pub(crate) fn restrict(access: &mut Access, scope: &Scope) {
    if scope.without_owners {
        access.owner = None;
    }
    if scope.without_privileges {
        access.grants = None;
    }
}

/// Of what a server says keeps what a model would say: no owner where that is the database's, which goes without saying,
/// no privileges where nobody has changed any, and `all` where it is all.
pub(crate) fn tidy(catalog: &mut Catalog, database_owner: &str) {
    public::tidy(catalog);
    // Roles are of the whole server, and no model speaks of all of them.
    catalog.roles = Store::default();
    default_privilege::tidy(catalog);
    let ids: Vec<ObjectId> = catalog.accesses.keys().cloned().collect();
    for id in ids {
        let Some(mut access) = catalog.accesses.remove(&id) else {
            continue;
        };
        let Some(Seen { holder, server }) = access.seen.take() else {
            // It is tidy already.
            catalog.insert(access);
            continue;
        };
        access.owner = access.owner.filter(|owner| owner != database_owner);
        access.grants = access.grants.and_then(|grants| grants.tidied(&access.of, Some(&holder), server));
        let is_said = access.owner.is_some() || access.grants.is_some();
        if is_said && exists(catalog, &access.of) {
            catalog.insert(access);
        }
    }
}

/// A relation has another name.
pub(crate) fn renamed(catalog: &mut Catalog, from: &ObjectName, to: &ObjectName) {
    let id = ObjectId::part(from.clone(), "relation");
    if let Some(access) = catalog.accesses.remove(&id) {
        let of = Subject::Relation(to.clone());
        catalog.insert(Access { of, ..access });
    }
}

/// A column has another name.
pub(crate) fn renamed_column(catalog: &mut Catalog, relation: &ObjectName, from: &str, to: &str) {
    let id = ObjectId::part(relation.clone(), "relation");
    let grants = catalog.accesses.get_mut(&id).and_then(|access| access.grants.as_mut());
    if let Some(grants) = grants
        && let Some(acl) = grants.columns.remove(from)
    {
        grants.columns.insert(to.to_owned(), acl);
    }
}

fn unknown(access: &Access, origins: &Origins) -> Diagnostic {
    let about = access.object_ref();
    let message = format!("owner and privileges of `{}` are left out: the model does not define it", about.path());
    Diagnostic::warning(code::UNSUPPORTED, message)
        .at_known(origins.get(&about), "")
        .help("define it, or correct the name")
}

/// Sequences that go with a column: those that say so, and those of identity columns, which are no objects of a model.
fn owned_sequences(catalog: &Catalog) -> BTreeSet<ObjectName> {
    let named = catalog.sequences.values().filter(|sequence| sequence.options.owned_by.is_some());
    let mut owned: BTreeSet<ObjectName> = named.map(|sequence| sequence.name.clone()).collect();
    for table in catalog.tables.values() {
        for column in table.columns.iter().filter(|column| column.identity.is_some()) {
            owned.insert(serial_sequence_name(&table.name, &column.name, 0));
        }
    }
    owned
}

fn default_owner(catalog: &mut Catalog, owner: &str) {
    struct Find<'a>(&'a Catalog, Vec<Subject>);
    impl KindVisitor for Find<'_> {
        fn visit<K: InCatalog>(&mut self) {
            for id in K::store(self.0).keys() {
                let object = ObjectRef::new(K::KIND, id.clone());
                // `public` is the database's from the beginning.
                if object.kind != Kind::Schema || object.id.name.name != "public" {
                    self.1.extend(subject_of(self.0, &object));
                }
            }
        }
    }
    let mut find = Find(catalog, Vec::new());
    kinds::for_each(&mut find);
    for subject in find.1 {
        let id = id_of(&subject);
        let mut access = catalog.accesses.remove(&id).unwrap_or_else(|| Access::of(subject));
        access.owner.get_or_insert_with(|| owner.to_owned());
        catalog.insert(access);
    }
}

/// An object as something that has an owner; `None` for kinds that have none of their own.
pub(super) fn subject_of(catalog: &Catalog, object: &ObjectRef) -> Option<Subject> {
    let name = object.id.name.clone();
    if object.kind == Kind::Function {
        return Some(Subject::Routine(name, arguments(catalog, &object.id)?));
    }
    Some(match super::part_of(object.kind)? {
        "relation" if object.kind == Kind::Sequence => Subject::Sequence(name),
        "relation" => Subject::Relation(name),
        "schema" => Subject::Schema(name.name),
        "foreign server" => Subject::ForeignServer(name.name),
        "statistics" => Subject::Statistics(name),
        "foreign data wrapper" => Subject::ForeignDataWrapper(name.name),
        _ => Subject::Type(name),
    })
}

fn arguments(catalog: &Catalog, id: &ObjectId) -> Option<Vec<TypeName>> {
    Some(catalog.functions.get(id)?.definition.signature())
}
