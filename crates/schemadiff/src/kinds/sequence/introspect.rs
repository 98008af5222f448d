//! Finding sequences in the catalogs, and the options of a sequence in a row.

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::{OwnedBy, SequenceOptions};

use super::Sequence;
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("sequences", include_str!("sequences.sql"))];

/// Adds what the snapshot holds; sequences of identity columns are read with their tables.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("sequences")? {
        let owned_by = match row.optional("ownership")? {
            Some("i") => continue,
            Some(_) => Some(owner(&row)?),
            None => None,
        };
        catalog.insert(Sequence {
            name: row.qualified("schema", "name")?,
            options: SequenceOptions { owned_by, ..options(&row)? },
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}

/// The column that a sequence belongs to.
pub(in crate::kinds) fn owner(row: &Row<'_>) -> Result<OwnedBy, RowError> {
    Ok(OwnedBy {
        table: row.qualified("owner_schema", "owner_table")?,
        column: row.text("owner_column")?.to_owned(),
    })
}

/// The options of the sequence in a row; those at PostgreSQL's defaults are absent.
///
/// Source: `init_params` in `src/backend/commands/sequence.c`.
pub(in crate::kinds) fn options(row: &Row<'_>) -> Result<SequenceOptions, RowError> {
    let text = row.text("type")?;
    let (lowest, highest) = match text {
        "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let increment: i64 = row.number("increment")?;
    let (default_min, default_max) = if increment > 0 { (1, highest) } else { (lowest, -1) };
    let (min, max): (i64, i64) = (row.number("min")?, row.number("max")?);
    let default_start = if increment > 0 { min } else { max };
    let unless = |value: i64, default: i64| (value != default).then_some(value);
    let data_type = match text {
        "bigint" => None,
        _ => Some(parse_type(text).map_err(|error| RowError::text("a sequence", text, &error))?),
    };
    Ok(SequenceOptions {
        data_type,
        start: unless(row.number("start")?, default_start),
        increment: unless(increment, 1),
        min: unless(min, default_min),
        max: unless(max, default_max),
        cache: unless(row.number("cache")?, 1),
        cycle: row.boolean("cycle")?,
        owned_by: None,
        name: None,
    })
}
