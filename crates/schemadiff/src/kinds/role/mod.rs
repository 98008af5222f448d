//! Roles, as far as a model names them.
//!
//! They belong to the whole server and serve other databases too. So only those that a model names are compared, and one
//! is dropped only where the model says that it is to be absent. Passwords are no part of a model.

use std::collections::{BTreeMap, BTreeSet};

use schemadiff_sql::syntax::ObjectName;

use crate::canon::Canonical;
use crate::catalog::{Kind, ObjectId, ObjectRef, Pair};
use crate::diag::{Diagnostic, code, nearest};
use crate::kinds::access::{Grants, PUBLIC};

mod attributes;
mod introspect;
mod lower;
mod sql;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::RoleChange;

/// A role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Whether there is to be no such role.
    pub absent: bool,
    /// `SUPERUSER`, `LOGIN` and the like.
    pub attributes: BTreeSet<RoleAttribute>,
    /// `CONNECTION LIMIT`, if there is one.
    pub connection_limit: Option<i64>,
    /// `VALID UNTIL` of its password, as PostgreSQL prints it in UTC.
    pub valid_until: Option<String>,
    /// The roles that it is a member of.
    pub memberships: BTreeMap<String, Membership>,
    /// `ALTER ROLE … SET`, for all databases.
    pub settings: BTreeMap<String, String>,
    /// `COMMENT ON ROLE`.
    pub comment: Option<String>,
}

/// What a role may do or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are PostgreSQL's")]
pub enum RoleAttribute {
    Superuser,
    CreateDb,
    CreateRole,
    Inherit,
    Login,
    Replication,
    BypassRls,
}

impl RoleAttribute {
    /// All of them, with their words.
    pub const EVERY: &'static [(Self, &'static str)] = &[
        (Self::Superuser, "superuser"),
        (Self::CreateDb, "createdb"),
        (Self::CreateRole, "createrole"),
        (Self::Inherit, "inherit"),
        (Self::Login, "login"),
        (Self::Replication, "replication"),
        (Self::BypassRls, "bypassrls"),
    ];

    /// Whether a new role has it (manual, "CREATE ROLE").
    pub fn is_default(self) -> bool {
        self == Self::Inherit
    }
}

/// How a role is a member of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Membership {
    /// Whether it may make others members.
    pub admin: bool,
    /// Whether it has the other's privileges without more ado; by default when the member's own `INHERIT` says so, as
    /// before PostgreSQL 16.
    pub inherit: Option<bool>,
    /// Whether it may become the other; by default it may.
    pub set: Option<bool>,
}

impl Role {
    /// A role as `CREATE ROLE` makes it.
    pub(crate) fn new(name: String) -> Self {
        let every = RoleAttribute::EVERY.iter().map(|(attribute, _)| *attribute);
        Self {
            name,
            absent: false,
            attributes: every.filter(|attribute| attribute.is_default()).collect(),
            connection_limit: None,
            valid_until: None,
            memberships: BTreeMap::new(),
            settings: BTreeMap::new(),
            comment: None,
        }
    }

    /// The identity of a role by its name.
    pub(crate) fn id_of(name: &str) -> ObjectId {
        ObjectId::named(ObjectName::bare(name))
    }

    /// A role as something that a statement needs.
    pub(crate) fn reference(name: &str) -> ObjectRef {
        ObjectRef::new(Kind::Role, Self::id_of(name))
    }
}

/// Errors about roles that a model gives something to and that the server does not have: better now than half-way.
pub(crate) fn missing(pair: Pair<&Canonical>) -> Vec<Diagnostic> {
    let known = &pair.old.catalog.roles;
    if pair.old.live.is_none() || known.is_empty() {
        return Vec::new();
    }
    let is_there = |role: &str| {
        let id = Role::id_of(role);
        role.starts_with("pg_")
            || pair.new.catalog.roles.get(&id).map_or(known.contains(&id), |role| !role.absent)
    };
    let mut asked: BTreeMap<&str, ObjectRef> = BTreeMap::new();
    let mut ask = |role, about: ObjectRef| {
        asked.entry(role).or_insert(about);
    };
    let new = &pair.new.catalog;
    // What was read from a server is there.
    for (id, access) in new.accesses.iter().filter(|(_, access)| access.seen.is_none()) {
        let granted = access.grants.iter().flat_map(Grants::roles);
        for role in access.owner.as_deref().into_iter().chain(granted) {
            ask(role, ObjectRef::new(Kind::Access, id.clone()));
        }
    }
    for (id, defaults) in new.default_privileges.iter().filter(|(_, defaults)| defaults.server.is_none()) {
        let granted = defaults.grants.keys().filter(|role| *role != PUBLIC);
        for role in defaults.role.iter().chain(granted) {
            ask(role, ObjectRef::new(Kind::DefaultPrivilege, id.clone()));
        }
    }
    for (id, role) in &new.roles {
        for group in role.memberships.keys() {
            ask(group, ObjectRef::new(Kind::Role, id.clone()));
        }
    }
    let names: Vec<&str> = known.keys().map(|id| id.name.name.as_str()).collect();
    let missing = asked.into_iter().filter(|(role, _)| !is_there(role));
    missing
        .map(|(role, about)| {
            let diagnostic = Diagnostic::error(code::MISSING_OBJECT, format!("role `{role}` does not exist on the server"))
                .at_known(pair.new.origins.get(&about), format!("{about} names it"));
            match nearest(role, names.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!(
                    "create it first, or have the model do so: `[roles.{role}]`; `--no-owner` and `--no-privileges` leave owners \
                     and privileges as they are"
                )),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canon::{canonicalize, observe};
    use crate::catalog::Sources;
    use crate::source::{Declared, Observed, sql};

    fn wanted(script: &str) -> Canonical {
        let mut sources = Sources::default();
        let file = sources.add("new.sql", script);
        let mut declared = Declared::default();
        assert!(sql::read_script(&sources, file, &mut declared).is_empty());
        canonicalize(declared).0
    }

    fn messages(script: &str) -> Vec<String> {
        let mut observed = Observed::default();
        observed.catalog.insert(Role::new("reader".to_owned()));
        let (old, new) = (observe(observed), wanted(script));
        let found = missing(Pair { old: &old, new: &new });
        found.into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    #[test]
    fn roles_that_the_server_lacks_are_found_before_anything_runs() {
        assert_eq!(
            messages(
                "CREATE TABLE t (id int); GRANT SELECT ON t TO reader, PUBLIC, pg_monitor, writer; \
                 ALTER TABLE t OWNER TO owner; ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO reader;"
            ),
            [
                "role `maker` does not exist on the server",
                "role `owner` does not exist on the server",
                "role `writer` does not exist on the server",
            ]
        );
        assert!(messages("CREATE TABLE t (id int); GRANT SELECT ON t TO reader;").is_empty());
    }

    #[test]
    fn without_a_server_nobody_knows() {
        let new = wanted("CREATE TABLE t (id int); GRANT SELECT ON t TO writer;");
        assert!(missing(Pair { old: &Canonical::empty(), new: &new }).is_empty());
    }
}
