//! `owner` and `grants` of objects, and `[access]` for objects that have no section of their own.

use schemadiff_sql::syntax::{ArgumentMode, ObjectName, Subject, TypeName};
use schemadiff_sql::{parse_arguments, parse_privileges};

use super::statement::misfit;
use super::{Access, Acl, Grants};
use crate::kinds::function::toml::split_signature;
use crate::source::toml::{Entry, Reader, Table, Value};

/// What the definitions are called in messages that may say who owns an object and what others may do with it.
pub(crate) const WORDS: &[&str] = &[
    "schema", "enum", "domain", "composite type", "range type", "foreign table", "server", "foreign data wrapper", "sequence", "table", "view", "materialized view", "function", "procedure",
];

/// The keys that say so.
pub(crate) const KEYS: &[&str] = &["owner", "grants"];

/// Makes the subject that a key names.
type Name = fn(&Entry<'_>, &Reader<'_>) -> Option<Subject>;

/// The sections of a model whose entries have these keys.
const SECTIONS: &[(&str, Name)] = &[
    ("schemas", schema),
    ("enums", data_type),
    ("domains", data_type),
    ("composites", data_type),
    ("ranges", data_type),
    ("sequences", sequence),
    ("tables", relation),
    ("foreign_tables", relation),
    ("views", relation),
    ("materialized_views", relation),
    ("functions", function),
    ("procedures", procedure),
    ("servers", server),
];

/// The sections of `[access]`.
const OTHERS: &[(&str, Name)] = &[
    ("schemas", schema),
    ("types", data_type),
    ("sequences", sequence),
    ("relations", relation),
    ("functions", by_signature),
    ("servers", server),
    ("foreign_data_wrappers", wrapper),
    ("statistics", statistics),
];

/// Reads what the definitions of a file say, which their kinds leave to this one.
pub(crate) fn read_all(root: &Table<'_>, reader: &mut Reader<'_>) {
    // The sections are those of other kinds, which report what is wrong with them.
    let sections = root.value().entries().into_iter().flatten();
    for section in sections.filter(|section| section.value.is_table()) {
        let Some((_, name)) = SECTIONS.iter().find(|(known, _)| *known == section.name) else {
            continue;
        };
        for entry in section.value.entries().into_iter().flatten() {
            let Some(table) = Some(&entry).filter(|entry| entry.value.is_table()).and_then(|entry| entry.table("")) else {
                continue;
            };
            if KEYS.iter().any(|key| table.has(key)) {
                read(&entry, &table, *name, reader);
            }
        }
    }
    let Some(access) = root.get("access").and_then(|value| value.table("")) else {
        return;
    };
    for (section, name) in OTHERS {
        for entry in access.entries(section) {
            let Some(table) = entry.table("access") else { continue };
            read(&entry, &table, *name, reader);
            table.finish();
        }
    }
    access.finish();
}

fn read(entry: &Entry<'_>, table: &Table<'_>, name: Name, reader: &mut Reader<'_>) {
    let owner = table.get("owner");
    let grants = table.get("grants");
    let Some(of) = name(entry, reader) else { return };
    let access = Access {
        owner: owner.and_then(Value::part_name),
        grants: grants.map(|value| self::grants(value, &of)),
        ..Access::of(of)
    };
    if let Some(value) = owner.or(grants) {
        reader.define(access, &value.origin());
    }
}

/// `{ reader = "select", writer = ["select, insert", "update (name) with grant option"], public = [] }`.
pub(crate) fn grants(value: Value<'_>, of: &Subject) -> Grants {
    let mut grants = Grants::default();
    for entry in value.entries().unwrap_or_default() {
        let Some(role) = entry.part_name() else { continue };
        let texts = entry.value.one_or_more().unwrap_or_default();
        if texts.is_empty() {
            grants.object.entry(role.clone()).or_default();
        }
        // A list is what is written, and not what is added to the default.
        let mut said = Grants::default();
        said.object.insert(role.clone(), std::collections::BTreeMap::new());
        for (_, text) in texts {
            let Some((privileges, option)) = text.sql("a list of privileges", parse_privileges) else {
                continue;
            };
            match privileges.iter().find_map(|granted| misfit(of, granted)) {
                Some(problem) => text.bad(problem, "name a privilege that such an object has"),
                None => said.grant(of, &role, &privileges, option),
            }
        }
        grants.object.entry(role.clone()).or_default().extend(said.object.remove(&role).unwrap_or_default());
        for (column, acl) in said.columns {
            let known: &mut Acl = grants.columns.entry(column).or_default();
            known.extend(acl);
        }
    }
    grants
}

fn schema(entry: &Entry<'_>, _reader: &Reader<'_>) -> Option<Subject> {
    entry.part_name().map(Subject::Schema)
}

fn server(entry: &Entry<'_>, _reader: &Reader<'_>) -> Option<Subject> {
    entry.part_name().map(Subject::ForeignServer)
}

fn wrapper(entry: &Entry<'_>, _reader: &Reader<'_>) -> Option<Subject> {
    entry.part_name().map(Subject::ForeignDataWrapper)
}

fn statistics(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Subject> {
    entry.object_name(reader.default_schema()).map(Subject::Statistics)
}

fn data_type(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Subject> {
    entry.object_name(reader.default_schema()).map(Subject::Type)
}

fn sequence(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Subject> {
    entry.object_name(reader.default_schema()).map(Subject::Sequence)
}

fn relation(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Subject> {
    entry.object_name(reader.default_schema()).map(Subject::Relation)
}

fn function(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Subject> {
    routine(entry, reader, false)
}

fn procedure(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Subject> {
    routine(entry, reader, true)
}

/// A function with the types that its `arguments` have; what is wrong with them is reported there.
fn routine(entry: &Entry<'_>, reader: &Reader<'_>, procedure: bool) -> Option<Subject> {
    let name = routine_name(entry, reader)?;
    let table = entry.table("")?;
    let types = match table.get("arguments").filter(|value| value.is_text()) {
        None => Vec::new(),
        Some(value) => signature(value.text()?, procedure)?,
    };
    Some(Subject::Routine(name, types))
}

/// A function as `name(types)`.
fn by_signature(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<Subject> {
    let name = routine_name(entry, reader)?;
    let (_, types) = split_signature(entry.name);
    let inside = types.and_then(|types| types.strip_prefix('(')?.strip_suffix(')'));
    let Some(types) = inside.and_then(|inside| signature(inside, true)) else {
        entry.bad_key(
            format!("`{}` does not name a function", entry.name),
            "write the name with the types of its arguments: `name(integer, text)`",
        );
        return None;
    };
    Some(Subject::Routine(name, types))
}

fn routine_name(entry: &Entry<'_>, reader: &Reader<'_>) -> Option<ObjectName> {
    let (key, _) = split_signature(entry.name);
    entry.renamed(key).object_name(reader.default_schema())
}

fn signature(text: &str, procedure: bool) -> Option<Vec<TypeName>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    let arguments = parse_arguments(text).ok()?;
    let identifies = arguments.into_iter().filter(|argument| procedure || argument.mode != ArgumentMode::Out);
    Some(identifies.map(|argument| argument.data_type).collect())
}
