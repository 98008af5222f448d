//! Finding default privileges in the catalogs.

use schemadiff_sql::syntax::DefaultOn;

use super::DefaultPrivilege;
use crate::kinds::{Catalog, access};
use crate::source::{RowError, Snapshot};

const SECTION: &str = "default_privileges";

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[(SECTION, include_str!("default_privileges.sql"))];

/// Adds what the snapshot holds. A recording may be older than this section.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    if !snapshot.sections.contains_key(SECTION) {
        return Ok(());
    }
    for row in snapshot.rows(SECTION)? {
        // Source: `DEFACLOBJ_*` in `src/include/catalog/pg_default_acl.h`.
        let on = match row.code("type")? {
            'r' => DefaultOn::Tables,
            'S' => DefaultOn::Sequences,
            'f' => DefaultOn::Functions,
            'T' => DefaultOn::Types,
            'n' => DefaultOn::Schemas,
            'L' => DefaultOn::LargeObjects,
            _ => return Err(row.error("type", "is none that is known")),
        };
        let role = row.text("role")?.to_owned();
        let schema = row.owned("schema")?;
        let mut grants = access::explode(&row, "acl")?.unwrap_or_default();
        // What is said of any schema is complete; what is said of one comes on top of it.
        if schema.is_none() {
            access::complete(&mut grants, &role);
        }
        catalog.insert(DefaultPrivilege {
            role: Some(role),
            schema,
            on,
            grants,
            server: Some(snapshot.server_version / 10_000),
        });
    }
    Ok(())
}
