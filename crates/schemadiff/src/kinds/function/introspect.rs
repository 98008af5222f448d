//! Finding functions and procedures in the catalogs.

use schemadiff_sql::syntax::{ArgumentMode, Body, CreateFunction, Parallel, Returns, Volatility};
use schemadiff_sql::{SqlError, parse_arguments, parse_name, parse_returns, parse_sql_body};

use super::Function;
use crate::kinds::Catalog;
use crate::source::{Row, RowError, Snapshot};

/// The catalog queries, by section.
pub(super) const QUERIES: &[(&str, &str)] = &[("functions", include_str!("functions.sql"))];

/// Adds what the snapshot holds.
pub(super) fn read(snapshot: &Snapshot, catalog: &mut Catalog) -> Result<(), RowError> {
    for row in snapshot.rows("functions")? {
        catalog.insert(Function {
            definition: definition(&row)?,
            comment: row.owned("comment")?,
        });
    }
    Ok(())
}

fn definition(row: &Row<'_>) -> Result<CreateFunction, RowError> {
    let name = row.qualified("schema", "name")?;
    let about = format!("function `{name}`");
    let procedure = row.code("kind")? == 'p';
    let arguments = parsed(row.text("arguments")?, &about, parse_arguments)?;
    let returns = match row.optional("returns")? {
        Some(text) if !procedure => Some(parsed(text, &about, parse_returns)?),
        _ => None,
    };
    // With OUT arguments pg_get_function_result repeats what they say, except SETOF.
    let implied = arguments
        .iter()
        .any(|argument| matches!(argument.mode, ArgumentMode::Out | ArgumentMode::InOut));
    let returns = returns.filter(|returns| !(implied && matches!(returns, Returns::Type(_))));
    Ok(CreateFunction {
        procedure,
        arguments,
        returns,
        language: row.text("language")?.to_owned(),
        body: body(row, &about)?,
        volatility: match row.code("volatility")? {
            'i' => Volatility::Immutable,
            's' => Volatility::Stable,
            _ => Volatility::Volatile,
        },
        strict: row.boolean("strict")?,
        security_definer: row.boolean("security_definer")?,
        leakproof: row.boolean("leakproof")?,
        window: row.code("kind")? == 'w',
        parallel: match row.code("parallel")? {
            's' => Parallel::Safe,
            'r' => Parallel::Restricted,
            _ => Parallel::Unsafe,
        },
        cost: row.owned("cost")?,
        rows: row.owned("rows")?,
        support: row
            .optional("support")?
            .map(|text| parsed(text, &about, parse_name))
            .transpose()?,
        settings: row.settings("settings")?,
        name,
    })
}

/// `prosqlbody` where there is one; `prosrc` otherwise, which for C functions is the symbol in the file `probin`.
fn body(row: &Row<'_>, about: &str) -> Result<Body, RowError> {
    if let Some(text) = row.optional("sql_body")? {
        return parsed(text, about, parse_sql_body);
    }
    let source = row.text("source")?.to_owned();
    Ok(match row.owned("file")? {
        Some(file) => Body::Linked { file, symbol: source },
        None => Body::Text(source),
    })
}

fn parsed<T>(text: &str, about: &str, parse: fn(&str) -> Result<T, SqlError>) -> Result<T, RowError> {
    parse(text).map_err(|error| RowError::text(about, text, &error))
}
