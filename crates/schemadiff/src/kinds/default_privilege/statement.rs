//! Default privileges as SQL statements write them.

use schemadiff_sql::syntax::AlterDefaultPrivileges;

use super::DefaultPrivilege;
use crate::catalog::ObjectRef;
use crate::diag::code;
use crate::kinds::access::{Grants, PUBLIC, misfit};
use crate::kinds::{InCatalog, Kind};
use crate::source::Script;

/// `ALTER DEFAULT PRIVILEGES`.
pub(crate) fn alter(script: &mut Script<'_>, alter: &AlterDefaultPrivileges) {
    let of = alter.on.sample();
    if let Some(problem) = alter.privileges.iter().find_map(|granted| misfit(&of, granted)) {
        return script.error(code::BAD_VALUE, problem, "name a privilege that such an object has");
    }
    let roles: Vec<Option<String>> =
        if alter.roles.is_empty() { vec![None] } else { alter.roles.iter().cloned().map(Some).collect() };
    let schemas: Vec<Option<String>> =
        if alter.schemas.is_empty() { vec![None] } else { alter.schemas.iter().cloned().map(Some).collect() };
    for role in &roles {
        for schema in &schemas {
            let id = DefaultPrivilege::id_of(role.as_deref(), schema.as_deref(), alter.on);
            let about = ObjectRef::new(Kind::DefaultPrivilege, id.clone());
            let origin = script.origin();
            script.into.origins.entry(about).or_insert(origin);
            let fresh = DefaultPrivilege {
                role: role.clone(),
                schema: schema.clone(),
                on: alter.on,
                grants: std::collections::BTreeMap::new(),
                server: None,
            };
            let known = DefaultPrivilege::store_mut(&mut script.into.catalog).entry(id, fresh);
            let mut grants = Grants {
                object: std::mem::take(&mut known.grants),
                ..Grants::default()
            };
            for grantee in &alter.grantees {
                // Of a schema nothing goes without saying.
                if schema.is_some() && grantee == PUBLIC {
                    grants.object.entry(grantee.clone()).or_default();
                }
                if alter.is_grant {
                    grants.grant(&of, grantee, &alter.privileges, alter.option);
                } else {
                    let is_owner = schema.is_none() && role.as_ref() == Some(grantee);
                    grants.revoke(&of, grantee, is_owner, &alter.privileges, alter.option);
                }
            }
            known.grants = grants.object;
        }
    }
}
