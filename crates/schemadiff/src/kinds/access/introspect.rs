//! Finding owners and privileges in the catalogs.

use std::collections::BTreeMap;

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::{Privilege, Subject, TypeName};

use super::{Access, Acl, Grants, PUBLIC, Seen};
use crate::catalog::ObjectId;
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[
    ("access", include_str!("access.sql")),
    ("column_access", include_str!("column_access.sql")),
];

/// Adds what the snapshot holds. A recording may be older than these sections: then nothing is known of owners and
/// privileges, which stay as they are.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    if !QUERIES.iter().all(|(section, _)| snapshot.sections.contains_key(*section)) {
        return Ok(());
    }
    for row in snapshot.rows("access")? {
        let of = subject(&row)?;
        let holder = row.text("owner")?.to_owned();
        let mut grants = Grants::default();
        match (explode(&row, "acl")?, of.public_default()) {
            (Some(acl), _) => {
                grants.object = acl;
                complete(&mut grants.object, &holder);
            }
            (None, Some(privilege)) => {
                grants.object.insert(PUBLIC.to_owned(), BTreeMap::from([(privilege, false)]));
            }
            (None, None) => {}
        }
        catalog.insert(Access {
            // What nobody can be granted anything on has no list.
            grants: (!of.privileges(u32::MAX).is_empty()).then_some(grants),
            of,
            owner: (!row.boolean("follows")?).then(|| holder.clone()),
            seen: Some(Seen {
                holder,
                server: snapshot.server_version / 10_000,
            }),
        });
    }
    for row in snapshot.rows("column_access")? {
        let id = ObjectId::part(row.qualified("schema", "name")?, "relation");
        let Some(access) = catalog.accesses.get_mut(&id) else {
            continue;
        };
        let acl = explode(&row, "acl")?.unwrap_or_default();
        access.grants().columns.insert(row.text("column")?.to_owned(), acl);
    }
    Ok(())
}

fn subject(row: &Row<'_>) -> Result<Subject, RowError> {
    let name = || row.text("name").map(str::to_owned);
    let qualified = || row.qualified("schema", "name");
    Ok(match row.text("class")? {
        "relation" => Subject::Relation(qualified()?),
        "sequence" => Subject::Sequence(qualified()?),
        "routine" => Subject::Routine(qualified()?, types(row)?),
        "type" => Subject::Type(qualified()?),
        "schema" => Subject::Schema(name()?),
        "foreign server" => Subject::ForeignServer(name()?),
        "statistics" => Subject::Statistics(qualified()?),
        "foreign data wrapper" => Subject::ForeignDataWrapper(name()?),
        _ => return Err(row.error("class", "is none that is known")),
    })
}

fn types(row: &Row<'_>) -> Result<Vec<TypeName>, RowError> {
    let names = row.list("arguments")?.into_iter();
    names
        .map(|name| {
            let about = format_args!("an argument of `{}`", row.text("name").unwrap_or_default()).to_string();
            parse_type(&name).map_err(|error| RowError::text(about, &name, &error))
        })
        .collect()
}

/// A list of privileges as `aclexplode` has them: role, privilege, and whether it may be passed on. Who granted what does
/// not count. `None` is the list that PostgreSQL does not keep because nobody changed it.
pub(crate) fn explode(row: &Row<'_>, column: &str) -> Result<Option<Acl>, RowError> {
    let Some(text) = row.optional(column)? else {
        return Ok(None);
    };
    let entries: Vec<(String, String, bool)> =
        serde_json::from_str(text).map_err(|_| row.error(column, "is not a list of privileges"))?;
    let mut acl = Acl::new();
    for (role, word, option) in entries {
        let held = acl.entry(role).or_default();
        // A privilege that nobody here knows is one of a later PostgreSQL.
        if let Some(privilege) = Privilege::from_word(&word) {
            *held.entry(privilege).or_default() |= option;
        }
    }
    Ok(Some(acl))
}

/// A list that PostgreSQL keeps is complete: who is not in it has nothing, the owner and everybody too.
pub(crate) fn complete(acl: &mut Acl, owner: &str) {
    acl.entry(PUBLIC.to_owned()).or_default();
    acl.entry(owner.to_owned()).or_default();
}
