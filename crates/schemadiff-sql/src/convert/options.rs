//! Options written as `name = value`, as `DefElem` nodes.

use std::collections::BTreeMap;

use pg_query::NodeEnum;
use pg_query::protobuf as pb;

use crate::syntax::IndexParameters;
use crate::{quote, tree, type_name};

/// The elements of a list of options.
pub(super) fn elements(options: &[pb::Node]) -> impl Iterator<Item = &pb::DefElem> {
    options.iter().filter_map(|option| match &option.node {
        Some(NodeEnum::DefElem(element)) => Some(&**element),
        _ => None,
    })
}

/// An option's value as text.
///
/// Source: `defGetString()` in `src/backend/commands/define.c`.
pub(super) fn text(element: &pb::DefElem) -> String {
    match tree::inner(element.arg.as_deref()) {
        None => "true".to_owned(),
        Some(NodeEnum::Integer(value)) => value.ival.to_string(),
        Some(NodeEnum::Float(value)) => value.fval.clone(),
        Some(NodeEnum::Boolean(value)) => value.boolval.to_string(),
        Some(NodeEnum::String(value)) => value.sval.clone(),
        // A word without quotes, such as `auto`, reads as a type's name.
        Some(NodeEnum::TypeName(name)) => type_name::convert_bare(name).name.to_string(),
        Some(NodeEnum::List(list)) => tree::strings(&list.items).join("."),
        Some(_) => element
            .arg
            .as_deref()
            .map(tree::modifier_text)
            .unwrap_or_default(),
    }
}

/// An option's value as an integer.
pub(super) fn integer(element: &pb::DefElem) -> Option<i64> {
    text(element).parse().ok()
}

/// All options by name.
pub(super) fn texts(options: &[pb::Node]) -> BTreeMap<String, String> {
    elements(options)
        .map(|element| (element.defname.clone(), text(element)))
        .collect()
}

/// Storage parameters as `pg_class.reloptions` keeps them, those of the TOAST table with `toast.` in front.
pub(super) fn parameters(options: &[pb::Node]) -> IndexParameters {
    elements(options)
        .map(|element| {
            let name = match element.defnamespace.as_str() {
                "" => element.defname.clone(),
                namespace => format!("{namespace}.{}", element.defname),
            };
            (name, text(element))
        })
        .collect()
}

/// The value of `SET name = value` as `pg_proc.proconfig` keeps it.
///
/// Source: `flatten_set_variable_args()` in `src/backend/utils/misc/guc_funcs.c`; parameters that are lists of names
/// (`GUC_LIST_QUOTE`) have each name quoted as an identifier.
pub(super) fn setting(set: &pb::VariableSetStmt) -> String {
    const LISTS_OF_NAMES: [&str; 6] = [
        "local_preload_libraries",
        "search_path",
        "session_preload_libraries",
        "shared_preload_libraries",
        "temp_tablespaces",
        "unix_socket_directories",
    ];
    let quoted = LISTS_OF_NAMES.contains(&set.name.to_ascii_lowercase().as_str());
    let values: Vec<String> = set
        .args
        .iter()
        .map(|argument| match &argument.node {
            Some(NodeEnum::AConst(pb::AConst { val: Some(value), .. })) => {
                let text = tree::constant_text(value);
                if quoted { quote::identifier(&text) } else { text }
            }
            _ => tree::modifier_text(argument),
        })
        .collect();
    values.join(", ")
}
