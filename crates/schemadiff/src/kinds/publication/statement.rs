//! Publications as SQL statements write them.

use std::collections::BTreeMap;

use schemadiff_sql::syntax::{
    AlterPublication, CreatePublication, PublicationChange as Action, PublicationObject,
};

use super::{Command, Publication, Published};
use crate::catalog::{Kind, ObjectRef};
use crate::diag::code;
use crate::source::Script;

/// `CREATE PUBLICATION`.
pub(crate) fn create(script: &mut Script<'_>, create: CreatePublication) {
    let mut publication = Publication::new(create.name);
    publication.all_tables = create.all_tables;
    add(script, &mut publication, create.objects);
    set(script, &mut publication, &create.options);
    script.define(publication);
}

/// `ALTER PUBLICATION`, by which `pg_dump` adds tables and schemas.
pub(crate) fn alter(script: &mut Script<'_>, alter: AlterPublication) {
    let id = Publication::id_of(&alter.name);
    let Some(mut publication) = script.into.catalog.publications.get(&id).cloned() else {
        return script.missing(code::MISSING_OBJECT, ObjectRef::new(Kind::Publication, id));
    };
    set(script, &mut publication, &alter.options);
    match alter.change {
        Action::Add => add(script, &mut publication, alter.objects),
        Action::Drop => {
            for object in alter.objects {
                match object {
                    PublicationObject::Table { table, .. } => {
                        publication.tables.remove(&script.relation_name(table));
                    }
                    PublicationObject::Schema(name) => {
                        publication.schemas.remove(&schema(script, name));
                    }
                }
            }
        }
        Action::Set => {
            if !alter.objects.is_empty() {
                publication.tables.clear();
                publication.schemas.clear();
                add(script, &mut publication, alter.objects);
            }
        }
    }
    script.into.catalog.insert(publication);
}

fn add(script: &Script<'_>, publication: &mut Publication, objects: Vec<PublicationObject>) {
    for object in objects {
        match object {
            PublicationObject::Table {
                table,
                columns,
                mut filter,
            } => {
                let table = script.relation_name(table);
                script.mention_in(&mut filter);
                let columns = columns.into_iter().collect();
                publication.tables.insert(table, Published { columns, filter });
            }
            PublicationObject::Schema(name) => {
                publication.schemas.insert(schema(script, name));
            }
        }
    }
}

fn schema(script: &Script<'_>, name: Option<String>) -> String {
    name.unwrap_or_else(|| script.current_schema().to_owned())
}

/// Takes the options of `WITH` and `SET`.
///
/// Source: `parse_publication_options()` in `src/backend/commands/publicationcmds.c`.
fn set(script: &mut Script<'_>, publication: &mut Publication, options: &BTreeMap<String, String>) {
    for (name, value) in options {
        let flag = matches!(value.to_ascii_lowercase().as_str(), "true" | "on" | "1");
        match name.as_str() {
            "publish" => {
                publication.publish.clear();
                for word in value.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                    let command = Command::ALL
                        .iter()
                        .find(|command| command.word() == word.to_ascii_lowercase());
                    match command {
                        Some(command) => drop(publication.publish.insert(*command)),
                        None => script.error(
                            code::BAD_VALUE,
                            format!("\"{word}\" cannot be published"),
                            "write some of insert, update, delete, truncate",
                        ),
                    }
                }
            }
            "publish_via_partition_root" => publication.via_partition_root = flag,
            // Without a value it is `stored`.
            "publish_generated_columns" => {
                publication.generated_columns = flag || value.eq_ignore_ascii_case("stored");
            }
            _ => script.unsupported(&format!("the option {name} of a publication")),
        }
    }
}
