//! Finding range types in the catalogs.

use schemadiff_sql::syntax::{CreateRangeType, ObjectName};
use schemadiff_sql::{parse_name, parse_type};

use super::RangeType;
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("range_types", include_str!("range_types.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("range_types")? {
        let name = row.qualified("schema", "name")?;
        let about = format!("range type `{name}`");
        let subtype = row.text("subtype")?;
        let collation = row
            .optional("collation")?
            .map(|text| parse_name(text).map_err(|error| RowError::text(&about, text, &error)));
        catalog.insert(RangeType {
            definition: CreateRangeType {
                subtype: parse_type(subtype).map_err(|error| RowError::text(&about, subtype, &error))?,
                operator_class: optional(&row, "operator_class_schema", "operator_class")?,
                collation: collation.transpose()?,
                canonical: optional(&row, "canonical_schema", "canonical")?,
                subtype_diff: optional(&row, "subtype_diff_schema", "subtype_diff")?,
                multirange: Some(row.qualified("multirange_schema", "multirange")?),
                name,
            },
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}

fn optional(row: &Row<'_>, schema: &str, name: &str) -> Result<Option<ObjectName>, RowError> {
    match row.optional(name)? {
        Some(_) => row.qualified(schema, name).map(Some),
        None => Ok(None),
    }
}
