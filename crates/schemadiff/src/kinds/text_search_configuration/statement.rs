//! Text search objects as SQL statements write them.

use schemadiff_sql::syntax::{
    AlterTextSearchConfiguration, AlterTextSearchDictionary, CreateTextSearch, DefinitionItem, MappingChange,
    ObjectName, TextSearchKind,
};

use super::builtin;
use crate::catalog::{Kind, ObjectId, ObjectRef};
use crate::diag::code;
use crate::kinds::{TextSearchConfiguration, TextSearchDictionary, TextSearchParser, TextSearchTemplate};
use crate::source::Script;

/// `CREATE TEXT SEARCH …`.
pub(crate) fn create(script: &mut Script<'_>, create: CreateTextSearch) {
    let name = script.own_name(create.name);
    let mut items = Items(create.definition);
    match create.kind {
        TextSearchKind::Parser => {
            let parser = TextSearchParser {
                name,
                start: items.required(script, "start"),
                get_token: items.required(script, "gettoken"),
                end: items.required(script, "end"),
                headline: items.name("headline"),
                lex_types: items.required(script, "lextypes"),
                comment: None,
            };
            script.define(parser);
        }
        TextSearchKind::Template => {
            let template = TextSearchTemplate {
                name,
                init: items.name("init"),
                lexize: items.required(script, "lexize"),
                comment: None,
            };
            script.define(template);
        }
        TextSearchKind::Dictionary => {
            let template = items.required(script, "template");
            let options = items.0.drain(..);
            let options = options
                .map(|item| (item.key, item.text.unwrap_or_default()))
                .collect();
            script.define(TextSearchDictionary {
                name,
                template,
                options,
                comment: None,
            });
        }
        TextSearchKind::Configuration => {
            if let Some(configuration) = configuration(script, name, &mut items) {
                script.define(configuration);
            }
        }
    }
    for item in items.0 {
        script.unsupported(&format!("the option {} of a text search object", item.key));
    }
}

fn configuration(
    script: &mut Script<'_>,
    name: ObjectName,
    items: &mut Items,
) -> Option<TextSearchConfiguration> {
    let Some(source) = items.name("copy") else {
        let parser = items.required(script, "parser");
        return Some(TextSearchConfiguration::new(name, parser));
    };
    let own = script.own_name(source.clone());
    let known = script
        .into
        .catalog
        .text_search_configurations
        .get(&ObjectId::named(own));
    if let Some(known) = known {
        return Some(TextSearchConfiguration {
            name,
            comment: None,
            ..known.clone()
        });
    }
    let Some(mappings) = builtin::mappings(&source.name).filter(|_| source.schema.is_none()) else {
        script.missing(
            code::MISSING_OBJECT,
            ObjectRef::named(Kind::TextSearchConfiguration, &source),
        );
        return None;
    };
    let mut configuration = TextSearchConfiguration::new(name, ObjectName::bare("default"));
    configuration.mappings = mappings;
    Some(configuration)
}

/// `ALTER TEXT SEARCH DICTIONARY`.
pub(crate) fn alter_dictionary(script: &mut Script<'_>, alter: AlterTextSearchDictionary) {
    let id = ObjectId::named(script.own_name(alter.name));
    let Some(dictionary) = script.into.catalog.text_search_dictionaries.get_mut(&id) else {
        return script.missing(
            code::MISSING_OBJECT,
            ObjectRef::new(Kind::TextSearchDictionary, id),
        );
    };
    for (key, value) in alter.options {
        dictionary.options.retain(|(known, _)| *known != key);
        if let Some(value) = value {
            dictionary.options.push((key, value));
        }
    }
}

/// `ALTER TEXT SEARCH CONFIGURATION … MAPPING`, by which `pg_dump` adds mappings.
pub(crate) fn alter_configuration(script: &mut Script<'_>, alter: AlterTextSearchConfiguration) {
    let id = ObjectId::named(script.own_name(alter.name));
    let Some(configuration) = script.into.catalog.text_search_configurations.get_mut(&id) else {
        return script.missing(
            code::MISSING_OBJECT,
            ObjectRef::new(Kind::TextSearchConfiguration, id),
        );
    };
    let mappings = &mut configuration.mappings;
    match alter.change {
        MappingChange::Set(dictionaries) => {
            for token in alter.tokens {
                mappings.insert(token, dictionaries.clone());
            }
        }
        MappingChange::Drop => mappings.retain(|token, _| !alter.tokens.contains(token)),
        MappingChange::Replace(old, new) => {
            let all = alter.tokens.is_empty();
            let meant = mappings
                .iter_mut()
                .filter(|(token, _)| all || alter.tokens.contains(token));
            for dictionary in meant.flat_map(|(_, dictionaries)| dictionaries) {
                if *dictionary == old {
                    dictionary.clone_from(&new);
                }
            }
        }
    }
}

/// What stands in the parentheses and was not asked for yet.
struct Items(Vec<DefinitionItem>);

impl Items {
    fn name(&mut self, key: &str) -> Option<ObjectName> {
        let position = self.0.iter().position(|item| item.key == key)?;
        self.0.remove(position).name
    }

    fn required(&mut self, script: &mut Script<'_>, key: &str) -> ObjectName {
        self.name(key).unwrap_or_else(|| {
            let message = format!("the text search object needs `{}`", key.to_uppercase());
            script.error(
                code::MISSING_KEY,
                message,
                format!("add `{} = …`", key.to_uppercase()),
            );
            ObjectName::bare("")
        })
    }
}
