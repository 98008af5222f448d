//! `owner` and `grants` of objects, and `[access]` for objects that have no section of their own.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{Privilege, Subject};

use super::{Access, Acl, Grants};
use crate::kinds::function;
use crate::render::toml::{Fields, Node, Writer};

/// What is said of access, by the section of the object that it is added to.
pub(crate) type Sections = BTreeMap<(String, String), (Subject, Fields)>;

/// Everything there is to say.
pub(crate) fn sections(writer: &Writer<'_>) -> Sections {
    let mut sections = Sections::new();
    for access in writer.catalog().accesses.values() {
        let fields = fields(access, writer);
        if !fields.is_empty() {
            sections.insert(place(&access.of, writer), (access.of.clone(), fields));
        }
    }
    sections
}

/// Writes what found no section to be added to.
pub(crate) fn write_rest(writer: &mut Writer<'_>) {
    for (_, (subject, fields)) in writer.document.take_access() {
        let (section, key) = match &subject {
            Subject::Relation(name) => ("relations", writer.key(name)),
            Subject::Sequence(name) => ("sequences", writer.key(name)),
            Subject::Type(name) => ("types", writer.key(name)),
            Subject::Routine(name, types) => {
                let types: Vec<_> = types.iter().map(|data_type| writer.data_type(data_type)).collect();
                ("functions", format!("{}({})", writer.key(name), types.join(", ")))
            }
            Subject::Schema(name) => ("schemas", name.clone()),
            Subject::ForeignServer(name) => ("servers", name.clone()),
            Subject::ForeignDataWrapper(name) => ("foreign_data_wrappers", name.clone()),
            Subject::Statistics(name) => ("statistics", writer.key(name)),
            Subject::LargeObject => continue,
        };
        writer.document.section(&["access", section, &key], &fields);
    }
}

/// The section of an object.
fn place(subject: &Subject, writer: &Writer<'_>) -> (String, String) {
    let catalog = writer.catalog();
    let found = super::find(catalog, subject);
    let (section, key) = match subject {
        Subject::Relation(name) | Subject::Sequence(name) | Subject::Type(name) => {
            let section = match found.as_ref().map_or("", |found| found.kind.words()) {
                "table" => "tables",
                "foreign table" => "foreign_tables",
                "view" => "views",
                "materialized view" => "materialized_views",
                "sequence" => "sequences",
                "enum" => "enums",
                "domain" => "domains",
                "composite type" => "composites",
                "range type" => "ranges",
                _ => "",
            };
            (section, writer.key(name))
        }
        Subject::Routine(..) => {
            let id = super::id_of(subject);
            match found.and_then(|found| catalog.functions.get(&found.id)) {
                Some(found) => (function::write::group(&found.definition), function::write::key(&found.definition, writer)),
                None => ("functions", super::path_part(&id).to_owned()),
            }
        }
        Subject::Schema(name) => ("schemas", name.clone()),
        Subject::ForeignServer(name) => ("servers", name.clone()),
        Subject::ForeignDataWrapper(name) => ("", name.clone()),
        Subject::Statistics(name) => ("", writer.key(name)),
        Subject::LargeObject => ("", String::new()),
    };
    (section.to_owned(), key)
}

fn fields(access: &Access, writer: &Writer<'_>) -> Fields {
    let mut fields = Fields::default();
    let known = writer.canonical.settings.owner.as_ref();
    fields.put_some("owner", access.owner.as_ref().filter(|owner| known != Some(*owner)));
    if let Some(grants) = &access.grants {
        fields.put("grants", grant_fields(grants));
    }
    fields
}

/// Privileges by role: one string where it says everything, otherwise a list.
pub(crate) fn grant_fields(grants: &Grants) -> Fields {
    let mut roles: BTreeMap<&str, BTreeMap<bool, Held>> = BTreeMap::new();
    for (role, held) in &grants.object {
        let groups = roles.entry(role).or_default();
        for (privilege, option) in held {
            groups.entry(*option).or_default().whole.push(*privilege);
        }
    }
    for (column, acl) in &grants.columns {
        add_column(column, acl, &mut roles);
    }
    let mut fields = Fields::default();
    for (role, groups) in roles {
        let texts: Vec<Node> = groups.iter().flat_map(|(option, held)| held.texts(*option)).map(Node::from).collect();
        match <[Node; 1]>::try_from(texts) {
            Ok([text]) => fields.put(role, text),
            Err(texts) => fields.put(role, Node::List(texts)),
        }
    }
    fields
}

fn add_column<'a>(column: &str, acl: &'a Acl, roles: &mut BTreeMap<&'a str, BTreeMap<bool, Held>>) {
    for (role, held) in acl {
        for (privilege, option) in held {
            let group = roles.entry(role).or_default().entry(*option).or_default();
            group.columns.entry(*privilege).or_default().push(column.to_owned());
        }
    }
}

/// What one role has, either to pass on or not.
#[derive(Default)]
struct Held {
    whole: Vec<Privilege>,
    columns: BTreeMap<Privilege, Vec<String>>,
}

impl Held {
    /// As lists of privileges: `all` stands alone.
    fn texts(&self, option: bool) -> Vec<String> {
        let whole = self.whole.iter().map(|privilege| (*privilege, privilege.as_sql().to_ascii_lowercase()));
        // Names of columns keep their case.
        let parts = self.columns.iter().map(|(privilege, columns)| {
            let word = privilege.as_sql().to_ascii_lowercase();
            (*privilege, format!("{word} ({})", crate::catalog::idents(columns)))
        });
        let (alone, together): (Vec<_>, Vec<_>) =
            whole.chain(parts).partition(|(privilege, _)| *privilege == Privilege::All);
        let words = |words: Vec<(Privilege, String)>| words.into_iter().map(|(_, word)| word).collect::<Vec<_>>();
        let together = words(together).join(", ");
        let lists = words(alone).into_iter().chain(Some(together).filter(|list| !list.is_empty()));
        lists.map(|list| format!("{list}{}", if option { " with grant option" } else { "" })).collect()
    }
}
