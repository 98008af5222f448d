//! Finding operators in the catalogs.

use schemadiff_sql::syntax::{CreateOperator, ObjectName, TypeName};
use schemadiff_sql::{parse_name, parse_type};

use super::Operator;
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("operators", include_str!("operators.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("operators")? {
        let function = function(&row, "function")?.ok_or_else(|| row.error("function", "is null"))?;
        catalog.insert(Operator {
            definition: CreateOperator {
                name: row.qualified("schema", "name")?,
                left: row.optional("left_type")?.map(data_type).transpose()?,
                right: data_type(row.text("right_type")?)?,
                function,
                commutator: operator(&row, "commutator_schema", "commutator")?,
                negator: operator(&row, "negator_schema", "negator")?,
                restrict: self::function(&row, "restrict")?,
                join: self::function(&row, "join")?,
                hashes: row.boolean("hashes")?,
                merges: row.boolean("merges")?,
            },
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}

fn data_type(text: &str) -> Result<TypeName, RowError> {
    parse_type(text).map_err(|error| RowError::text("a type of an operator", text, &error))
}

fn operator(row: &Row<'_>, schema: &str, name: &str) -> Result<Option<ObjectName>, RowError> {
    match row.optional(name)? {
        Some(_) => row.qualified(schema, name).map(Some),
        None => Ok(None),
    }
}

/// A function as `regproc` prints it.
fn function(row: &Row<'_>, column: &str) -> Result<Option<ObjectName>, RowError> {
    let name = row
        .optional(column)?
        .map(|text| parse_name(text).map_err(|error| RowError::text("a function of an operator", text, &error)));
    name.transpose()
}
