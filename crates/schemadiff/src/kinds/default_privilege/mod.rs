//! Default privileges: what others may do with objects that a role is going to make.

use std::sync::Arc;

use schemadiff_sql::syntax::{DefaultOn, ObjectName, Privilege, Subject};

use super::access::{Acl, Grants, PUBLIC};
use crate::canon::Canonical;
use crate::catalog::{Catalog, ObjectId, Pair};
use crate::kinds::ObjectKind;

mod attributes;
mod introspect;
mod lower;
pub(crate) mod statement;
pub(crate) mod toml;
pub(crate) mod write;

pub use lower::DefaultPrivilegeChange;

/// What is granted on new objects of one kind that one role makes, anywhere or in one schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultPrivilege {
    /// The role that makes them; `None` for the one that runs the plan.
    pub role: Option<String>,
    /// The schema they are made in; `None` for any.
    pub schema: Option<String>,
    /// Their kind.
    pub on: DefaultOn,
    /// The privileges. Those of a schema come on top of those of any.
    pub grants: Acl,
    /// The major version of the server that it was read from: what `ALL` means depends on it.
    pub server: Option<u32>,
}

impl DefaultPrivilege {
    /// The identity of the default privileges of a role.
    pub(crate) fn id_of(role: Option<&str>, schema: Option<&str>, on: DefaultOn) -> ObjectId {
        let name = ObjectName {
            schema: schema.map(str::to_owned),
            name: role.unwrap_or_default().to_owned(),
        };
        ObjectId::part(name, on.as_sql().to_ascii_lowercase())
    }

    /// The privileges as those of an object, so that they can be compared like them.
    fn as_grants(&self) -> Grants {
        Grants {
            object: self.grants.clone(),
            ..Grants::default()
        }
    }
}

/// The privileges that an object has from the beginning when `us` makes it, once the plan has set its defaults.
pub(crate) fn initial(catalogs: Pair<&Catalog>, us: Option<&str>, subject: &Subject) -> Grants {
    let (on, schema) = match subject {
        Subject::Relation(name) => (DefaultOn::Tables, name.schema.as_deref()),
        Subject::Sequence(name) => (DefaultOn::Sequences, name.schema.as_deref()),
        Subject::Routine(name, _) => (DefaultOn::Functions, name.schema.as_deref()),
        Subject::Type(name) => (DefaultOn::Types, name.schema.as_deref()),
        Subject::Schema(_) => (DefaultOn::Schemas, None),
        Subject::ForeignServer(_) | Subject::ForeignDataWrapper(_) | Subject::Statistics(_) | Subject::LargeObject => {
            return Grants::default();
        }
    };
    let find = |schema: Option<&str>| {
        let in_effect = |role: Option<&str>| {
            let id = DefaultPrivilege::id_of(role, schema, on);
            catalogs.new.default_privileges.get(&id).or_else(|| catalogs.old.default_privileges.get(&id))
        };
        // Where it is not known who runs the plan, those are meant that name nobody.
        in_effect(us).or_else(|| in_effect(None))
    };
    let mut object = find(None).map(|everywhere| everywhere.grants.clone()).unwrap_or_default();
    let in_schema = schema.and_then(|schema| find(Some(schema)));
    for (role, held) in in_schema.into_iter().flat_map(|in_schema| &in_schema.grants) {
        let known = object.entry(role.clone()).or_insert_with(|| {
            let given = match role.as_str() {
                PUBLIC => subject.public_default(),
                role if us == Some(role) => Some(Privilege::All),
                _ => None,
            };
            given.map(|privilege| (privilege, false)).into_iter().collect()
        });
        for (privilege, option) in held {
            *known.entry(*privilege).or_default() |= *option;
        }
    }
    Grants {
        object,
        ..Grants::default()
    }
}

/// Names the role that runs the plan where a model leaves it open and a server has told.
pub(crate) fn name_role(wanted: &mut Canonical, role: &str) {
    let open: Vec<ObjectId> = wanted
        .catalog
        .default_privileges
        .iter()
        .filter(|(_, defaults)| defaults.role.is_none())
        .map(|(id, _)| id.clone())
        .collect();
    for id in open {
        if let Some(defaults) = wanted.catalog.default_privileges.remove(&id) {
            let defaults = DefaultPrivilege {
                role: Some(role.to_owned()),
                ..defaults
            };
            let about = crate::catalog::ObjectRef::new(DefaultPrivilege::KIND, id);
            if let Some(origin) = wanted.origins.get(&about).cloned() {
                Arc::make_mut(&mut wanted.origins).insert(defaults.object_ref(), origin);
            }
            wanted.catalog.insert(defaults);
        }
    }
}

/// Of what a server says keeps what a model would say.
pub(crate) fn tidy(catalog: &mut Catalog) {
    let ids: Vec<ObjectId> = catalog.default_privileges.keys().cloned().collect();
    for id in ids {
        let Some(mut defaults) = catalog.default_privileges.remove(&id) else {
            continue;
        };
        let server = defaults.server.unwrap_or(u32::MAX);
        let owner = defaults.role.as_deref();
        let tidied = match defaults.schema {
            None => defaults.as_grants().tidied(&defaults.on.sample(), owner, server),
            Some(_) => Some(defaults.as_grants()),
        };
        if let Some(tidied) = tidied {
            defaults.grants = tidied.object;
            catalog.insert(defaults);
        }
    }
}

/// Whether a model leaves it open whose defaults it means.
pub(crate) fn is_open(catalog: &Catalog) -> bool {
    catalog.default_privileges.values().any(|defaults| defaults.role.is_none())
}
