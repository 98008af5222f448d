//! What `initdb` gives to whom in the schema `public`, which nobody has to say.
//!
//! Source: `setup_privileges` in `src/bin/initdb/initdb.c`; release notes of PostgreSQL 15 ("Remove PUBLIC creation permission
//! on the public schema"), since when it belongs to `pg_database_owner` instead of the superuser.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Privilege, Subject};

use super::{Access, Acl, Grants, PUBLIC, Seen, id_of};
use crate::catalog::Catalog;
use crate::kinds::Role;
use crate::kinds::role::RoleAttribute;

/// The schema.
const NAME: &str = "public";

/// Whom it belongs to since 15: the role that stands for whoever owns the database.
const OWNER: &str = "pg_database_owner";

fn subject() -> Subject {
    Subject::Schema(NAME.to_owned())
}

/// Since when everybody may no longer create objects in it.
fn is_closed(major: u32) -> bool {
    major >= 15
}

/// Whether the owner of the schema is the one that it has from the beginning.
fn is_initial_owner(access: &Access, catalog: &Catalog) -> bool {
    let Some(Seen { holder, server }) = access.seen.as_ref().filter(|_| access.of == subject()) else {
        return false;
    };
    if is_closed(*server) {
        return holder == OWNER;
    }
    // Whoever ran `initdb` is a superuser; a recording may say nothing of roles.
    let role = catalog.roles.get(&Role::id_of(holder));
    role.is_none_or(|role| role.attributes.contains(&RoleAttribute::Superuser))
}

/// Whether the owner and the privileges of the schema are those that it has from the beginning.
fn is_initial(access: &Access, catalog: &Catalog) -> bool {
    let (true, Some(seen), Some(grants)) = (is_initial_owner(access, catalog), &access.seen, &access.grants) else {
        return false;
    };
    let mut initial = everybody(seen.server);
    initial.insert(seen.holder.clone(), held(&[Privilege::Usage, Privilege::Create]));
    grants.columns.is_empty() && grants.object == initial
}

/// Takes away what the schema has from the beginning: the owner, and the privileges where they are the first ones too.
pub(super) fn tidy(catalog: &mut Catalog) {
    let id = id_of(&subject());
    let Some(access) = catalog.accesses.get(&id) else { return };
    let (all, owner) = (is_initial(access, catalog), is_initial_owner(access, catalog));
    if all {
        catalog.accesses.remove(&id);
    } else if owner && let Some(access) = catalog.accesses.get_mut(&id) {
        access.owner = None;
    }
}

/// Brings what a server of another version has from the beginning to what one of version `to` has.
pub(crate) fn translate(catalog: &mut Catalog, to: u32) {
    let id = id_of(&subject());
    let Some(access) = catalog.accesses.get(&id) else { return };
    let from = access.seen.as_ref().map_or(to, |seen| seen.server);
    if is_closed(from) == is_closed(to) || !is_initial(access, catalog) {
        return;
    }
    let mut object = everybody(to);
    let owner = is_closed(to).then(|| OWNER.to_owned());
    if let Some(owner) = &owner {
        object.insert(owner.clone(), held(&[Privilege::Usage, Privilege::Create]));
    }
    let grants = Some(Grants { object, columns: BTreeMap::new() });
    catalog.insert(Access { of: subject(), owner, grants, seen: None });
}

/// What everybody may do in it from the beginning.
fn everybody(major: u32) -> Acl {
    let privileges: &[Privilege] =
        if is_closed(major) { &[Privilege::Usage] } else { &[Privilege::Usage, Privilege::Create] };
    Acl::from([(PUBLIC.to_owned(), held(privileges))])
}

fn held(privileges: &[Privilege]) -> BTreeMap<Privilege, bool> {
    privileges.iter().map(|privilege| (*privilege, false)).collect()
}
