//! What the names of indexes are made of, for the rules about them.

use schemadiff_sql::syntax::ObjectName;

use super::Subject;
use crate::catalog::{Kind, ObjectId};
use crate::kinds::Index;
use crate::kinds::table::Physical;
use crate::lint::subject::spellings;
use crate::lint::template::Template;
use crate::source::toml::LONGEST_NAME;

/// The name that an index should have, when it has another one.
pub(super) fn misnamed(
    subject: &Subject<'_>,
    template: &Template,
    name: &str,
    relation: &ObjectName,
    columns: &[String],
) -> Option<String> {
    let english = subject.english();
    let fill = |gap: &str| match gap {
        "table" => vec![relation.name.clone()],
        "table_singular" => vec![english.singular(&relation.name)],
        "columns" => spellings(columns),
        _ => Vec::new(),
    };
    if template.takes(name, &fill) {
        return None;
    }
    let better = template.make(&fill)?;
    // What is too long has to be shortened by whoever names it.
    let is_short_for_it = better.len() > LONGEST_NAME && template.takes_up_to("columns", name, &fill);
    (!is_short_for_it).then_some(better)
}

/// Whether the relation of an index speaks of it by its name.
pub(super) fn is_named(subject: &Subject<'_>, index: &Index) -> bool {
    let id = ObjectId::named(index.table.clone());
    let table = subject.catalog.tables.get(&id).map(|table| &table.physical);
    let view = subject
        .catalog
        .materialized_views
        .get(&id)
        .map(|view| &view.physical);
    let mut named = table.into_iter().chain(view).flat_map(Physical::indexes);
    named.any(|name| name == index.name.name)
}

/// Whether a relation of the same schema has a name, or an index has it until a plan gives it another one.
pub(super) fn is_taken(subject: &Subject<'_>, beside: &ObjectName, name: &str) -> bool {
    let annotations = subject.canonical.annotations();
    let renamed = annotations
        .iter()
        .filter(|(object, _)| object.kind == Kind::Index);
    let mut left = renamed.filter_map(|(_, annotation)| annotation.renamed_from.as_deref());
    subject.has_relation(beside.schema.as_deref(), name)
        || left.any(|from| from == name || from.rsplit('.').next() == Some(name))
}
