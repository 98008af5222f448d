//! Text search objects.

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use super::{Result, options};
use crate::syntax::{
    AlterTextSearchConfiguration, AlterTextSearchDictionary, CreateTextSearch, DefinitionItem, MappingChange,
    ObjectName, Statement, TextSearchKind,
};
use crate::tree;

/// Which kind of text search object a definition is of, if any.
pub(super) fn kind(node: &pb::DefineStmt) -> Option<TextSearchKind> {
    match pb::ObjectType::try_from(node.kind) {
        Ok(pb::ObjectType::ObjectTsparser) => Some(TextSearchKind::Parser),
        Ok(pb::ObjectType::ObjectTstemplate) => Some(TextSearchKind::Template),
        Ok(pb::ObjectType::ObjectTsdictionary) => Some(TextSearchKind::Dictionary),
        Ok(pb::ObjectType::ObjectTsconfiguration) => Some(TextSearchKind::Configuration),
        _ => None,
    }
}

/// Converts `CREATE TEXT SEARCH …`.
pub(super) fn create(node: &pb::DefineStmt) -> Result<Statement> {
    let kind = kind(node).ok_or_else(|| super::Problem::new("this is no text search object"))?;
    Ok(Statement::CreateTextSearch(CreateTextSearch {
        kind,
        name: tree::object_name(&node.defnames),
        definition: options::elements(&node.definition).map(item).collect(),
    }))
}

/// A definition's `key = value`.
pub(super) fn item(element: &pb::DefElem) -> DefinitionItem {
    let name = match tree::inner(element.arg.as_deref()) {
        Some(NodeEnum::TypeName(name)) => Some(tree::object_name(&name.names)),
        Some(NodeEnum::List(list)) => Some(tree::object_name(&list.items)),
        Some(NodeEnum::String(text)) => Some(ObjectName::bare(text.sval.clone())),
        _ => None,
    };
    DefinitionItem {
        key: element.defname.clone(),
        text: element.arg.is_some().then(|| options::text(element)),
        name,
    }
}

/// Converts `ALTER TEXT SEARCH DICTIONARY`.
pub(super) fn alter_dictionary(node: &pb::AlterTsDictionaryStmt) -> Statement {
    let options = options::elements(&node.options).map(item);
    Statement::AlterTextSearchDictionary(AlterTextSearchDictionary {
        name: tree::object_name(&node.dictname),
        options: options.map(|item| (item.key, item.text)).collect(),
    })
}

/// Converts `ALTER TEXT SEARCH CONFIGURATION … MAPPING`.
pub(super) fn alter_configuration(node: &pb::AlterTsConfigurationStmt) -> Result<Statement> {
    use pb::AlterTsConfigType as Type;
    let dictionaries: Vec<ObjectName> = node
        .dicts
        .iter()
        .map(|name| tree::object_name(tree::items(name)))
        .collect();
    let change = match (Type::try_from(node.kind), dictionaries.as_slice()) {
        (Ok(Type::AlterTsconfigDropMapping), _) => MappingChange::Drop,
        (Ok(Type::AlterTsconfigReplaceDict | Type::AlterTsconfigReplaceDictForToken), [old, new]) => {
            MappingChange::Replace(old.clone(), new.clone())
        }
        (Ok(Type::AlterTsconfigAddMapping | Type::AlterTsconfigAlterMappingForToken), _) => {
            MappingChange::Set(dictionaries)
        }
        _ => {
            return Err(super::Problem::unsupported(
                "this change of a text search configuration",
            ));
        }
    };
    Ok(Statement::AlterTextSearchConfiguration(
        AlterTextSearchConfiguration {
            name: tree::object_name(&node.cfgname),
            tokens: tree::owned_strings(&node.tokentype),
            change,
        },
    ))
}
