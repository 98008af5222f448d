//! Finding aggregates in the catalogs.

use schemadiff_sql::syntax::{AggregateState, CreateAggregate, FinishModify, ObjectName, Parallel};
use schemadiff_sql::{parse_aggregate_arguments, parse_name, parse_type};

use super::Aggregate;
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("aggregates", include_str!("aggregates.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("aggregates")? {
        catalog.insert(Aggregate {
            definition: definition(&row)?,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}

fn definition(row: &Row<'_>) -> Result<CreateAggregate, RowError> {
    let name = row.qualified("schema", "name")?;
    let text = row.text("arguments")?;
    let (arguments, direct) = parse_aggregate_arguments(text)
        .map_err(|error| RowError::text(format_args!("aggregate `{name}`"), text, &error))?;
    let moving = match (state(row, "m")?, function(row, "minvfunc")?) {
        (Some(state), Some(inverse)) => Some((state, inverse)),
        _ => None,
    };
    let sort_operator = match row.optional("sortop")? {
        Some(_) => Some(row.qualified("sortop_schema", "sortop")?),
        None => None,
    };
    let mut aggregate = CreateAggregate {
        arguments,
        direct,
        hypothetical: row.code("kind")? == 'h',
        state: state(row, "")?.ok_or_else(|| row.error("sfunc", "is null"))?,
        combine: function(row, "combinefunc")?,
        serial: function(row, "serialfunc")?,
        deserial: function(row, "deserialfunc")?,
        moving,
        sort_operator,
        parallel: match row.code("parallel")? {
            's' => Parallel::Safe,
            'r' => Parallel::Restricted,
            _ => Parallel::Unsafe,
        },
        name,
    };
    let default = FinishModify::default_of(&aggregate);
    let moving = aggregate.moving.iter_mut().map(|(state, _)| state);
    for state in std::iter::once(&mut aggregate.state).chain(moving) {
        state.finish_modify = state.finish_modify.filter(|modify| *modify != default);
    }
    Ok(aggregate)
}

fn state(row: &Row<'_>, prefix: &str) -> Result<Option<AggregateState>, RowError> {
    let word = |word: &str| format!("{prefix}{word}");
    let (Some(own), Some(text)) = (function(row, &word("sfunc"))?, row.optional(&word("stype"))?) else {
        return Ok(None);
    };
    let space: i64 = row.number(&word("sspace"))?;
    Ok(Some(AggregateState {
        function: own,
        data_type: parse_type(text).map_err(|error| RowError::text("the state of an aggregate", text, &error))?,
        space: (space != 0).then_some(space),
        finish: function(row, &word("finalfunc"))?,
        finish_extra: row.boolean(&word("finalfunc_extra"))?,
        finish_modify: Some(match row.code(&word("finalfunc_modify"))? {
            's' => FinishModify::Shareable,
            'w' => FinishModify::ReadWrite,
            _ => FinishModify::ReadOnly,
        }),
        initial: row.owned(&word("initcond"))?,
    }))
}

/// A function as `regproc` prints it.
fn function(row: &Row<'_>, column: &str) -> Result<Option<ObjectName>, RowError> {
    let name = row
        .optional(column)?
        .map(|text| parse_name(text).map_err(|error| RowError::text("a function of an aggregate", text, &error)));
    Ok(name.transpose()?.map(|name| match name.schema.as_deref() {
        Some("pg_catalog") => ObjectName::bare(name.name),
        _ => name,
    }))
}
