//! `[text_search]`.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::ObjectName;

use super::builtin;
use crate::kinds::TextSearchConfiguration;
use crate::render::toml::{Fields, Writer, setting};

/// Writes all text search objects.
pub(crate) fn write(writer: &mut Writer<'_>) {
    let catalog = writer.catalog();
    let mut section = |group: &str, name: &ObjectName, fields: &Fields| {
        let key = writer.key(name);
        writer.document.section(&["text_search", group, &key], fields);
    };
    for parser in catalog.text_search_parsers.values() {
        let mut fields = Fields::default();
        fields.put("start", parser.start.to_string());
        fields.put("gettoken", parser.get_token.to_string());
        fields.put("end", parser.end.to_string());
        fields.put_some("headline", parser.headline.as_ref().map(ToString::to_string));
        fields.put("lextypes", parser.lex_types.to_string());
        fields.put_some("comment", parser.comment.as_ref());
        section("parsers", &parser.name, &fields);
    }
    for template in catalog.text_search_templates.values() {
        let mut fields = Fields::default();
        fields.put_some("init", template.init.as_ref().map(ToString::to_string));
        fields.put("lexize", template.lexize.to_string());
        fields.put_some("comment", template.comment.as_ref());
        section("templates", &template.name, &fields);
    }
    for dictionary in catalog.text_search_dictionaries.values() {
        let mut fields = Fields::default();
        fields.put("template", dictionary.template.to_string());
        let mut options = Fields::default();
        for (key, value) in &dictionary.options {
            options.put(key.as_str(), setting(value));
        }
        fields.put_table("options", options);
        fields.put_some("comment", dictionary.comment.as_ref());
        section("dictionaries", &dictionary.name, &fields);
    }
    for configuration in catalog.text_search_configurations.values() {
        section("configurations", &configuration.name, &fields(configuration));
    }
}

fn fields(configuration: &TextSearchConfiguration) -> Fields {
    let mut fields = Fields::default();
    let copied = copied(configuration);
    match copied {
        Some(language) => fields.put("copy", language),
        None => fields.put("parser", configuration.parser.to_string()),
    }
    let known = copied.and_then(builtin::mappings).unwrap_or_default();
    let mut mappings = Fields::default();
    for (token, dictionaries) in &configuration.mappings {
        if known.get(token) == Some(dictionaries) {
            continue;
        }
        let names: Vec<String> = dictionaries.iter().map(ToString::to_string).collect();
        match names.as_slice() {
            [one] => mappings.put(token, one),
            several => mappings.put(token, several),
        }
    }
    fields.put_table("mappings", mappings);
    fields.put_some("comment", configuration.comment.as_ref());
    fields
}

/// The configuration of PostgreSQL's own that differs least, when most is the same.
fn copied(configuration: &TextSearchConfiguration) -> Option<&'static str> {
    if configuration.parser != ObjectName::bare("default") {
        return None;
    }
    let same = |known: &BTreeMap<String, Vec<ObjectName>>| {
        let all = known
            .keys()
            .all(|token| configuration.mappings.contains_key(token));
        let equal = known
            .iter()
            .filter(|(token, dictionaries)| configuration.mappings.get(*token) == Some(dictionaries));
        if all { equal.count() } else { 0 }
    };
    let mut best = (0, "");
    for name in builtin::configurations() {
        let score = builtin::mappings(name).map_or(0, |known| same(&known));
        // The first of equals, so that the order of names decides.
        if score > best.0 {
            best = (score, name);
        }
    }
    (best.0 * 2 > configuration.mappings.len()).then_some(best.1)
}
