//! Finding casts in the catalogs.

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::{CastContext, CastMethod, CreateCast, TypeName};

use super::Cast;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("casts", include_str!("casts.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("casts")? {
        let method = match row.code("method")? {
            'f' => {
                let arguments = row.list("arguments")?;
                let types = arguments.iter().map(|text| data_type(text)).collect::<Result<_, _>>()?;
                CastMethod::Function(row.qualified("function_schema", "function")?, types)
            }
            'i' => CastMethod::InOut,
            _ => CastMethod::Binary,
        };
        catalog.insert(Cast {
            definition: CreateCast {
                source: data_type(row.text("source")?)?,
                target: data_type(row.text("target")?)?,
                method,
                context: match row.code("context")? {
                    'i' => CastContext::Implicit,
                    'a' => CastContext::Assignment,
                    _ => CastContext::Explicit,
                },
            },
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}

fn data_type(text: &str) -> Result<TypeName, RowError> {
    parse_type(text).map_err(|error| RowError::text("a type of a cast", text, &error))
}
