//! Functions as SQL.

use std::fmt::Write as _;

use schemadiff_sql::quote;
use schemadiff_sql::syntax::{Argument, ArgumentMode, Body, CreateFunction, Parallel, Returns, Volatility};

use crate::catalog::ident;

/// `FUNCTION name(types)`, as `DROP` and `COMMENT` take it.
pub(super) fn signature(definition: &CreateFunction) -> String {
    let types: Vec<_> = definition.signature().iter().map(ToString::to_string).collect();
    format!("{} {}({})", word(definition), definition.name, types.join(", "))
}

fn word(definition: &CreateFunction) -> &'static str {
    if definition.procedure { "PROCEDURE" } else { "FUNCTION" }
}

/// `CREATE OR REPLACE FUNCTION …`. Used for new functions too, so that a run that was cut off can be repeated.
pub(crate) fn create(definition: &CreateFunction) -> String {
    let arguments: Vec<_> = definition.arguments.iter().map(argument).collect();
    let mut sql = format!("CREATE OR REPLACE {} {}({})", word(definition), definition.name, arguments.join(", "));
    match &definition.returns {
        Some(Returns::Type(data_type)) => line(&mut sql, &format!("RETURNS {data_type}")),
        Some(Returns::SetOf(data_type)) => line(&mut sql, &format!("RETURNS SETOF {data_type}")),
        Some(Returns::Table(columns)) => {
            let columns: Vec<_> = columns.iter().map(|(name, kind)| format!("{} {kind}", ident(name))).collect();
            line(&mut sql, &format!("RETURNS TABLE ({})", columns.join(", ")));
        }
        None => {}
    }
    line(&mut sql, &format!("LANGUAGE {}", ident(&definition.language)));
    attributes(definition, &mut sql);
    for (name, value) in &definition.settings {
        line(&mut sql, &format!("SET {name} TO {}", setting(name, value)));
    }
    match &definition.body {
        Body::Text(text) => line(&mut sql, &format!("AS {}", quote::dollar(text))),
        Body::Linked { file, symbol } => {
            line(&mut sql, &format!("AS {}, {}", quote::literal(file), quote::literal(symbol)));
        }
        Body::Sql(text) => line(&mut sql, text),
    }
    sql
}

fn attributes(definition: &CreateFunction, sql: &mut String) {
    let mut words: Vec<String> = Vec::new();
    let mut word = |present: bool, text: &str| {
        if present {
            words.push(text.to_owned());
        }
    };
    word(definition.window, "WINDOW");
    word(definition.volatility == Volatility::Immutable, "IMMUTABLE");
    word(definition.volatility == Volatility::Stable, "STABLE");
    word(definition.leakproof, "LEAKPROOF");
    word(definition.strict, "STRICT");
    word(definition.security_definer, "SECURITY DEFINER");
    word(definition.parallel == Parallel::Safe, "PARALLEL SAFE");
    word(definition.parallel == Parallel::Restricted, "PARALLEL RESTRICTED");
    words.extend(definition.cost.iter().map(|cost| format!("COST {cost}")));
    words.extend(definition.rows.iter().map(|rows| format!("ROWS {rows}")));
    words.extend(definition.support.iter().map(|support| format!("SUPPORT {support}")));
    if !words.is_empty() {
        line(sql, &words.join(" "));
    }
}

fn line(sql: &mut String, text: &str) {
    write!(sql, "\n{text}").expect("writing to a string never fails");
}

fn argument(argument: &Argument) -> String {
    let mut sql = match argument.mode {
        ArgumentMode::In => String::new(),
        ArgumentMode::Out => "OUT ".to_owned(),
        ArgumentMode::InOut => "INOUT ".to_owned(),
        ArgumentMode::Variadic => "VARIADIC ".to_owned(),
    };
    if let Some(name) = &argument.name {
        sql.push_str(&ident(name));
        sql.push(' ');
    }
    sql.push_str(&argument.data_type.to_string());
    if let Some(default) = &argument.default {
        sql.push_str(" DEFAULT ");
        sql.push_str(default.sql());
    }
    sql
}

/// The value of `SET name TO value`. Settings that are lists of names are kept as such a list, the rest as one string.
///
/// Source: `GUC_LIST_QUOTE` settings in `src/backend/utils/misc/guc_tables.c`, which `pg_get_functiondef` treats alike.
pub(crate) fn setting(name: &str, value: &str) -> String {
    const LISTS: &[&str] = &[
        "local_preload_libraries",
        "search_path",
        "session_preload_libraries",
        "shared_preload_libraries",
        "temp_tablespaces",
        "unix_socket_directories",
    ];
    if !LISTS.contains(&name) {
        return quote::literal(value);
    }
    let names = list_names(value);
    if names.is_empty() { "''".to_owned() } else { names.iter().map(|name| quote::literal(name)).collect::<Vec<_>>().join(", ") }
}

/// The names of a list such as `"$user", public`; quotes are taken off.
fn list_names(value: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut name = String::new();
    let mut quoted = false;
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                name.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => names.push(std::mem::take(&mut name)),
            c if c.is_whitespace() && !quoted => {}
            c => name.push(c),
        }
    }
    names.push(name);
    names.retain(|name| !name.is_empty());
    names
}

/// Gives a setting the spelling that comparison relies on: a list as its names, joined.
pub(crate) fn canonical_setting(name: &str, value: &str) -> String {
    if name == "search_path" { list_names(value).join(", ") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_are_quoted_one_by_one() {
        assert_eq!(setting("search_path", "\"$user\", public"), "'$user', 'public'");
        assert_eq!(setting("search_path", "\"\""), "''");
        assert_eq!(setting("work_mem", "64MB"), "'64MB'");
    }
}
