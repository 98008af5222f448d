//! Finding extended statistics in the catalogs.

use schemadiff_sql::Expr;
use schemadiff_sql::syntax::StatisticsKind;

use super::Statistics;
use crate::kinds::Catalog;
use crate::source::{RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("statistics", include_str!("statistics.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("statistics")? {
        let name = row.qualified("schema", "name")?;
        let kinds = row.text("kinds")?.split(['{', '}', ',']).filter_map(|code| match code {
            "d" => Some(StatisticsKind::Ndistinct),
            "f" => Some(StatisticsKind::Dependencies),
            "m" => Some(StatisticsKind::Mcv),
            _ => None,
        });
        let expressions = row.list("expressions")?.into_iter().map(|text| {
            Expr::parse(&text).map_err(|error| RowError::text(format_args!("statistics `{name}`"), &text, &error))
        });
        catalog.insert(Statistics {
            table: row.qualified("table_schema", "table")?,
            kinds: kinds.collect(),
            columns: row.list("columns")?.into_iter().collect(),
            expressions: expressions.collect::<Result<_, _>>()?,
            target: row.optional("target")?.map(|_| row.number("target")).transpose()?,
            comment: row.owned("comment")?,
            name,
        });
    }
    Ok(())
}
