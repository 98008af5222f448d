//! Finding policies in the catalogs.

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::{CreatePolicy, PolicyCommand};

use super::Policy;
use crate::kinds::Catalog;
use crate::source::{Memo, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("policies", include_str!("policies.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    let mut expressions = Memo::new(Expr::parse);
    for row in snapshot.rows("policies")? {
        let (table, name) = (row.qualified("schema", "table")?, row.text("name")?);
        let mut condition = |column| {
            let text = row.optional(column)?;
            text.map(|text| expressions.get(text, format_args!("policy `{name}` on `{table}`")))
                .transpose()
        };
        let mut roles = row.list("roles")?;
        roles.sort();
        let definition = CreatePolicy {
            name: name.to_owned(),
            using: condition("using")?,
            check: condition("check")?,
            permissive: row.boolean("permissive")?,
            command: match row.code("command")? {
                'r' => PolicyCommand::Select,
                'a' => PolicyCommand::Insert,
                'w' => PolicyCommand::Update,
                'd' => PolicyCommand::Delete,
                _ => PolicyCommand::All,
            },
            roles,
            table,
        };
        catalog.insert(Policy {
            definition,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}
