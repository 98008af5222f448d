//! `[text_search]`.

use schemadiff_sql::parse_name;
use schemadiff_sql::syntax::ObjectName;

use super::builtin;
use crate::diag::nearest;
use crate::kinds::{TextSearchConfiguration, TextSearchDictionary, TextSearchParser, TextSearchTemplate};
use crate::source::toml::{Entry, Reader, Table, Value, comment, scalar};

/// The four tables below `[text_search]`.
pub(crate) fn read(value: Value<'_>, reader: &mut Reader<'_>) {
    let Some(table) = value.table("") else { return };
    for entry in table.entries("parsers") {
        read_parser(&entry, reader);
    }
    for entry in table.entries("templates") {
        read_template(&entry, reader);
    }
    for entry in table.entries("dictionaries") {
        read_dictionary(&entry, reader);
    }
    for entry in table.entries("configurations") {
        read_configuration(&entry, reader);
    }
    table.finish();
}

/// `words = { start = "…", gettoken = "…", end = "…", lextypes = "…" }`.
fn read_parser(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let Some(table) = entry.table("text search parser") else {
        return;
    };
    let required = |key| table.required(key).and_then(Value::function_name);
    let (start, get_token) = (required("start"), required("gettoken"));
    let (end, lex_types) = (required("end"), required("lextypes"));
    let headline = table.get("headline").and_then(Value::function_name);
    let comment = comment(&table);
    table.finish();
    if let (Some(name), Some(start), Some(get_token), Some(end), Some(lex_types)) =
        (name, start, get_token, end, lex_types)
    {
        let parser = TextSearchParser {
            name,
            start,
            get_token,
            end,
            headline,
            lex_types,
            comment,
        };
        reader.define(parser, &entry.origin());
    }
}

/// `plain = { init = "dsimple_init", lexize = "dsimple_lexize" }`.
fn read_template(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let Some(table) = entry.table("text search template") else {
        return;
    };
    let lexize = table.required("lexize").and_then(Value::function_name);
    let init = table.get("init").and_then(Value::function_name);
    let comment = comment(&table);
    table.finish();
    if let (Some(name), Some(lexize)) = (name, lexize) {
        let template = TextSearchTemplate {
            name,
            init,
            lexize,
            comment,
        };
        reader.define(template, &entry.origin());
    }
}

/// `stars = { template = "simple", options = { accept = false } }`.
fn read_dictionary(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let Some(table) = entry.table("text search dictionary") else {
        return;
    };
    let template = required_name(&table, "template");
    let options = table.entries("options");
    let options = options
        .filter_map(|option| Some((option.name.to_owned(), scalar(option.value)?)))
        .collect();
    let comment = comment(&table);
    table.finish();
    if let (Some(name), Some(template)) = (name, template) {
        let dictionary = TextSearchDictionary {
            name,
            template,
            options,
            comment,
        };
        reader.define(dictionary, &entry.origin());
    }
}

/// `catalogue = { copy = "english", mappings = { word = ["unaccent", "english_stem"] } }`.
fn read_configuration(entry: &Entry<'_>, reader: &mut Reader<'_>) {
    let name = reader.name(entry);
    let Some(table) = entry.table("text search configuration") else {
        return;
    };
    let copied = table.get("copy").map(copy);
    let parser = if table.has("copy") && !table.has("parser") {
        Some(ObjectName::bare("default"))
    } else {
        required_name(&table, "parser")
    };
    let mut mappings = copied.flatten().unwrap_or_default();
    for mapping in table.entries("mappings") {
        let dictionaries = mapping.value.one_or_more().unwrap_or_default();
        let dictionaries: Vec<ObjectName> = dictionaries
            .into_iter()
            .filter_map(|(_, value)| value.sql("the name of a dictionary", parse_name))
            .collect();
        // Without dictionaries there is no mapping: how a copied one is taken away.
        if dictionaries.is_empty() {
            mappings.remove(mapping.name);
        } else {
            mappings.insert(mapping.name.to_owned(), dictionaries);
        }
    }
    let comment = comment(&table);
    table.finish();
    if let (Some(name), Some(parser)) = (name, parser) {
        let configuration = TextSearchConfiguration {
            name,
            parser,
            mappings,
            comment,
        };
        reader.define(configuration, &entry.origin());
    }
}

/// The mappings of one of PostgreSQL's own configurations.
fn copy(value: Value<'_>) -> Option<std::collections::BTreeMap<String, Vec<ObjectName>>> {
    let text = value.text()?;
    let mappings = builtin::mappings(text.strip_prefix("pg_catalog.").unwrap_or(text));
    if mappings.is_none() {
        let help = match nearest(text, builtin::configurations()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "name one of them, such as \"english\", or write `parser` and all `mappings`".to_owned(),
        };
        value.bad(
            format!("\"{text}\" is none of PostgreSQL's own text search configurations"),
            help,
        );
    }
    mappings
}

/// The name of another text search object. `default`, the parser that every database has, is a word of SQL's.
fn required_name(table: &Table<'_>, key: &'static str) -> Option<ObjectName> {
    let value = table.required(key)?;
    match value.raw().as_str() {
        Some("default" | "pg_catalog.default") => Some(ObjectName::bare("default")),
        _ => value.sql("the name of a text search object", parse_name),
    }
}
