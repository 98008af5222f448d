//! `[functions]` and `[procedures]`.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Argument, Body, CreateFunction, Parallel, Volatility};
use schemadiff_sql::{parse_arguments, parse_name, parse_returns, parse_sql_body, quote};

use super::Function;
use crate::source::toml::{Entry, Reader, Table, Value, comment, scalar};

/// Settings whose value is a list of names, kept with each name quoted as an identifier.
///
/// Source: `variable_is_guc_list_quote` in `src/bin/pg_dump/dumputils.c`.
const LISTS: &[&str] = &[
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

/// `[functions.NAME]`.
pub(crate) fn read_function(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    read(entry, reader, false);
}

/// `[procedures.NAME]`.
pub(crate) fn read_procedure(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    read(entry, reader, true);
}

fn read(entry: &Entry<'_>, reader: &mut Reader<'_>, procedure: bool) {
    let Some(table) = entry.table(if procedure { "procedure" } else { "function" }) else {
        return;
    };
    let (key, signature) = split_signature(entry.name);
    let name = entry.renamed(key).object_name(reader.default_schema());
    let arguments = match table.get("arguments") {
        None => Some(Vec::new()),
        Some(value) => value.sql("a list of arguments", parse_arguments),
    };
    let returns = if procedure {
        None
    } else {
        table.sql("returns", "what a function returns", parse_returns)
    };
    let body = body(&table);
    let language = match &body {
        Some(Body::Linked { .. }) => "c",
        Some(Body::Text(_) | Body::Sql(_)) | None => "sql",
    };
    let language = table.text("language").unwrap_or(language).to_ascii_lowercase();
    let volatility = table.one_of(
        "volatility",
        &[
            ("immutable", Volatility::Immutable),
            ("stable", Volatility::Stable),
            ("volatile", Volatility::Volatile),
        ],
    );
    let strict = table.flag("strict").unwrap_or_default();
    let security_definer = table
        .one_of("security", &[("definer", true), ("invoker", false)])
        .unwrap_or_default();
    let leakproof = table.flag("leakproof").unwrap_or_default();
    let window = table.flag("window").unwrap_or_default();
    let parallel = table.one_of(
        "parallel",
        &[
            ("safe", Parallel::Safe),
            ("restricted", Parallel::Restricted),
            ("unsafe", Parallel::Unsafe),
        ],
    );
    let cost = table.get("cost").and_then(scalar);
    let rows = table.get("rows").and_then(scalar);
    let support = table.sql("support", "the name of a function", parse_name);
    let settings = settings(&table);
    let comment = comment(&table);
    table.finish();
    let (Some(name), Some(arguments), Some(body)) = (name, arguments, body) else {
        return;
    };
    let definition = CreateFunction {
        name,
        procedure,
        arguments,
        returns,
        language,
        body,
        volatility: volatility.unwrap_or_default(),
        strict,
        security_definer,
        leakproof,
        window,
        parallel: parallel.unwrap_or_default(),
        cost,
        rows,
        support,
        settings,
    };
    if let Some(signature) = signature {
        check_signature(entry, signature, &definition);
    }
    reader.define(Function { definition, comment }, &entry.origin());
}

/// Splits `total(integer)` into the name and what stands in parentheses; quotes in the name may hold parentheses.
pub(crate) fn split_signature(key: &str) -> (&str, Option<&str>) {
    let mut quoted = false;
    let open = key.char_indices().find(|(_, character)| {
        quoted ^= *character == '"';
        *character == '(' && !quoted
    });
    match open {
        Some((at, _)) => (&key[..at], Some(&key[at..])),
        None => (key, None),
    }
}

/// The signature in a key only tells overloads apart, so it has to say what `arguments` says.
fn check_signature(entry: &Entry<'_>, signature: &str, definition: &CreateFunction) {
    let types = |arguments: &[Argument]| {
        let function = CreateFunction {
            arguments: arguments.to_vec(),
            ..definition.clone()
        };
        function.signature()
    };
    let written = signature
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|inside| parse_arguments(inside).ok());
    if written.is_none_or(|written| types(&written) != definition.signature()) {
        let expected: Vec<String> = definition.signature().iter().map(ToString::to_string).collect();
        entry.bad_key(
            format!("`{}` does not say what `arguments` says", entry.name),
            format!(
                "write `{}({})`, or leave the parentheses out",
                definition.name.name,
                expected.join(", ")
            ),
        );
    }
}

/// One of `body`, `return_sql`, and `object_file` with `symbol`.
fn body(table: &Table<'_>) -> Option<Body> {
    let text = table.get("body");
    let sql = table.get("return_sql");
    let file = table.get("object_file");
    let symbol = table.string("symbol");
    let written: Vec<Value<'_>> = [text, sql, file].into_iter().flatten().collect();
    if let [_, second, ..] = written.as_slice() {
        second.bad(
            "a function has one body: `body`, `return_sql` or `object_file`",
            "keep one of them",
        );
    }
    match (text, sql, file) {
        (Some(text), _, _) => text.text().map(|text| Body::Text(text.to_owned())),
        (None, Some(sql), _) => sql.sql("a body in SQL", parse_sql_body),
        (None, None, Some(file)) => {
            if symbol.is_none() {
                table.missing(
                    "symbol",
                    "name the function inside the object file: `symbol = \"…\"`",
                );
            }
            Some(Body::Linked {
                file: file.text()?.to_owned(),
                symbol: symbol?,
            })
        }
        (None, None, None) => {
            table.missing("body", "write `body = '''…'''`, or `return_sql = \"return …\"`");
            None
        }
    }
}

/// `set = { search_path = "" }`: values as `pg_proc.proconfig` keeps them.
fn settings(table: &Table<'_>) -> BTreeMap<String, String> {
    let mut settings = BTreeMap::new();
    for entry in table.entries("set") {
        let value = if entry.value.raw().is_array() {
            let names = entry.value.texts().unwrap_or_default();
            Some(
                names
                    .iter()
                    .map(|(name, _)| quote::identifier(name))
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        } else {
            scalar(entry.value)
        };
        let Some(value) = value else { continue };
        let empty_list = value.is_empty() && LISTS.contains(&entry.name.to_ascii_lowercase().as_str());
        settings.insert(
            entry.name.to_owned(),
            if empty_list { "\"\"".to_owned() } else { value },
        );
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_starts_at_the_first_parenthesis_outside_quotes() {
        assert_eq!(split_signature("total"), ("total", None));
        assert_eq!(
            split_signature("billing.total(integer)"),
            ("billing.total", Some("(integer)"))
        );
        assert_eq!(split_signature("\"a(b\"(text)"), ("\"a(b\"", Some("(text)")));
    }
}
