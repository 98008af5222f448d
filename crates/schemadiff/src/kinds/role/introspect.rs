//! Finding roles in the catalogs.

use std::collections::BTreeMap;

use super::{Membership, Role, RoleAttribute};
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

const SECTION: &str = "roles";

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[(SECTION, include_str!("roles.sql"))];

/// Adds what the snapshot holds. A recording may be older than this section.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    if !snapshot.sections.contains_key(SECTION) {
        return Ok(());
    }
    for row in snapshot.rows(SECTION)? {
        let mut role = Role::new(row.text("name")?.to_owned());
        role.attributes.clear();
        for (attribute, column) in RoleAttribute::EVERY {
            if row.boolean(column)? {
                role.attributes.insert(*attribute);
            }
        }
        // -1 is no limit (pg_authid.h).
        role.connection_limit = Some(row.number("connection_limit")?).filter(|limit: &i64| *limit >= 0);
        // Once there was an end, there is none only by being infinitely far away.
        role.valid_until = row.owned("valid_until")?.filter(|until| until != "infinity");
        role.memberships = memberships(&row)?;
        role.settings = row.settings("settings")?;
        role.comment = row.owned("comment")?;
        catalog.insert(role);
    }
    Ok(())
}

fn memberships(row: &Row<'_>) -> Result<BTreeMap<String, Membership>, RowError> {
    let Some(text) = row.optional("memberships")? else {
        return Ok(BTreeMap::new());
    };
    let entries: Vec<(String, bool, Option<bool>, Option<bool>)> =
        serde_json::from_str(text).map_err(|_| row.error("memberships", "is not a list of memberships"))?;
    let entries = entries.into_iter().map(|(role, admin, inherit, set)| {
        let membership = Membership {
            admin,
            inherit,
            set,
        };
        (role, membership)
    });
    Ok(entries.collect())
}
