//! Collations as SQL statements write them.

use schemadiff_sql::syntax::{CollationProvider, CreateCollation, ObjectName};

use super::Collation;
use crate::catalog::ObjectId;
use crate::source::Script;

/// `CREATE COLLATION`.
pub(crate) fn create(script: &mut Script<'_>, mut definition: CreateCollation) {
    definition.name = script.own_name(definition.name);
    script.define(Collation {
        definition,
        comment: None,
    });
}

/// `CREATE COLLATION … FROM`: what the other one is, as far as that can be known without a server.
pub(crate) fn copy(script: &mut Script<'_>, name: ObjectName, mut from: ObjectName) {
    script.mention_collation(&mut from);
    let name = script.own_name(name);
    let known = match (from.schema.as_deref(), from.name.as_str()) {
        // Source: `pg_collation.dat`.
        (None, locale @ ("C" | "POSIX")) => Some(CreateCollation {
            name: name.clone(),
            provider: CollationProvider::Libc,
            collate: locale.to_owned(),
            ctype: locale.to_owned(),
            deterministic: true,
            rules: None,
        }),
        _ => {
            let id = ObjectId::named(script.own_name(from.clone()));
            let other = script.into.catalog.collations.get(&id);
            other.map(|other| CreateCollation {
                name: name.clone(),
                ..other.definition.clone()
            })
        }
    };
    match known {
        Some(definition) => create(script, definition),
        None => script.unsupported(&format!("CREATE COLLATION {name} FROM {from}, which is the server's")),
    }
}
