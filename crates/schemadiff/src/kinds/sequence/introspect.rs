//! Finding sequences in the catalogs, and the options of a sequence in a row.

use schemadiff_sql::parse_type;
use schemadiff_sql::syntax::{OwnedBy, Persistence, SequenceOptions};

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
            options: SequenceOptions {
                owned_by,
                ..options(&row)?
            },
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

/// The options of the sequence in a row, all of them: which go without saying depends on the type.
pub(in crate::kinds) fn options(row: &Row<'_>) -> Result<SequenceOptions, RowError> {
    let text = row.text("type")?;
    let data_type = parse_type(text).map_err(|error| RowError::text("a sequence", text, &error))?;
    Ok(SequenceOptions {
        data_type: Some(data_type),
        start: Some(row.number("start")?),
        increment: Some(row.number("increment")?),
        min: Some(row.number("min")?),
        max: Some(row.number("max")?),
        cache: Some(row.number("cache")?),
        cycle: row.boolean("cycle")?,
        owned_by: None,
        persistence: match row.optional("persistence")? {
            Some("u") => Some(Persistence::Unlogged),
            Some(_) => Some(Persistence::Permanent),
            None => None,
        },
        name: None,
    })
}
